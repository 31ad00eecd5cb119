import type pg from 'pg';
import { firstUserOid, sortedAcl } from './catalogRows.ts';
import { privileges } from './catalogRules.ts';

/** What is not simply a row of a catalog: comments, enum labels, dependencies, changed privileges of system objects. */
export async function describeObjectDetails(client: pg.Client): Promise<string[]> {
  const lines: string[] = [];
  for (const query of [comments, databaseComment, labels, dependencies, ...systemPrivileges()]) {
    const { rows } = await client.query<{ line: string }>(query);
    lines.push(...rows.map((row) => row.line));
  }
  return lines.filter((line) => !line.includes('pg_toast.') && !line.includes('"RI_ConstraintTrigger_'));
}

const comments = `
  SELECT format('comment on %s %s: %s', o.type, o.identity, to_json(description)) AS line
  FROM pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) o
  WHERE d.objoid >= ${firstUserOid} OR (d.classoid = 'pg_namespace'::regclass AND d.objoid = 'public'::regnamespace)`;

const databaseComment = `
  SELECT format('comment on database: %s', to_json(shobj_description(oid, 'pg_database'))) AS line
  FROM pg_database WHERE datname = current_database()`;

const labels = `
  SELECT format('labels of %s: %s', enumtypid::regtype, json_agg(enumlabel ORDER BY enumsortorder)) AS line
  FROM pg_enum WHERE enumtypid >= ${firstUserOid} GROUP BY enumtypid`;

/** Membership of extensions, and what falls together with something else (a sequence with its column). */
const dependencies = `
  SELECT format('%s %s %s %s %s', o.type, o.identity,
                CASE d.deptype WHEN 'e' THEN 'is a member of' WHEN 'x' THEN 'depends on' ELSE 'belongs to' END,
                r.type, r.identity) AS line
  FROM pg_depend d,
       pg_identify_object(d.classid, d.objid, d.objsubid) o,
       pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid) r
  WHERE d.deptype IN ('e', 'x') OR (d.deptype IN ('a', 'i') AND d.classid = 'pg_class'::regclass AND d.objid >= ${firstUserOid})`;

function systemPrivileges(): string[] {
  const catalogs = {
    relacl: 'pg_class',
    proacl: 'pg_proc',
    typacl: 'pg_type',
    lanacl: 'pg_language',
    nspacl: 'pg_namespace',
  };
  return Object.entries(catalogs).map(([column, catalog]) => {
    const now = sortedAcl(`t.${column}`, privileges[column]);
    const initially = sortedAcl('i.initprivs', privileges[column]);
    return `
      SELECT format('privileges on system %s %s: %s', o.type, o.identity, ${now}) AS line
      FROM ${catalog} t
      LEFT JOIN pg_init_privs i ON i.classoid = '${catalog}'::regclass AND i.objoid = t.oid AND i.objsubid = 0,
           pg_identify_object('${catalog}'::regclass, t.oid, 0) o
      WHERE t.oid < ${firstUserOid} AND t.${column} IS NOT NULL AND ${now} IS DISTINCT FROM ${initially}`;
  });
}
