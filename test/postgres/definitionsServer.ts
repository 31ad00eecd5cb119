import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { TestContext } from 'vitest';
import { type ServerOptions, startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { type DefinitionsRequest, dumpDefinitions } from '../../engine/postgres/definitions/dumpDefinitions.ts';
import { installationOf, sharedOptions } from '../setup/sharedServer.ts';

/** A server of a test file's own, as these tests make roles, cut connections and count backends. */
export async function ownServer(
  version: string,
  context: TestContext | undefined,
  options: ServerOptions = {},
): Promise<ThrowawayServer> {
  if (installationOf(version) === undefined) context?.skip(`PostgreSQL ${version} is not installed here`);
  const shared = sharedOptions(version);
  return startServer({ ...shared, tcp: true, ...options, settings: { ...shared.settings, ...options.settings } });
}

/** `dumpDefinitions` of one of its databases, in five seconds' patience. */
export function dump(server: ThrowawayServer, database: string, request: Partial<DefinitionsRequest> = {}) {
  return dumpDefinitions({
    target: server.target(database),
    serverVersion: server.major * 10_000,
    excludeTables: [],
    lockWaitMs: 5_000,
    ...request,
  });
}

/** A connection as the superuser, closed at the end of its block. */
export async function session(server: ThrowawayServer, database = 'postgres'): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({ ...server.target(database), ssl: false });
  client.on('error', () => {}); // a test may end it
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

export async function createDatabase(server: ThrowawayServer, name: string, sql = '', options = ''): Promise<string> {
  await using admin = await session(server);
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ${options}`);
  await using client = await session(server, name);
  if (sql !== '') await client.query(sql);
  return name;
}

/** How many connections for definitions the server still has after twenty seconds at most. */
export async function backends(server: ThrowawayServer): Promise<number> {
  await using admin = await session(server);
  for (let tries = 0; ; tries++) {
    const { rows } = await admin.query("SELECT FROM pg_stat_activity WHERE application_name = 'pgstow definitions'");
    // one that was aborted while it logged in hears of it only when it next looks at its socket
    if (rows.length === 0 || tries === 400) return rows.length;
    await sleep(50);
  }
}

/** Waits until the definitions' backend waits for a lock; fails after thirty seconds. */
export async function waitForLockWait(server: ThrowawayServer): Promise<void> {
  await using admin = await session(server);
  for (let tries = 0; tries < 600; tries++) {
    const { rows } = await admin.query(
      "SELECT FROM pg_stat_activity WHERE application_name = 'pgstow definitions' AND wait_event_type = 'Lock'",
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no backend has waited for a lock');
}

/** The PgstowError, or whatever else, that a promise is rejected with. */
export async function rejection(
  promise: Promise<unknown>,
): Promise<{ code?: string; message: string; hint?: string; retryable?: boolean }> {
  return promise.then(
    () => {
      throw new Error('it succeeded');
    },
    (thrown) => thrown,
  );
}
