import { chown, cp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { RunningServer } from '../embedded/runningServer.ts';
import { type ServerOptions, startServer, type ThrowawayServer } from '../embedded/server.ts';

/** Another server whose files are a copy of the first one's, down to its system identifier; the first one is started after it. */
export async function cloneOf(first: ThrowawayServer, settings?: ServerOptions['settings']): Promise<ThrowawayServer> {
  return copyOf(first, settings, async (clone) => {
    await clone.restart();
    await first.restart();
  });
}

/** Another server whose files are those of the primary, and which follows it. */
export async function standbyOf(
  primary: ThrowawayServer,
  settings?: ServerOptions['settings'],
): Promise<ThrowawayServer> {
  return copyOf(primary, settings, async (standby) => {
    const way = `host=${primary.host} port=${primary.port} user=${primary.superuser}`;
    await writeFile(join(standby.dataDir, 'postgresql.auto.conf'), `primary_conninfo = '${way}'\n`);
    await writeFile(join(standby.dataDir, 'standby.signal'), '');
    await own(standby, standby.dataDir);
    await primary.restart();
    await standby.restart();
  });
}

/** Waits until a standby shows all that its primary has written. */
export async function caughtUp(primary: ThrowawayServer, standby: ThrowawayServer): Promise<void> {
  const [row] = await connected(primary, 'SELECT pg_current_wal_flush_lsn()::text AS lsn');
  for (let tries = 0; tries < 300; tries++) {
    const [standing] = await connected(standby, `SELECT pg_last_wal_replay_lsn() >= '${row!.lsn}' AS there`);
    if (standing!.there) return;
    await sleep(100);
  }
  throw new Error('the standby does not catch up');
}

/** Runs statements one by one over a connection of their own; gives the rows of the last. */
export async function connected(
  server: RunningServer,
  ...statements: readonly string[]
): Promise<Record<string, string>[]> {
  const { host, port, superuser: user } = server;
  const client = new pg.Client({ host, port, user, database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  try {
    let rows: Record<string, string>[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

/** Files are copied by root, and belong to the server's user. */
export async function own(server: ThrowawayServer, folder: string): Promise<void> {
  const { uid, gid } = await stat(server.host);
  for (const name of await readdir(folder, { recursive: true })) await chown(join(folder, name), uid, gid);
  await chown(folder, uid, gid);
}

/** Neither of the two runs while `start` is called. */
async function copyOf(
  first: ThrowawayServer,
  settings: ServerOptions['settings'],
  start: (copy: ThrowawayServer) => Promise<void>,
): Promise<ThrowawayServer> {
  const copy = await startServer({ settings });
  await copy.kill9();
  const conf = join(copy.dataDir, 'postgresql.conf');
  const kept = join(copy.host, 'postgresql.conf');
  await cp(conf, kept);
  await first.kill9();
  await rm(copy.dataDir, { recursive: true });
  await cp(first.dataDir, copy.dataDir, { recursive: true });
  await cp(kept, conf);
  await rm(join(copy.dataDir, 'postmaster.pid'), { force: true });
  await own(copy, copy.dataDir);
  await start(copy);
  return copy;
}
