import type pg from 'pg';
import { messageOf, PgstowError } from '../errors.ts';
import { type ConnectOptions, withConnection } from '../postgres/connect.ts';
import { quoteIdent, quoteLiteral } from '../postgres/identifier.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import type { SetSource } from '../repository/manifest.ts';

/** Databases that exist on every server and that one may connect to in order to create another. */
const maintenanceDatabases = ['postgres', 'template1'] as const;

/** Creates the target database as the source's was: encoding and locale. Refuses one that is there. */
export async function createDatabase(target: ConnectionTarget, source: SetSource, signal: AbortSignal): Promise<void> {
  await withMaintenanceConnection(target, { signal, purpose: 'create database' }, async (client) => {
    await client.query(await createSql(client, target.database, source));
  }).catch((thrown) => {
    throw createError(thrown, target.database, source);
  });
}

/** Refuses a database that is there already, or that the role may not create. */
export async function refuseUncreatable(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT rolname AS role, rolsuper OR rolcreatedb AS may, EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = $1) AS there
       FROM pg_catalog.pg_roles WHERE rolname = current_user`,
    [name],
  );
  const { role, may, there } = rows[0];
  if (there) throw new PgstowError('conflict', `there is a database ${name} already`, { hint: hints['42P04']! });
  if (!may) throw new PgstowError('privilege', `${role} may not create databases`, { hint: hints['42501']! });
}

/** Runs `use` with a connection to the target's server, whose own database need not be there yet. */
export async function withMaintenanceConnection<T>(
  target: ConnectionTarget,
  options: ConnectOptions,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const [first, second] = maintenanceDatabases;
  try {
    return await withConnection({ ...target, database: first }, options, use);
  } catch (thrown) {
    if ((thrown as { cause?: { code?: string } }).cause?.code !== '3D000') throw thrown;
    return withConnection({ ...target, database: second }, options, use);
  }
}

async function createSql(client: pg.Client, name: string, source: SetSource): Promise<string> {
  const { rows } = await client.query("SELECT pg_catalog.current_setting('server_version_num')::int AS version");
  const version: number = rows[0].version;
  const { encoding, collation, ctype, localeProvider, locale } = source;
  const words = [
    `CREATE DATABASE ${quoteIdent(name)} TEMPLATE template0 ENCODING ${quoteLiteral(encoding)}`,
    `LC_COLLATE ${quoteLiteral(collation)} LC_CTYPE ${quoteLiteral(ctype)}`,
    ...(version >= 150000 && localeProvider !== 'libc' ? [`LOCALE_PROVIDER ${localeProvider}`] : []),
    ...(version >= 150000 && localeProvider === 'icu' && locale ? [`ICU_LOCALE ${quoteLiteral(locale)}`] : []),
    ...(version >= 170000 && localeProvider === 'builtin' && locale ? [`BUILTIN_LOCALE ${quoteLiteral(locale)}`] : []),
  ];
  return words.join(' ');
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
