import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import type { TestDatabase } from '../servers.ts';

/** Changes a database by another process while this one stands still: whoever restores in it has no time to do anything else. */
export function change({ server: { host, port, password, superuser }, name }: TestDatabase, sql: string): void {
  const client = JSON.stringify({ host, port, password, user: superuser, database: name });
  const script = `import pg from 'pg'; const c = new pg.Client(${client}); await c.connect(); await c.query(${JSON.stringify(sql)}); await c.end()`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
}
