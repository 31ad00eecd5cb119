import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startServer } from '../../embedded/server.ts';

test('a server starts, keeps its data over a crash and a restart, and stops without a trace', async () => {
  const server = await startServer();
  await query(server.url('postgres'), "CREATE TABLE kept AS SELECT 'safe' AS it");
  await server.kill9();
  await expect(query(server.url('postgres'), 'SELECT')).rejects.toThrow(/ECONNREFUSED/);
  await server.restart();
  await server.restart();
  expect(await query(server.url('postgres'), 'SELECT it FROM kept')).toEqual([{ it: 'safe' }]);
  expect(server.log()).toContain('database system was not properly shut down');
  await server.stop();
  expect(existsSync(server.host)).toBe(false);
});

test('over TCP a server asks for the password', async () => {
  await using server = await startServer({ tcp: true, settings: { application_name: "it's \\ quoted" } });
  const url = server.url('postgres', 'tcp');
  expect(await query(url, 'SHOW application_name')).toEqual([{ application_name: "it's \\ quoted" }]);
  await expect(query(url.replace(server.password, 'wrong'), 'SELECT')).rejects.toThrow(
    /password authentication failed/,
  );
});

test('servers have system identifiers of their own', async () => {
  await using one = await startServer();
  await using other = await startServer();
  const identifier = 'SELECT system_identifier FROM pg_control_system()';
  expect(await query(one.url('postgres'), identifier)).not.toEqual(await query(other.url('postgres'), identifier));
});

test('a setting that the server refuses is quoted from its log', async () => {
  await expect(startServer({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
    /PostgreSQL 18\.\d+ in .* did not start:[\s\S]*invalid value for parameter "shared_buffers": "plenty"/,
  );
});

test('a version that is not installed is refused with what there is', async () => {
  await expect(startServer({ version: '9' })).rejects.toThrow(
    /PostgreSQL "9" is not installed: found .* in \/usr\/lib/,
  );
});

test('a server does not outlive a process that is killed', async () => {
  const script = `
    import { startServer } from ${JSON.stringify(fileURLToPath(new URL('../../embedded/server.ts', import.meta.url)))};
    console.log((await startServer()).host);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const host = String((await once(child.stdout, 'data'))[0]).trim();
  expect(existsSync(host)).toBe(true);
  child.kill('SIGKILL');
  for (let tries = 0; existsSync(host) && tries < 300; tries++) await sleep(50);
  expect(existsSync(host)).toBe(false);
});

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
