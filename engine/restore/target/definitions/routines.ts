/** Functions and procedures: https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-CATALOG */
export const routineSql = `SELECT p.oid, pg_catalog.pg_get_functiondef(p.oid) AS sql FROM pg_catalog.pg_proc p WHERE p.prokind <> 'a'`;
