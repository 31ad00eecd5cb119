import { spawn } from 'node:child_process';
import { chmod, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, type TestContext, test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { program } from '../setup/program.ts';
import { ended, planOf, type Workshop, workshop } from './pgstow.ts';

let made: Promise<Workshop> | undefined;
afterAll(async () => (await made)?.[Symbol.asyncDispose]());

/** A set of a table with odd values and one with many rows, made for the first test. */
function shopWithSet(context: TestContext): Promise<Workshop> {
  made ??= makeShop(context);
  return made;
}

async function makeShop(context: TestContext): Promise<Workshop> {
  await using source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE odd (id int, "a ""b""" text); INSERT INTO odd VALUES (1, E'x, "y"\\n z'), (2, NULL), (3, '');
    CREATE TABLE many AS SELECT n, repeat(md5(n::text), 100) AS v FROM generate_series(1, 3000) n`);
  const shop = await workshop(planOf('orders', source));
  await shop.backup('orders');
  return shop;
}

test('cat prints COPY text, CSV or JSON, and ends well when nobody reads on', async (context) => {
  const shop = await shopWithSet(context);
  const cat = ['cat', 'orders', '--table', 'public.odd'];
  expect(await shop.ok(cat)).toBe('1\tx, "y"\\n z\n2\t\\N\n3\t\n');
  expect(await shop.ok([...cat, '--format', 'csv'])).toBe('id,"a ""b"""\n1,"x, ""y""\n z"\n2,\n3,""\n');
  expect(await shop.ok([...cat, '--format', 'json', '--limit', '1'])).toBe(
    '{"id":"1","a \\"b\\"":"x, \\"y\\"\\n z"}\n',
  );
  const line = `set -o pipefail; "$0" "$1" cat orders --table public.many | head -c 100 | wc -c`;
  const { entry, env: own } = await program('pgstow');
  const env = { ...process.env, ...own, PGSTOW_REPOSITORY: shop.repository };
  const piped = await ended(spawn('bash', ['-c', line, process.execPath, entry], { env }));
  expect(piped).toEqual({ status: 0, stdout: '100\n', stderr: '' });

  const boundless = await shop.run([...cat, '--json']);
  expect(boundless).toMatchObject({ status: 2, stderr: expect.stringContaining('give --limit of at most 100000') });
  const unnamed = await shop.run(['cat', 'orders']);
  expect(unnamed).toMatchObject({
    status: 2,
    stderr: 'pgstow: no table is given\nhint: name it with --table schema.table\n',
  });
});

test('query prints a table, and leaves nothing behind when it is interrupted or killed', async (context) => {
  const shop = await shopWithSet(context);
  await chmod(shop.folder, 0o755); // as the system's own: the server may be another user's
  const env = { TMPDIR: shop.folder };
  const answer = await shop.run(['query', 'orders', 'SELECT id, "a ""b""" FROM odd ORDER BY id DESC LIMIT 2', '-q'], {
    env,
  });
  expect(answer).toMatchObject({ status: 0, stderr: '', stdout: 'id  a "b"\n 3\n 2\n' });

  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    const child = shop.start(['query', 'orders', 'SELECT pg_sleep(60) FROM odd', '-q'], { env });
    const running = ended(child);
    const folder = await serverIn(shop.folder);
    expect((await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[5]).toBe('');
    child.kill(signal);
    expect((await running).status).toBe(signal === 'SIGINT' ? 130 : null);
    await expect.poll(() => throwawayFolders(shop.folder), { timeout: 10_000 }).toEqual([]);
  }
});

/** The folder of a server that has got so far as to be asked. */
async function serverIn(folder: string): Promise<string> {
  for (;;) {
    for (const name of await throwawayFolders(folder)) {
      for (const inside of await readdir(join(folder, name)).catch(() => [])) {
        const log = await readFile(join(folder, name, inside, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
        if (log.includes('ready')) {
          await sleep(300);
          return join(folder, name, inside);
        }
      }
    }
    await sleep(20);
  }
}

async function throwawayFolders(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('pgstow-'));
}

test('export says what it has written and what to do with it, and writes nothing over', async (context) => {
  const shop = await shopWithSet(context);
  const to = join(shop.folder, 'out');
  const args = ['export', 'orders', '--format', 'directory', '--to', to, '--table', 'public.odd'];
  expect(await shop.ok(args)).toMatch(
    new RegExp(
      `^set \\S+ of orders: 1 table, 3 rows, equal to the set in count and hash\n[\\d.]+ kB written to ${to} in [\\d.]+ s\n` +
        `bring it back with: psql -X -d postgres -f ${to}/globals.sql \\(the roles\\), then pg_restore --jobs 4 --create --dbname postgres ${to}\n$`,
    ),
  );
  expect(await shop.run(args)).toMatchObject({
    status: 3,
    stderr: `pgstow: ${to} is not empty: nothing in it is written over\nhint: name an empty folder, or one that is still to be made\n`,
  });
  expect(await shop.ok(['runs'])).toContain('export');
});
