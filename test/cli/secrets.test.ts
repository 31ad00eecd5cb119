import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { SecretRegister } from '../secrets/secretRegister.ts';
import { dropDatabases, freshDatabase, type TestDatabase } from '../servers.ts';
import { sharedOptions } from '../setup/sharedServer.ts';
import { emptyWorkshop, type Workshop } from './pgstow.ts';

/** A server of this file's own: it asks for a password. */
let server: ThrowawayServer;
let source: TestDatabase;
beforeAll(async () => {
  server = await startServer({ ...sharedOptions('18'), tcp: true });
  source = await freshDatabase(server);
  await source.query('CREATE TABLE orders AS SELECT n AS id FROM generate_series(1, 1000) n');
});
afterAll(async () => {
  await dropDatabases();
  await server.stop();
});

function plan(password: object, id = 'orders'): string {
  const { host, port, database, user } = server.target(source.name, 'tcp');
  return JSON.stringify([{ id, source: { host, port, database, user, password }, concurrency: 2 }]);
}

describe('a password that is given once', () => {
  test('is sealed without the key, used with it, and nowhere to be found', async () => {
    await using shop = await emptyWorkshop();
    const env = { PGSTOW_KEY: /pgstow-key-1-\S+/.exec(await shop.ok(['init']))![0] };
    const said: string[] = [];
    const run = async (args: readonly string[], options: Parameters<Workshop['run']>[1] = {}, status = 0) => {
      const ended = await shop.run(args, options);
      expect(ended.status, ended.stderr).toBe(status);
      said.push(ended.stdout, ended.stderr);
      return ended;
    };
    await run(['plan', 'apply', '-f', '-'], { input: plan({ value: server.password }) });
    const shown = await run(['plan', 'show', 'orders']);
    expect(shown.stdout).toMatch(/password:\n\s+sealed: [A-Za-z0-9+/]{80,}=*\n/);
    await run(['plan', 'apply', '-f', '-'], { input: shown.stdout });

    const locked = await run(['test-connection', 'orders'], {}, 1);
    expect(locked.stderr).toContain('source.password of plan orders is sealed, and no key of ');
    await run(['test-connection', 'orders'], { env });
    await run(['grants', 'orders', '--for', 'backup'], { env });
    await run(['precheck', 'orders', '--json'], { env });
    await run(['backup', 'orders', '--json'], { env });
    await run(['plan', 'apply', '-f', '-', '--json'], { input: plan({ value: server.password }), env });
    await run(['plan', 'history', 'orders', '--json']);
    await run(['runs', '--json']);
    expect(JSON.parse((await run(['plan', 'show', 'orders', '--json'])).stdout).plan.revision).toBe(1);

    await run(['plan', 'apply', '-f', '-'], { input: plan({ value: `${server.password}-wrong` }) });
    const refused = await run(['backup', 'orders'], { env }, 1);
    expect(refused.stderr).toContain('password authentication failed');
    await run(['verify'], { env });
    await run(['health', '--json']);
    const kept = await textsIn(shop.repository);
    expect(kept.length).toBeGreaterThan(8);
    const register = new SecretRegister();
    register.add('the password', server.password);
    expect([...said, ...kept].flatMap((text) => register.find('what was said or kept', text))).toEqual([]);
  });

  test('is refused where nothing is encrypted, before any plan is applied', async () => {
    await using shop = await emptyWorkshop();
    await shop.ok(['init', '--no-encryption']);
    const [first] = JSON.parse(plan({ env: 'P' }, 'first'));
    const [second] = JSON.parse(plan({ value: server.password }, 'second'));
    const refused = await shop.run(['plan', 'apply', '-f', '-'], { input: JSON.stringify([first, second]) });
    expect(refused).toEqual({
      status: 2,
      stdout: '',
      stderr:
        `pgstow: source.password: ${shop.repository} is not encrypted, so it keeps no password\n` +
        'hint: name where the password is: { env: NAME }, { file: PATH }, { awsSecret: NAME } or { ssmParameter: NAME }\n',
    });
    expect(await shop.ok(['plan', 'list'])).toContain('no plan yet');
    expect(Buffer.concat(await textsIn(shop.repository)).includes(server.password)).toBe(false);
  });
});

async function textsIn(folder: string): Promise<Buffer[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    files.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name))),
  );
}
