import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { RunningServer } from '../../embedded/runningServer.ts';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { withConnectionBeside } from '../../engine/backup/beside.ts';
import { importTables, requireSameReader, requireSameServer } from '../../engine/backup/importSnapshot.ts';
import { withSnapshot } from '../../engine/backup/snapshot.ts';
import type { EngineEvent, PgstowError } from '../../engine/index.ts';
import { FolderStore } from '../../engine/store/folder.ts';
import { planOf } from '../faults/scene.ts';
import { Pooler } from '../precheck/pooler.ts';
import { cloneOf, connected } from '../replicas.ts';
import { TestDatabase } from '../servers.ts';
import { Crew, crewSchema } from './crew.ts';

const settings = { fsync: 'off', autovacuum: 'off' };
let first: ThrowawayServer;
let clone: ThrowawayServer;
let source: TestDatabase;

beforeAll(async () => {
  first = await startServer({ settings });
  await connected(first, 'CREATE DATABASE crew');
  source = new TestDatabase(first, 'crew');
  const client = await source.connect();
  await client.query(crewSchema);
  await client.end();
  clone = await cloneOf(first, settings);
});

afterEach(() => vi.restoreAllMocks());

afterAll(async () => {
  await clone.stop();
  await first.stop();
});

const leads = {
  systemIdentifier: '7',
  databaseOid: 5,
  database: 'd',
  inRecovery: false,
  startedAt: '2026-11-25T21:30:00.000Z',
  address: 'u@a:5432',
};

test('a shard that reaches another server than the leader is refused, with both named', () => {
  const reaching = (more: object) => () => requireSameServer({ server: leads }, { ...leads, ...more });
  expect(reaching({ address: 'u@b:5432' })).not.toThrow(); // as it is called from there
  expect(reaching({ systemIdentifier: null })).not.toThrow(); // the snapshot will tell
  expect(reaching({ startedAt: '2026-11-25T21:31:00.000Z' })).not.toThrow(); // likewise: it may have been restarted
  const others = [
    { systemIdentifier: '8' },
    { databaseOid: 6 },
    { inRecovery: true },
    { startedAt: '2026-11-25T21:29:59.999Z' },
  ];
  for (const other of others) expect(reaching(other)).toThrow('they cannot share a snapshot');
  expect(reaching({ address: 'u@b:5432', inRecovery: true })).toThrow(
    'the shard that leads has reached u@a:5432 (a primary, system identifier 7, started at 2026-11-25T21:30:00.000Z, database d of OID 5) ' +
      'and this one u@b:5432 (a standby, system identifier 7, started at 2026-11-25T21:30:00.000Z, database d of OID 5): they cannot share a snapshot',
  );
});

test('a shard that reads as another role, or with other settings, is refused', () => {
  const reader = { role: 'backup', reading: 'a' };
  const reading = (more: object) => () => requireSameReader({ reader }, { ...reader, ...more });
  expect(reading({})).not.toThrow();
  expect(reading({ role: 'anna' })).toThrow(
    'the shard that leads reads as the role backup, and this one as anna: they may see other rows',
  );
  expect(reading({ reading: 'b' })).toThrow(
    'the shard that leads reads as the role backup too, but was let in as another one than this shard, or with other settings of an extension: they may see other texts',
  );
});

test('in a copy of the server a snapshot of the same name is not taken for the leader’s', async () => {
  const objects = { include: ['public.*'], exclude: [], structureOnly: [] };
  await withSnapshot(source.target, objects, { plan: 'p', onWait: () => {} }, async (snapshot) => {
    const { id, mark, facts, role } = snapshot;
    expect(role.name).toBe(first.superuser);
    const there = new TestDatabase(clone, source.name);
    await using twin = await snapshotCalled(id!, there);
    const [row] = (await twin.client.query('SELECT system_identifier::text AS id FROM pg_control_system()')).rows;
    expect(row.id).toBe(facts.systemIdentifier);
    const [here, elsewhere] = [await source.connect(), await there.connect()];
    expect((await importTables(here, { id: id!, mark }))?.length).toBe(27);
    await elsewhere.query(`BEGIN ISOLATION LEVEL REPEATABLE READ; SET TRANSACTION SNAPSHOT '${id}'; COMMIT`); // it is there
    expect(await importTables(elsewhere, { id: id!, mark })).toBeUndefined();
    const how = { signal: new AbortController().signal, purpose: 'backup reader' };
    expect(await withConnectionBeside(snapshot, how, async () => 'here')).toBe('here');
    const misled = withConnectionBeside({ ...snapshot, target: there.target }, how, async () => 'there');
    await expect(misled).rejects.toMatchObject({
      code: 'connection',
      message: expect.stringContaining('another server'),
    });
    await Promise.all([here.end(), elsewhere.end()]);
  });
});

test('a shard whose address has led it to a copy of the server, or that is set otherwise, is refused while the leader reads on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-way-'));
  const leadTo = async ({ host, port }: RunningServer) => {
    await symlink(`${host}/.s.PGSQL.${port}`, join(folder, 'next'));
    await rename(join(folder, 'next'), join(folder, `.s.PGSQL.${first.port}`));
  };
  await leadTo(first);
  const target = { ...source.target, host: folder };
  await using crew = await Crew.of({ target }, { concurrency: 1 });
  const { isHeld, letGo } = holdBlobs();
  const leader = crew.shard(1, 2);
  const refused = async () => (await crew.shard(2, 2).catch((thrown) => thrown)) as PgstowError;
  await Promise.race([isHeld, leader]);
  await leadTo(clone);
  expect(await refused()).toMatchObject({
    code: 'input',
    message: expect.stringMatching(
      /^the shard that leads has reached (.+) \(a primary, system identifier (\d+), started at .*\) and this one \1 \(a primary, system identifier \2, started at .*\): they cannot share a snapshot$/,
    ),
  });
  await leadTo(first);
  await source.query(`ALTER DATABASE ${source.name} SET shop.currency = 'EUR'`);
  expect((await refused()).message).toMatch(/^the shard that leads reads as the role postgres too, but /);
  letGo();
  const { set } = await leader;
  expect(set.reading!.shards).toHaveLength(1);
  await rm(folder, { recursive: true });
});

test('shards are refused at a pooler in transaction mode, all of them, with what to do', async () => {
  await using pooler = await Pooler.start(first, 'transaction');
  const target = { ...source.target, host: '127.0.0.1', port: pooler.port };
  await using crew = await Crew.of({ target });
  const document = planOf('crew', target);
  await crew.repository.plans.apply({ ...document, source: { ...document.source, ssl: { mode: 'disable' } } });
  const refused = await Promise.all([1, 2].map((index) => crew.shard(index, 2).catch((thrown) => thrown)));
  for (const each of refused) {
    expect(each).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(
        'is a connection pooler in transaction mode: two connections were served by one',
      ),
      hint: expect.stringContaining("give the plan the server's own address and port"),
    });
  }
  expect(await crew.repository.sets.list()).toEqual([]);
});

test('of a standby the shard that leads reads all, and says so when it begins; the others wait for the set', async () => {
  await writeFile(join(clone.dataDir, 'standby.signal'), '');
  await clone.restart(); // of no primary: it follows what it has of its own WAL
  const standby = new TestDatabase(clone, source.name);
  await using crew = await Crew.of(standby, { concurrency: 2 });
  const { letGo } = holdBlobs();
  const waits = 'the source is a standby: the shard that leads reads it alone, by one connection';
  const told: string[] = [];
  const onEvent = (event: EngineEvent) => {
    if (event.kind === 'warning') told.push(event.message);
    if (told.includes(waits)) letGo();
  };
  const made = await Promise.all([1, 2].map((index) => crew.shard(index, 2, { onEvent })));
  const { set, run } = made[0]!;
  expect(made[1]).toMatchObject({ run, set: { set: set.set } });
  expect(set.totals.tables).toBe(27);
  expect(await crew.repository.runs.list('crew')).toMatchObject([
    {
      state: 'succeeded',
      warnings: [
        'the source is a standby: this shard, which leads, reads it alone, by one connection, and the others wait; let the plan name the primary to read with all of them',
      ],
    },
  ]);
  expect(told).toContain(waits);
  const client = await standby.connect();
  expect((await client.query('SELECT pg_is_in_recovery() AS is')).rows).toEqual([{ is: true }]);
  await client.end();
});

/** From now on whoever stores blobs in a folder waits to be let go: so long a set is in the making, however fast the machine is. */
function holdBlobs(): { readonly isHeld: Promise<void>; readonly letGo: () => void } {
  const [held, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const create = FolderStore.prototype.create;
  vi.spyOn(FolderStore.prototype, 'create').mockImplementation(async function (this: FolderStore, key, ...rest) {
    if (key.startsWith('blobs/')) {
      held.resolve();
      await gate.promise;
    }
    return create.call(this, key, ...rest);
  });
  return { isHeld: held.promise, letGo: gate.resolve };
}

/**
 * Exports a snapshot there. They are called by the place of their session and the number of its transaction: both are brought to what
 * they are in that name.
 */
async function snapshotCalled(
  id: string,
  there: TestDatabase,
): Promise<AsyncDisposable & { readonly client: pg.Client }> {
  const [place, transaction] = id.split('-').map((part) => Number.parseInt(part, 16)) as [number, number];
  const clients: pg.Client[] = [];
  for (;;) {
    const client = await there.connect();
    clients.push(client);
    const { rows } = await client.query(
      `SELECT split_part(virtualtransaction, '/', 1)::int AS place, split_part(virtualtransaction, '/', 2)::int AS number
         FROM pg_locks WHERE pid = pg_backend_pid() LIMIT 1`,
    );
    if (rows[0].place !== place) continue;
    for (let { number } = rows[0]; number < transaction - 1; number++) await client.query('SELECT');
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    expect((await client.query('SELECT pg_export_snapshot() AS id')).rows).toEqual([{ id }]);
    return {
      client,
      [Symbol.asyncDispose]: async () => {
        for (const each of clients) await each.end();
      },
    };
  }
}
