import type pg from 'pg';
import { PgstowError } from '../../errors.ts';
import { quoteIdent } from '../../postgres/identifier.ts';
import type { ConnectionTarget } from '../../postgres/target.ts';
import { withMaintenanceConnection } from './createDatabase.ts';

/** What a database is known by beyond its name: its server's own identifier and its OID. One that is made anew has others. */
export async function databaseIdentity(
  target: ConnectionTarget,
  { signal = new AbortController().signal }: { readonly signal?: AbortSignal } = {},
): Promise<string | undefined> {
  return withMaintenanceConnection(target, { signal, purpose: 'look at database' }, async (client) => {
    const { rows } = await client.query(identitySql, [target.database]);
    return rows[0]?.identity;
  });
}

/** The same of the database that one is connected to; its OID alone where the role may not ask for more. */
export async function identityOfConnected(client: pg.Client): Promise<string> {
  const { rows } = await client.query('SELECT pg_catalog.current_database() AS name');
  return (await readIdentity(client, rows[0].name)) ?? '';
}

/** The same of a database of the server that one is connected to; undefined where there is none of the name. */
export async function readIdentity(client: pg.Client, name: string): Promise<string | undefined> {
  const { rows } = await client
    .query(identitySql, [name])
    .catch(() => client.query('SELECT oid::text AS identity FROM pg_catalog.pg_database WHERE datname = $1', [name]));
  return rows[0]?.identity;
}

const identitySql = `SELECT (SELECT system_identifier FROM pg_catalog.pg_control_system()) || '/' || oid AS identity
   FROM pg_catalog.pg_database WHERE datname = $1`;

/**
 * Drops a database that a restore has created, if it is still that one: false when it is gone already. Rejects with `conflict`
 * when another database has its name by now, or somebody is connected to it; `privilege` when the role may not.
 */
export async function dropDatabase(
  target: ConnectionTarget,
  identity: string,
  { signal = new AbortController().signal }: { readonly signal?: AbortSignal } = {},
): Promise<boolean> {
  const name = target.database;
  return withMaintenanceConnection(target, { signal, purpose: 'drop database' }, async (client) => {
    const { rows } = await client.query(identitySql, [name]);
    if (rows.length === 0) return false;
    if (rows[0].identity !== identity) throw isAnother(name);
    await client.query(`DROP DATABASE ${quoteIdent(name)}`).catch((thrown) => {
      throw dropError(name, thrown);
    });
    return true;
  });
}

function isAnother(name: string): PgstowError {
  return new PgstowError('conflict', `database ${name} is not the one that was restored: it has been made anew since`, {
    hint: 'it is left as it is; drop it yourself if it is to go',
  });
}

function dropError(name: string, thrown: unknown): unknown {
  const { code, detail = '' } = thrown as { code?: string; detail?: string };
  if (code === '55006') {
    const hint = 'close their connections, and try again';
    return new PgstowError('conflict', `database ${name} is in use: ${detail}`, { hint, cause: thrown });
  }
  if (code !== '42501') return thrown;
  const hint = `drop it as its owner: DROP DATABASE ${quoteIdent(name)}`;
  return new PgstowError('privilege', `the role may not drop database ${name}`, { hint, cause: thrown });
}
