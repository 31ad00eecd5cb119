import type pg from 'pg';
import { PgstowError } from '../errors.ts';
import { withConnection } from '../postgres/connect.ts';
import { createDatabaseSql, type DatabaseLocale } from '../postgres/createDatabaseSql.ts';
import { databaseError } from '../postgres/databaseError.ts';
import { quoteIdent, quoteLiteral } from '../postgres/identifier.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import { identifyProcess, isSurelyGone, type ProcessIdentity } from '../repository/processIdentity.ts';

export interface ThrowawayDatabaseOptions {
  /** Unlike any other's. */
  readonly name: string;
  /** The database whose encoding and, where the server knows it, locale it gets. */
  readonly like: DatabaseLocale;
  /** Who owns it. Default: who creates it. */
  readonly owner?: string | undefined;
  readonly signal: AbortSignal;
  readonly onWarning: (message: string) => void;
}

const prefix = 'pgstow_throwaway_';

/**
 * Runs `use` with a database that is made for it in a server, and is dropped afterwards, with whoever is connected to it. Those that
 * killed calls of this machine have left are dropped first. `server` names a database to connect to for that; its role must be
 * allowed to create databases.
 */
export async function withThrowawayDatabase<T>(
  server: ConnectionTarget,
  { name: id, like, owner, signal, onWarning }: ThrowawayDatabaseOptions,
  use: (target: ConnectionTarget) => Promise<T>,
): Promise<T> {
  const name = `${prefix}${id}`;
  let begun = false;
  try {
    await withConnection(server, { signal, purpose: 'throwaway database' }, async (client) => {
      await dropAbandoned(client);
      begun = true;
      await create(client, name, like, onWarning);
      const owned = owner === undefined ? '' : `; ALTER DATABASE ${quoteIdent(name)} OWNER TO ${quoteIdent(owner)}`;
      const mark = quoteLiteral(JSON.stringify(identifyProcess(process.pid) ?? null));
      await client.query(`COMMENT ON DATABASE ${quoteIdent(name)} IS ${mark}${owned}`);
    });
    return await use({ ...server, database: name });
  } catch (thrown) {
    throw createError(thrown, signal);
  } finally {
    // not with the signal: what was aborted is dropped as well
    if (begun) await dropAfterwards(server, name, onWarning);
  }
}

async function dropAfterwards(
  server: ConnectionTarget,
  name: string,
  onWarning: (message: string) => void,
): Promise<void> {
  await withConnection(server, { purpose: 'throwaway database' }, (client) => drop(client, name)).catch((thrown) =>
    onWarning(`database ${name} could not be dropped: ${(thrown as Error).message}`),
  );
}

async function create(
  client: pg.Client,
  name: string,
  like: DatabaseLocale,
  onWarning: (message: string) => void,
): Promise<void> {
  const version = await versionOf(client);
  try {
    await client.query(createDatabaseSql(name, like, version));
  } catch (thrown) {
    if (!unknownLocale.has((thrown as { code?: string }).code ?? '')) throw thrown;
    const plain: DatabaseLocale = {
      ...like,
      collation: 'C',
      ctype: 'C',
      localeProvider: 'libc',
      locale: null,
      icuRules: null,
    };
    await client.query(createDatabaseSql(name, plain, version));
    onWarning(
      `the server does not know the locale ${like.locale ?? like.collation}: texts are sorted and compared as in C`,
    );
  }
}

/** invalid_parameter_value, wrong_object_type, feature_not_supported, undefined_object: a provider, or a locale of it, is not there. */
const unknownLocale: ReadonlySet<string> = new Set(['22023', '42809', '0A000', '42704']);

async function dropAbandoned(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; mark: string | null }>(
    `SELECT datname AS name, pg_catalog.shobj_description(oid, 'pg_database') AS mark
       FROM pg_catalog.pg_database WHERE pg_catalog.starts_with(datname, $1)`,
    [prefix],
  );
  for (const { name, mark } of rows) if (isAbandoned(mark)) await drop(client, name).catch(() => {}); // another's
}

function isAbandoned(mark: string | null): boolean {
  try {
    const owner = JSON.parse(mark ?? 'null') as ProcessIdentity | null;
    return owner !== null && isSurelyGone(owner);
  } catch {
    return false;
  }
}

async function drop(client: pg.Client, name: string): Promise<void> {
  const force = (await versionOf(client)) >= 130000 ? ' WITH (FORCE)' : '';
  await client.query(`DROP DATABASE IF EXISTS ${quoteIdent(name)}${force}`);
}

async function versionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query("SELECT pg_catalog.current_setting('server_version_num')::int AS version");
  return rows[0].version;
}

function createError(thrown: unknown, signal: AbortSignal): unknown {
  if (thrown instanceof PgstowError) return thrown;
  return databaseError(thrown, 'throwaway database', signal, 'ALTER ROLE … CREATEDB');
}
