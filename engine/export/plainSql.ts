import { quoteIdent, quoteLiteral } from '../postgres/identifier.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { RolesKept } from './withoutRoles.ts';

/** Names no command of psql, so that every version of it takes the script. */
export function opening({ set, tool, snapshotAt, source }: SetManifest, encoding: string): string {
  const settings: Readonly<Record<string, string>> = {
    statement_timeout: '0',
    lock_timeout: '0',
    idle_in_transaction_session_timeout: '0',
    client_encoding: encoding,
    standard_conforming_strings: 'on',
    check_function_bodies: 'off',
    xmloption: 'content',
    client_min_messages: 'warning',
    row_security: 'off',
    search_path: '',
    lc_monetary: 'C', // amounts of type money were written with it, and are read as it says
  };
  return [
    '-- For an empty database, made with',
    `--   ${createDatabase(source)}`,
    '-- after globals.sql, which creates the roles:',
    '--   psql -X -v ON_ERROR_STOP=1 -d DATABASE -f database.sql',
    `-- pgstow ${tool}, set ${set}, the state of ${snapshotAt}`,
    '',
    ...Object.entries(settings).map(([name, value]) => `SET ${name} = ${quoteLiteral(value)};`),
    '',
    '',
  ].join('\n');
}

/** On one line: it stands in a comment. */
function createDatabase({ database, encoding, collation, ctype }: SetManifest['source']): string {
  const locale = `LC_COLLATE ${quoteLiteral(collation)} LC_CTYPE ${quoteLiteral(ctype)}`;
  const sql = `CREATE DATABASE ${quoteIdent(database)} TEMPLATE template0 ENCODING ${quoteLiteral(encoding)} ${locale};`;
  return sql.replace(/[\r\n]/g, ' ');
}

interface StagingTable {
  readonly name: string;
  readonly columns: string;
}

export const slicesTable: StagingTable = { name: 'pgstow_slices', columns: 'oid oid, at int8, data bytea' };
export const factsTable: StagingTable = {
  name: 'pgstow_facts',
  columns: 'oid oid, owner text, acl json, comment text',
};

/** Begins a transaction that {@link largeObjectsFrom} or {@link largeObjectsSaid} ends. */
export function stagingCopy({ name, columns }: StagingTable, encoding: string): string {
  return `BEGIN;
CREATE TEMPORARY TABLE ${name} (${columns}) ON COMMIT DROP;
COPY pg_temp.${name} FROM stdin WITH (ENCODING ${quoteLiteral(encoding)});
`;
}

/** The slices of an object follow each other from its beginning. */
export const largeObjectsFrom = `DO $pgstow$BEGIN
  PERFORM pg_catalog.lo_create(oid) FROM pg_temp.pgstow_slices WHERE at = 0;
  PERFORM pg_catalog.lo_put(oid, at, data) FROM pg_temp.pgstow_slices ORDER BY oid, at;
END$pgstow$;
COMMIT;

`;

/** An owner has all privileges until some are given to anyone: then those count that are listed. */
export function largeObjectsSaid({ owner, acl }: RolesKept): string {
  return `DO $pgstow$
DECLARE
  large record;
  given record;
BEGIN
  FOR large IN SELECT * FROM pg_temp.pgstow_facts ORDER BY oid LOOP
    IF large.comment IS NOT NULL THEN
      EXECUTE pg_catalog.format('COMMENT ON LARGE OBJECT %s IS %L', large.oid, large.comment);
    END IF;${owner ? giveAway : ''}${acl ? grant : ''}
  END LOOP;
END$pgstow$;
COMMIT;

`;
}

const giveAway = `
    EXECUTE pg_catalog.format('ALTER LARGE OBJECT %s OWNER TO %I', large.oid, large.owner);`;

const grant = `
    IF large.acl IS NOT NULL THEN
      EXECUTE pg_catalog.format('REVOKE ALL ON LARGE OBJECT %s FROM %I', large.oid, large.owner);
    END IF;
    FOR given IN SELECT * FROM pg_catalog.json_to_recordset(COALESCE(large.acl, '[]')) AS g(grantee text, privilege text, grantable bool) LOOP
      EXECUTE pg_catalog.format('GRANT %s ON LARGE OBJECT %s TO %s%s', given.privilege, large.oid,
        CASE WHEN given.grantee = '' THEN 'PUBLIC' ELSE pg_catalog.quote_ident(given.grantee) END,
        CASE WHEN given.grantable THEN ' WITH GRANT OPTION' ELSE '' END);
    END LOOP;`;
