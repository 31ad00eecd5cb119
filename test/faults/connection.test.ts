import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { backup, restore } from '../../engine/index.ts';
import type { ConnectionTarget } from '../../engine/postgres/target.ts';
import { compareLines, describeDatabase } from '../oracle.ts';
import { StallingProxy } from '../postgres/stallingProxy.ts';
import { dropDatabases, freshDatabase, TestDatabase } from '../servers.ts';
import { expectNothingLeftIn } from './aftermath.ts';
import { proveAllSets } from './repositoryCheck.ts';
import { planOf, restoreRequest, type Scene, withRepositoryFolder } from './scene.ts';
import { shopSchema } from './shopSchema.ts';

/** A server of this file's own, to be restarted. */
let server: ThrowawayServer;
let source: TestDatabase;
const password = 'PGSTOW_TEST_FAULTS_PASSWORD';

beforeAll(async () => {
  server = await startServer({ tcp: true, settings: { fsync: 'off', max_wal_size: '4GB', wal_level: 'logical' } });
  source = await freshDatabase(server);
  await source.query(shopSchema);
  process.env[password] = server.password;
});
afterAll(async () => {
  await dropDatabases();
  await server.stop();
  delete process.env[password];
});

const interruptions: readonly [string, () => Promise<unknown>][] = [
  ['the server is restarted', () => server.restart()],
  ['the server crashes', () => server.kill9().then(() => server.restart())],
  ['the first connection is terminated', () => terminate('pgstow backup leader')],
  ['a reading connection is terminated', () => terminate('pgstow backup reader')],
];

async function terminate(name: string): Promise<void> {
  const client = await source.connect(); // a new one, which no restart can have cut
  for (let tries = 0; tries < 100; tries++) {
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${name}' AND query LIKE '%COPY%' AND state = 'active'`,
    );
    if (rowCount! > 0) break;
    await sleep(20);
  }
  await client.end();
}

test.each(interruptions)(
  'a backup is told that its connection was lost when %s, and can be run again',
  async (_, interrupt) => {
    await withRepositoryFolder(async ({ repository }) => {
      await repository.plans.apply(planOf('shop', source.target, { rateLimit: '10MB/s' }));
      let interrupted: Promise<unknown> | undefined;
      const thrown = await backup(repository, 'shop', {
        onEvent: (event) => {
          if (event.kind === 'phase' && event.phase === 'data') interrupted = sleep(500).then(interrupt);
        },
      }).catch((error) => error);
      await interrupted;
      expect(thrown).toMatchObject({
        code: 'connection',
        message: expect.stringMatching(/lost|terminat/),
        retryable: true,
        hint: expect.stringMatching(/server/),
      });
      expect(await proveAllSets(repository)).toEqual([]);
      await repository.plans.apply(planOf('shop', source.target));
      await backup(repository, 'shop');
      expect(await proveAllSets(repository)).toHaveLength(1);
    });
  },
);

test.each([
  ['is restarted', 'load', () => server.restart()],
  ['crashes', 'load', () => server.kill9().then(() => server.restart())],
  ['crashes', 'finish', () => server.kill9().then(() => server.restart())],
] as const)(
  'a restore whose server %s in the phase %s is told so, and can be run again',
  async (_, phase, interrupt) => {
    await withRepositoryFolder(async ({ repository }) => {
      await repository.plans.apply(planOf('shop', source.target));
      await backup(repository, 'shop');
      const wanted = await describe(source); // before the crash, which moves the source's sequences on
      const target = await freshDatabase(server);
      let interrupted: Promise<unknown> | undefined;
      const thrown = await restore(repository, restoreRequest('shop', target.target), {
        onEvent: (event) => {
          if (event.kind === 'phase' && event.phase === phase) interrupted = interrupt();
        },
      }).catch((error) => error);
      await interrupted;
      expect(thrown).toMatchObject({ code: 'connection', retryable: true });
      await restore(repository, restoreRequest('shop', target.target));
      expect(compareLines(wanted, await describe(target))).toEqual([]);
    });
  },
);

/** What a database is, but for temporary tables, which a crash leaves to autovacuum. */
async function describe(database: TestDatabase): Promise<string[]> {
  const client = await database.connect();
  const lines = await describeDatabase(client);
  await client.end();
  return lines.filter((line) => !/pg_(toast_)?temp_\d/.test(line));
}

/** The same database through a proxy. */
function through(proxy: StallingProxy, target: ConnectionTarget): ConnectionTarget {
  return { ...target, host: '127.0.0.1', port: proxy.port, password: server.password };
}

test('a backup whose network swallows everything ends at once when it is interrupted', async () => {
  await using proxy = await StallingProxy.to(server.port);
  await withRepositoryFolder(async ({ repository }) => {
    await repository.plans.apply(planOf('shop', through(proxy, source.target), { passwordIn: password }));
    const promptly = await abortStalled(proxy, (signal) =>
      backup(repository, 'shop', { signal, onEvent: stallIn('data', proxy) }),
    );
    expect(promptly).toMatchObject({ code: 'interrupted' });
    await proxy[Symbol.asyncDispose]();
    await expectNothingLeftIn(new TestDatabase(server, source.name));
    expect(await proveAllSets(repository)).toEqual([]);
  });
});

test.each(['preview', 'load', 'finish'])(
  'a restore whose network swallows everything in the phase %s ends at once when it is interrupted',
  async (phase) => {
    await using proxy = await StallingProxy.to(server.port);
    await withBackedUpShop(async ({ repository }) => {
      const target = await freshDatabase(server);
      const request = restoreRequest('shop', through(proxy, target.target));
      const promptly = await abortStalled(proxy, (signal) =>
        restore(repository, request, { signal, onEvent: stallIn(phase, proxy) }),
      );
      expect(promptly).toMatchObject({ code: 'interrupted' });
      await proxy[Symbol.asyncDispose]();
      await expectNothingLeftIn(new TestDatabase(server, target.name));
      await restore(repository, restoreRequest('shop', target.target));
      expect(compareLines(await describe(source), await describe(target))).toEqual([]);
    });
  },
);

async function withBackedUpShop(use: (scene: Scene) => Promise<void>): Promise<void> {
  await withRepositoryFolder(async (scene) => {
    await scene.repository.plans.apply(planOf('shop', source.target));
    await backup(scene.repository, 'shop');
    await use(scene);
  });
}

function stallIn(phase: string, proxy: StallingProxy) {
  return (event: { kind: string; phase?: string }) => {
    if (event.kind === 'phase' && event.phase === phase) proxy.swallowAfter(phase === 'load' ? 20_000 : 500);
  };
}

/** Starts the work, interrupts it half a second after the network has begun to swallow, and gives what it rejects with, unless it takes long. */
async function abortStalled(proxy: StallingProxy, start: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
  const controller = new AbortController();
  const running = start(controller.signal).catch((thrown) => thrown);
  await proxy.swallowing;
  await sleep(500); // what was on its way is read
  const started = performance.now();
  controller.abort();
  const thrown = await running;
  expect(performance.now() - started).toBeLessThan(20_000); // nothing that it sends is answered for minutes
  return thrown;
}

test('a source is not written to: its disk stays as it is', async () => {
  await using quiet = await startServer({
    settings: { autovacuum: 'off', wal_level: 'minimal', max_wal_senders: '0', fsync: 'off' },
  });
  await using database = await freshDatabase(quiet);
  await database.query(shopSchema);
  await database.query(`
    CREATE ROLE reader LOGIN;
    ALTER ROLE reader SET default_transaction_read_only = on;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
    GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO reader;
    GRANT SELECT ON LARGE OBJECT 4711 TO reader`);
  await database.query('VACUUM FREEZE');
  await database.query('CHECKPOINT');
  const state = `SELECT pg_current_wal_insert_lsn() AS wal, (SELECT temp_bytes FROM pg_stat_database WHERE datname = current_database()) AS temporary`;
  const [before] = await database.query(state);
  await withRepositoryFolder(async ({ repository }) => {
    await repository.plans.apply(planOf('shop', { ...database.target, user: 'reader' }));
    const { set } = await backup(repository, 'shop');
    expect(set.totals.rows).toBeGreaterThan(60_000);
  });
  expect((await database.query(state))[0]).toEqual(before);
});
