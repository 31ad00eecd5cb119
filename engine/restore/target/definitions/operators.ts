import { named, operatorName, options, routineName, typeName } from './names.ts';

/** https://www.postgresql.org/docs/current/sql-createoperator.html */
export const operatorSql = `
  SELECT o.oid, pg_catalog.format('CREATE OPERATOR %I.%s (%s)', n.nspname, o.oprname,
           ${options({
             FUNCTION: routineName('o.oprcode'),
             LEFTARG: typeName('o.oprleft'),
             RIGHTARG: typeName('o.oprright'),
             COMMUTATOR: operatorName('o.oprcom'),
             NEGATOR: operatorName('o.oprnegate'),
             RESTRICT: routineName('o.oprrest'),
             JOIN: routineName('o.oprjoin'),
           })}
           || CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END || CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END) AS sql
    FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace`;

/** What an operator class or family consists of: what depends on it itself. The `owner` is its catalog, `oid` SQL for its OID. */
function members(owner: string, oid: string): string {
  const dependsOn = (catalog: string) => `
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND d.objid = m.oid
     AND d.refclassid = 'pg_catalog.${owner}'::pg_catalog.regclass AND d.refobjid = ${oid}`;
  return `(SELECT pg_catalog.string_agg(item, ', ') FROM (
    SELECT pg_catalog.format('OPERATOR %s %s%s', amopstrategy, amopopr::pg_catalog.regoperator,
             ' FOR ORDER BY ' || ${named('pg_opfamily', 'opf', 'm.amopsortfamily')}) AS item
      FROM pg_catalog.pg_amop m ${dependsOn('pg_amop')}
    UNION ALL SELECT pg_catalog.format('FUNCTION %s (%s, %s) %s', amprocnum, ${typeName('amproclefttype')}, ${typeName('amprocrighttype')},
                       amproc::pg_catalog.regprocedure)
      FROM pg_catalog.pg_amproc m ${dependsOn('pg_amproc')}) i)`;
}

/** https://www.postgresql.org/docs/current/sql-createopclass.html */
export const operatorClassSql = `
  SELECT c.oid, pg_catalog.format('CREATE OPERATOR CLASS %I.%I %sFOR TYPE %s USING %I FAMILY %s AS %s', n.nspname, c.opcname,
           CASE WHEN c.opcdefault THEN 'DEFAULT ' END, ${typeName('c.opcintype')}, m.amname, ${named('pg_opfamily', 'opf', 'c.opcfamily')},
           COALESCE(NULLIF(pg_catalog.concat_ws(', ', 'STORAGE ' || ${typeName('c.opckeytype')}, ${members('pg_opclass', 'c.oid')}), ''),
                    'STORAGE ' || ${typeName('c.opcintype')})) AS sql
    FROM pg_catalog.pg_opclass c JOIN pg_catalog.pg_namespace n ON n.oid = c.opcnamespace JOIN pg_catalog.pg_am m ON m.oid = c.opcmethod`;

/** A family by itself, and what is in it without belonging to a class. */
export const operatorFamilySql = `
  SELECT f.oid, pg_catalog.format('CREATE OPERATOR FAMILY %1$I.%2$I USING %3$I;', n.nspname, f.opfname, m.amname)
           || COALESCE(pg_catalog.format('ALTER OPERATOR FAMILY %I.%I USING %I ADD ', n.nspname, f.opfname, m.amname) || ${members('pg_opfamily', 'f.oid')}, '') AS sql
    FROM pg_catalog.pg_opfamily f JOIN pg_catalog.pg_namespace n ON n.oid = f.opfnamespace JOIN pg_catalog.pg_am m ON m.oid = f.opfmethod`;
