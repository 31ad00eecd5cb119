import { createHash } from 'node:crypto';
import type pg from 'pg';
import { messageOf, PgstowError } from '../../errors.ts';
import { type ConnectOptions, withConnection } from '../../postgres/connect.ts';
import { createDatabaseSql } from '../../postgres/createDatabaseSql.ts';
import { quoteIdent, quoteLiteral } from '../../postgres/identifier.ts';
import { liftTimeouts } from '../../postgres/session.ts';
import type { ConnectionTarget } from '../../postgres/target.ts';
import type { SetSource } from '../../repository/manifest.ts';
import type { TaskIdentity } from '../task/taskIdentity.ts';

/** Databases that exist on every server and that one may connect to in order to create another. */
const maintenanceDatabases = ['postgres', 'template1'] as const;

/** How the comment of a database begins that a restore has created and not finished yet; the run that has created it follows. */
const unfinished = (fingerprint = '') => `pgstow restore, not finished: ${fingerprint}`;

/** Whether a database's comment says that this restore has created it. */
export function isMarkedBy(comment: string | null, { fingerprint }: Pick<TaskIdentity, 'fingerprint'>): boolean {
  return comment?.startsWith(unfinished(fingerprint)) === true;
}

/**
 * Creates the target database as the source's was: encoding and locale. It gets its name together with the mark that it is
 * this restore's: CREATE DATABASE takes seconds and knows no transaction, and who was killed in the middle of it must know
 * the database again. https://www.postgresql.org/docs/current/sql-createdatabase.html
 */
export async function createDatabase(
  target: ConnectionTarget,
  source: SetSource,
  { identity, signal }: { identity: TaskIdentity; signal: AbortSignal },
): Promise<void> {
  const name = target.database;
  await withMaintenanceConnection(target, { signal, purpose: 'create database' }, async (client) => {
    const passing = passingName(name, identity);
    if (!(await isThere(client, passing))) await client.query(await createSql(client, passing, source));
    await client.query(`
      BEGIN;
      ALTER DATABASE ${quoteIdent(passing)} RENAME TO ${quoteIdent(name)};
      COMMENT ON DATABASE ${quoteIdent(name)} IS ${quoteLiteral(`${unfinished(identity.fingerprint)} ${identity.run}`)};
      COMMIT`);
  }).catch((thrown) => {
    throw createError(thrown, name, source);
  });
}

/** What a database is called that is about to be this restore's, or to be none any more. */
export function passingName(name: string, { fingerprint }: TaskIdentity): string {
  return `pgstow_restore_${createHash('sha256').update(`${name} ${fingerprint}`).digest('hex').slice(0, 32)}`;
}

async function isThere(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query('SELECT FROM pg_catalog.pg_database WHERE datname = $1', [name]);
  return rows.length > 0;
}

/**
 * True when an unfinished run of the same restore has created the database: then it is to go on with. Rejects for any other
 * that is there, and when the role may not create one.
 */
export async function isHalfCreated(client: pg.Client, name: string, identity: TaskIdentity): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT rolname AS role, rolsuper OR rolcreatedb AS may, d.oid IS NOT NULL AS there,
            pg_catalog.shobj_description(d.oid, 'pg_database') AS comment
       FROM pg_catalog.pg_roles r LEFT JOIN pg_catalog.pg_database d ON d.datname = $1 WHERE rolname = current_user`,
    [name],
  );
  const { role, may, there, comment } = rows[0];
  if (there && isMarkedBy(comment, identity)) return true;
  if (there && comment?.startsWith(unfinished())) throw isOfAnother(name, comment.split(' ').at(-1)!);
  if (there) throw new PgstowError('conflict', `there is a database ${name} already`, { hint: hints['42P04']! });
  if (!may) throw new PgstowError('privilege', `${role} may not create databases`, { hint: hints['42501']! });
  return false;
}

function isOfAnother(name: string, run: string): PgstowError {
  return new PgstowError(
    'conflict',
    `there is a database ${name} already: restore ${run}, of another set or of other objects, has created it and not finished`,
    {
      hint: `go on with that one: --resume ${run}; or, where pgstow run show ${run} tells that it does not run any more: DROP DATABASE ${quoteIdent(name)}; and run this one again`,
    },
  );
}

/** Whether a restore, whichever it is, has created a database of that name and has not ended. */
export async function isUnfinished(client: pg.Client, name: string): Promise<boolean> {
  return (await commentOn(client, name))?.startsWith(unfinished()) === true;
}

async function commentOn(client: pg.Client, name: string): Promise<string | null> {
  const { rows } = await client.query(
    "SELECT pg_catalog.shobj_description(oid, 'pg_database') AS comment FROM pg_catalog.pg_database WHERE datname = $1",
    [name],
  );
  return rows[0]?.comment ?? null;
}

/** Takes the mark away, in the transaction that ends the restore. */
export async function unmarkDatabase(client: pg.Client, name: string, identity: TaskIdentity): Promise<void> {
  if (isMarkedBy(await commentOn(client, name), identity))
    await client.query(`COMMENT ON DATABASE ${quoteIdent(name)} IS NULL`);
}

/** Runs `use` with a connection to the target's server, whose own database need not be there yet. */
export async function withMaintenanceConnection<T>(
  target: ConnectionTarget,
  options: ConnectOptions,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const [first, second] = maintenanceDatabases;
  const useWithoutHaste = async (client: pg.Client) => {
    await liftTimeouts(client); // CREATE DATABASE takes its time
    return use(client);
  };
  try {
    return await withConnection({ ...target, database: first }, options, useWithoutHaste);
  } catch (thrown) {
    if ((thrown as { cause?: { code?: string } }).cause?.code !== '3D000') throw thrown;
    return withConnection({ ...target, database: second }, options, useWithoutHaste);
  }
}

async function createSql(client: pg.Client, name: string, source: SetSource): Promise<string> {
  const { rows } = await client.query("SELECT pg_catalog.current_setting('server_version_num')::int AS version");
  return createDatabaseSql(name, source, rows[0].version);
}

const hints: Readonly<Record<string, string>> = {
  '42P04': 'leave --create-database away to restore into it, or name another database in --target',
  '42501': 'the role needs CREATEDB (ALTER ROLE … CREATEDB), or create the database first',
};

function createError(thrown: unknown, name: string, { encoding, collation }: SetSource): unknown {
  if (thrown instanceof PgstowError) return thrown;
  const code = (thrown as { code?: string }).code;
  const remedies: Record<string, string> = {
    ...hints,
    '22023': `the server does not know the locale ${collation} or encoding ${encoding}: create the database yourself with one that it knows`,
  };
  return new PgstowError(
    code === '42P04' ? 'conflict' : 'database',
    `cannot create database ${name}: ${messageOf(thrown)}`,
    {
      hint: remedies[code ?? ''] ?? 'create the database yourself and leave --create-database away',
      cause: thrown,
    },
  );
}
