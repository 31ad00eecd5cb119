import type pg from 'pg';
import { quoteIdent, quoteLiteral } from '../postgres/identifier.ts';
import { lockedTables } from '../postgres/missingRights.ts';
import { doBlock, inComment } from './grantsSql.ts';
import { listOwners } from './owners.ts';
import type { Source } from './source.ts';

/** What the role of a plan needs to restore a set into another database, line by line. */
export async function restoreGrants(source: Source): Promise<string[]> {
  const { plan, target, client } = source;
  const role = quoteIdent(target.user);
  return [
    `-- What role ${inComment(role)} needs to restore a set of plan ${plan.id} with --no-owner --no-acl: it will own what it restores.`,
    '-- Run it in the database that is restored into, as its owner or a superuser. To restore as another role put its name here.',
    '',
    ...databaseGrants(source),
    '',
    `-- to let the restore create the database (--create-database): ALTER ROLE ${inComment(role)} CREATEDB;`,
    ...(await ownerNotes(client, target.user, role)),
    ...(await superuserNotes(client)),
  ];
}

/** The schemas are those of the source; it is looked up when the SQL is run which of them the target has already. */
function databaseGrants({ selection, sequences, target }: Source): string[] {
  const schemas = new Set(['public', ...[...lockedTables(selection), ...sequences.kept].map(({ schema }) => schema)]);
  const role = quoteLiteral(target.user);
  return doBlock([
    'DECLARE existing name;',
    'BEGIN',
    `  EXECUTE pg_catalog.format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO %I', pg_catalog.current_database(), ${role});`,
    '  FOR existing IN SELECT nspname FROM pg_catalog.pg_namespace',
    `    WHERE nspname IN (${[...schemas].sort().map(quoteLiteral).join(', ')}) LOOP`,
    `    EXECUTE pg_catalog.format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', existing, ${role});`,
    '  END LOOP;',
  ]);
}

async function ownerNotes(client: pg.Client, user: string, role: string): Promise<string[]> {
  const owners = (await listOwners(client)).map(({ name }) => name).filter((name) => name !== user);
  if (owners.length === 0) return [];
  return [
    '-- Without --no-owner the role must be a superuser, or a member of every role that owns something:',
    ...owners.map((name) => `-- GRANT ${inComment(quoteIdent(name))} TO ${inComment(role)};`),
  ];
}

/** What only a superuser can create, so that it must be there before or be left out. */
async function superuserNotes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ what: string; names: string[] }>(`
    SELECT what, pg_catalog.array_agg(name ORDER BY name) AS names FROM (
      SELECT 'extensions' AS what, e.extname::text AS name FROM pg_catalog.pg_extension e
        JOIN pg_catalog.pg_available_extension_versions v ON v.name = e.extname AND v.version = e.extversion
       WHERE v.superuser AND NOT COALESCE((pg_catalog.to_jsonb(v) ->> 'trusted')::bool, false)
      UNION ALL SELECT 'event triggers', evtname FROM pg_catalog.pg_event_trigger
      UNION ALL SELECT 'foreign-data wrappers', fdwname FROM pg_catalog.pg_foreign_data_wrapper w
       WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = w.oid AND d.deptype = 'e')
      UNION ALL SELECT 'publications for all tables', pubname FROM pg_catalog.pg_publication WHERE puballtables
      UNION ALL SELECT 'functions in C', p.oid::pg_catalog.regprocedure::text
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname IN ('c', 'internal')
       WHERE p.oid >= 16384 -- and comes neither with an extension nor with a range type
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                          WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
    ) found GROUP BY what ORDER BY what`);
  if (rows.length === 0) return [];
  return [
    '-- Only a superuser can create these; have them created before the restore, or restore tables that do without:',
    ...rows.map(({ what, names }) => `-- ${what}: ${names.map(inComment).join(', ')}`),
  ];
}
