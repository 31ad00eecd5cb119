import { foreignOptions, routineName } from './names.ts';

const wrapperSql = `
  SELECT w.oid, pg_catalog.format('CREATE FOREIGN DATA WRAPPER %I', w.fdwname) || COALESCE(' HANDLER ' || ${routineName('w.fdwhandler')}, '')
           || COALESCE(' VALIDATOR ' || ${routineName('w.fdwvalidator')}, '') || ${foreignOptions('w.fdwoptions')} AS sql
    FROM pg_catalog.pg_foreign_data_wrapper w`;

const serverSql = `
  SELECT s.oid, pg_catalog.format('CREATE SERVER %I', s.srvname) || COALESCE(' TYPE ' || pg_catalog.quote_literal(s.srvtype), '')
           || COALESCE(' VERSION ' || pg_catalog.quote_literal(s.srvversion), '') || pg_catalog.format(' FOREIGN DATA WRAPPER %I', w.fdwname)
           || ${foreignOptions('s.srvoptions')} AS sql
    FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw`;

/** A mapping without options looks like one whose options may not be seen. */
const mappingSql = `
  SELECT m.umid AS oid, pg_catalog.format('CREATE USER MAPPING FOR %I SERVER %I', m.usename, m.srvname) || ${foreignOptions('m.umoptions')} AS sql
    FROM pg_catalog.pg_user_mappings m WHERE m.umoptions IS NOT NULL`;

/** https://www.postgresql.org/docs/current/ddl-foreign-data.html */
export const foreignSql: Readonly<Record<string, string>> = {
  'foreign data wrapper': wrapperSql,
  server: serverSql,
  'user mapping': mappingSql,
};
