import { literal, operatorName, options, routineName, typeName, word } from './names.ts';

/** Ordered-set aggregates may change their state at the end, others may not, unless it is said: https://www.postgresql.org/docs/current/sql-createaggregate.html */
function finalModify(column: string): string {
  const isUsual = `a.${column} = CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END`;
  return `CASE WHEN NOT ${isUsual} THEN CASE a.${column} WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END`;
}

/** Aggregates: no function of the server tells their definitions. */
export const aggregateSql = `
  SELECT p.oid, pg_catalog.format('CREATE AGGREGATE %I.%I(%s) (%s)', n.nspname, p.proname,
           CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_catalog.pg_get_function_arguments(p.oid) END,
           ${options({
             SFUNC: routineName('a.aggtransfn'),
             STYPE: typeName('a.aggtranstype'),
             SSPACE: 'NULLIF(a.aggtransspace, 0)',
             INITCOND: literal('a.agginitval'),
             FINALFUNC: routineName('a.aggfinalfn'),
             FINALFUNC_MODIFY: `CASE WHEN a.aggfinalfn <> 0 THEN ${finalModify('aggfinalmodify')} END`,
             COMBINEFUNC: routineName('a.aggcombinefn'),
             SERIALFUNC: routineName('a.aggserialfn'),
             DESERIALFUNC: routineName('a.aggdeserialfn'),
             MSFUNC: routineName('a.aggmtransfn'),
             MINVFUNC: routineName('a.aggminvtransfn'),
             MSTYPE: typeName('a.aggmtranstype'),
             MSSPACE: 'NULLIF(a.aggmtransspace, 0)',
             MINITCOND: literal('a.aggminitval'),
             MFINALFUNC: routineName('a.aggmfinalfn'),
             MFINALFUNC_MODIFY: `CASE WHEN a.aggmfinalfn <> 0 THEN ${finalModify('aggmfinalmodify')} END`,
             SORTOP: operatorName('a.aggsortop'),
             PARALLEL: "CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END",
           })}
           || CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END
           || CASE WHEN a.aggmfinalextra THEN ', MFINALFUNC_EXTRA' ELSE '' END
           || ${`COALESCE(${word("a.aggkind = 'h'", ', HYPOTHETICAL')}, '')`}) AS sql
    FROM pg_catalog.pg_aggregate a JOIN pg_catalog.pg_proc p ON p.oid = a.aggfnoid JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace`;
