import pg from 'pg';
import type { RunningServer } from '../../../embedded/runningServer.ts';

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
