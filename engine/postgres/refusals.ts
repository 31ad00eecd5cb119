import { isUtf8 } from 'node:buffer';
import type pg from 'pg';
import { PgstowError } from '../errors.ts';
import type { DatabaseFacts } from './catalog/database.ts';
import { knownPooler } from './knownPoolers.ts';
import { detectPooling, type Pooling } from './pooler.ts';
import { type ConnectionTarget, describeTarget } from './target.ts';

/** The oldest server that is read, as `server_version_num`. */
const oldestServer = 120000;

/** Extensions that keep rows where a reader of ordinary tables does not find them, and why that is no backup. */
const unreadableExtensions: Readonly<Record<string, string>> = {
  timescaledb:
    'its hypertables keep their rows in chunks, which belong to the extension and are only restored between its own timescaledb_pre_restore() and timescaledb_post_restore()',
  citus:
    'its distributed tables keep their rows on the worker nodes, where a reader of the coordinator does not see them',
};

/**
 * Throws `unsupported` where a backup could not be trusted, whatever the plan and the role's rights. Two quick queries:
 * every backup asks them first.
 */
export async function refuseUnsupported(
  client: pg.Client,
  facts: DatabaseFacts,
  target: ConnectionTarget,
  signal?: AbortSignal,
): Promise<void> {
  const refusal =
    oldServer(facts) ??
    unreadableExtension(await listUnreadableExtensions(client)) ??
    transactionPooler(await detectPooling(client, target, signal), target) ??
    unreadableNames(await listForeignNames(client, facts));
  if (refusal) throw refusal;
}

export function oldServer({ serverVersion, versionNumber }: DatabaseFacts): PgstowError | undefined {
  if (versionNumber >= oldestServer) return undefined;
  return new PgstowError(
    'unsupported',
    `the server is PostgreSQL ${serverVersion}; ${oldestServer / 10000} is the oldest that is supported`,
    { hint: 'back it up with the pg_dump of its own version' },
  );
}

export async function listUnreadableExtensions(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    'SELECT extname AS name FROM pg_catalog.pg_extension WHERE extname = ANY ($1) ORDER BY extname',
    [Object.keys(unreadableExtensions)],
  );
  return rows.map(({ name }) => name);
}

export function unreadableExtension([extension]: readonly string[]): PgstowError | undefined {
  if (extension === undefined) return undefined;
  return new PgstowError(
    'unsupported',
    `the database uses the extension ${extension}: ${unreadableExtensions[extension]}`,
    { hint: `back it up as the documentation of ${extension} says` },
  );
}

/** Names of schemas, relations and columns that are no UTF-8: only a SQL_ASCII database has no other encoding to tell. */
export async function listForeignNames(client: pg.Client, { encoding }: DatabaseFacts): Promise<string[]> {
  if (encoding !== 'SQL_ASCII') return [];
  const { rows } = await client.query(`
    SELECT pg_catalog.convert_to(name, 'SQL_ASCII') AS bytes, pg_catalog.encode(pg_catalog.convert_to(name, 'SQL_ASCII'), 'escape') AS name
      FROM (SELECT nspname::text FROM pg_catalog.pg_namespace UNION SELECT relname::text FROM pg_catalog.pg_class
            UNION SELECT attname::text FROM pg_catalog.pg_attribute WHERE NOT attisdropped) n(name)
     WHERE name ~ '[^ -~]' ORDER BY name`);
  return rows.filter(({ bytes }) => !isUtf8(bytes)).map(({ name }) => name);
}

export function unreadableNames([name, ...more]: readonly string[]): PgstowError | undefined {
  if (name === undefined) return undefined;
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  return new PgstowError('unsupported', `a name in this SQL_ASCII database is no UTF-8: ${name}${others}`, {
    hint: 'rename it: ALTER … RENAME TO, in a session with client_encoding = SQL_ASCII',
  });
}

/**
 * Settings, locks and snapshots would be those of a backend that serves somebody else a moment later. A pooler that is known by its address is
 * refused whatever two connections have shown: it may have had two backends at rest.
 */
export function transactionPooler(pooling: Pooling, target: ConnectionTarget): PgstowError | undefined {
  const known = knownPooler(target);
  if (pooling !== 'transaction' && !known?.always) return undefined;
  const what = known
    ? `is a connection pooler in transaction mode (${known.name})`
    : 'is a connection pooler in transaction mode: two connections were served by one backend';
  const direct = known
    ? `connect to the server itself: ${known.direct}`
    : `${target.writtenAs === 'url' ? 'name' : 'give the plan'} the server's own address and port, or one where the pooler works in session mode (PgBouncer: pool_mode = session)`;
  return new PgstowError('unsupported', `${describeTarget(target)} ${what}`, { hint: direct });
}

/** Throws `unsupported` for a target behind a pooler in transaction mode. */
export async function refusePooler(client: pg.Client, target: ConnectionTarget, signal?: AbortSignal): Promise<void> {
  const refusal = transactionPooler(await detectPooling(client, target, signal), target);
  if (refusal) throw refusal;
}
