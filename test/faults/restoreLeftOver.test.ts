import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { initRepository, openRepository, type RestoreRequest, restore } from '../../engine/index.ts';
import { allBlobsPrefix } from '../../engine/repository/keys.ts';
import { loadFixture } from '../fixtures/loadFixture.ts';
import { describeWhole, difference } from '../roundtrip/describe.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { expectNothingLeftIn } from './aftermath.ts';
import type { StopPoint } from './engineJob.ts';
import { runEngine } from './engineProcess.ts';
import { planOf, restoreRequest } from './scene.ts';

let folder: string | undefined;
let source: TestDatabase;

beforeEach(async (context) => {
  if (folder) return;
  source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE SCHEMA app; CREATE TABLE app.item (id int PRIMARY KEY, what text);
    CREATE TABLE app.part (id int PRIMARY KEY, item int REFERENCES app.item);
    CREATE TABLE app.event (at int) PARTITION BY RANGE (at); CREATE TABLE app.event_1 PARTITION OF app.event FOR VALUES FROM (0) TO (10);
    CREATE TABLE public.log (line text); CREATE FUNCTION app.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
    INSERT INTO app.item SELECT g, md5(g::text) FROM generate_series(1, 500) g; INSERT INTO app.part SELECT g, g FROM generate_series(1, 300) g;
    INSERT INTO app.event VALUES (1); INSERT INTO public.log VALUES ('one'), ('two'); SELECT lo_from_bytea(4711, 'large');`);
  folder = await mkdtemp(join(tmpdir(), 'pgstow-left-over-'));
  const repository = await initRepository(folder, { encryption: 'none' });
  await repository.plans.apply(planOf('shop', source.target));
  await runEngine({ repository: folder, work: { kind: 'backup', plan: 'shop' } });
});
afterAll(() => folder && rm(folder, { recursive: true }));

/** A database in which a restore was killed. */
async function halfRestored(at: StopPoint, more: Partial<RestoreRequest> = {}, sql = ''): Promise<TestDatabase> {
  const target = await freshDatabase(source.server);
  await target.query(sql);
  const request = restoreRequest('shop', target.target, more);
  const killed = await runEngine({
    repository: folder!,
    work: { kind: 'restore', request },
    stop: { at, signal: 'SIGKILL' },
  });
  expect(killed, killed.stderr).toMatchObject({ reached: true });
  await expectNothingLeftIn(target);
  return target;
}

const again = async (target: TestDatabase, more: Partial<RestoreRequest> = {}, at = folder!) =>
  restore(await openRepository(at), restoreRequest('shop', target.target, more));

const rowsOf = async (target: TestDatabase, table: string) =>
  (await target.query(`SELECT count(*)::int AS rows FROM ${table}`))[0]!.rows;

describe('what a killed restore left', () => {
  test('is counted as absent by a preview, which changes nothing, and is removed by the restore', async () => {
    const target = await halfRestored({ phase: 'finish' });
    const before = await describeWhole(target);
    const { preview } = await again(target, { dryRun: true });
    expect(preview.problems).toEqual([]);
    expect(preview.warnings[0]).toMatch(/^\d+ objects that the unfinished restore \S+ left are removed first$/);
    expect(await describeWhole(target)).toEqual(before);
    expect((await again(target)).preview.items.map(({ action }) => action)).not.toContain('conflict');
    expect(await describeWhole(target)).toEqual(await describeWhole(source));
  });

  test('is no longer what bears its name: a table made in its place stays, with its rows', async () => {
    const target = await halfRestored({ phase: 'finish' });
    await target.query(
      "DROP TABLE public.log; CREATE TABLE public.log (mine text); INSERT INTO public.log VALUES ('mine')",
    );
    await expect(again(target)).rejects.toThrow('the target has TABLE public.log already');
    expect(await target.query('SELECT * FROM public.log')).toEqual([{ mine: 'mine' }]);
    expect(await rowsOf(target, 'app.item')).toBe(500);
    await target.query('DROP TABLE public.log');
    await again(target);
    expect(await describeWhole(target)).toEqual(await describeWhole(source));
  });

  test.each([
    ["INSERT INTO app.item VALUES (9999, 'mine')", 'rows of table app.item'],
    ["UPDATE public.log SET line = 'mine' WHERE line = 'one'", 'rows of table public.log'],
    ['CREATE TABLE app.mine (id int)', 'table app.mine'],
    ['CREATE VIEW public.mine AS SELECT * FROM app.item', 'rule _RETURN on view public.mine'],
    ['CREATE TABLE public.mine (item int REFERENCES app.item)', 'constraint mine_item_fkey on table public.mine'],
    ['CREATE TABLE public.mine PARTITION OF app.event FOR VALUES FROM (10) TO (20)', 'table public.mine'],
  ])('is not removed from under what somebody did since: %s', async (sql, lost) => {
    const target = await halfRestored({ phase: 'finish' });
    await target.query(sql);
    const before = await describeWhole(target);
    const failed = again(target);
    await expect(failed).rejects.toMatchObject({ code: 'conflict' });
    await expect(failed).rejects.toThrow('left is in use');
    await expect(failed).rejects.toThrow(`${lost} would be lost with it`);
    expect(await describeWhole(target)).toEqual(before);
  });

  test('is told to another restore with the options to start over with', async () => {
    const target = await halfRestored({ phase: 'finish' }, { tables: ['app.item', 'public.l*'], owner: false });
    const [left] = await (await openRepository(folder!)).sets.list('shop');
    await expect(again(target)).rejects.toMatchObject({
      hint: expect.stringContaining(
        `--set ${left!.set} --table app.item --table 'public.l*' --conflict fail --no-owner;`,
      ),
    });
  });

  test('of tables aside goes too, and schemas of others with such names stay', async () => {
    const mine = 'CREATE SCHEMA pgstow_restore_mine; CREATE TABLE pgstow_restore_mine.t AS SELECT 1 AS one;';
    const theirs = 'CREATE SCHEMA app; CREATE TABLE app.item (id int);';
    const replace = { conflict: 'replace', tables: ['app.item'] } as const;
    const target = await halfRestored({ phase: 'finish' }, replace, mine + theirs);
    await again(target, replace);
    expect(await rowsOf(target, 'app.item')).toBe(500);
    expect(await rowsOf(target, 'pgstow_restore_mine.t')).toBe(1);
    const schemas = await target.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'pgstow%'`);
    expect(schemas).toEqual([{ nspname: 'pgstow_restore_mine' }]);
  });
});

describe('what a killed restore left of every kind of object', () => {
  test('is removed when it is run again', async () => {
    const full = await freshDatabase(source.server);
    const client = await full.connect();
    await loadFixture(client);
    await client.end();
    const repository = await openRepository(folder!);
    await repository.plans.apply(planOf('full', full.target));
    await runEngine({ repository: folder!, work: { kind: 'backup', plan: 'full' } });
    const target = await freshDatabase(source.server);
    const request = restoreRequest('full', target.target);
    const at = { query: '^ANALYZE', moment: 'after' } as const;
    const work = { kind: 'restore', request } as const;
    const killed = await runEngine({ repository: folder!, work, stop: { at, signal: 'SIGKILL' } });
    expect(killed, killed.stderr).toMatchObject({ reached: true });
    await expectNothingLeftIn(target);
    await restore(repository, request);
    expect(await difference(full, target)).toEqual([]);
  });
});

describe('a killed restore that created its database', () => {
  test.each<StopPoint>([
    { query: '^CREATE DATABASE', moment: 'after' },
    { query: 'pg_advisory_lock', moment: 'before' },
    { phase: 'finish' },
    { query: '^COMMENT ON DATABASE', moment: 'after' },
  ])('is done when it is run again: %j', async (at) => {
    const target = await freshDatabase(source.server);
    await target.drop();
    await source.query(`COMMENT ON DATABASE "${source.name}" IS NULL`);
    const request = restoreRequest('shop', target.target, { createDatabase: true });
    const work = { kind: 'restore', request } as const;
    const killed = await runEngine({ repository: folder!, work, stop: { at, signal: 'SIGKILL' } });
    expect(killed, killed.stderr).toMatchObject({ reached: true });
    expect((await again(target, { createDatabase: true, dryRun: true })).preview.problems).toEqual([]);
    await again(target, { createDatabase: true });
    expect(await describeWhole(target)).toEqual(await describeWhole(source));
    const comment = `SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = current_database()`;
    expect(await target.query(comment)).toEqual([{ mark: null }]);
    // those of other tests' restores are there for a moment, what this one left would stay
    const passing = () => target.query(`SELECT datname FROM pg_database WHERE datname LIKE 'pgstow_restore%'`);
    await expect.poll(passing, { timeout: 30_000 }).toEqual([]);
    await target.drop();
  });
});

describe('a restore from a damaged repository', () => {
  /** A copy of the repository, with all blobs spoilt. */
  async function damaged(spoil: (name: string) => Promise<void>): Promise<string> {
    const copy = await mkdtemp(join(tmpdir(), 'pgstow-damaged-'));
    await cp(folder!, copy, { recursive: true });
    const { store } = await openRepository(copy);
    for await (const { key } of store.list(allBlobsPrefix)) await spoil(join(copy, key));
    return copy;
  }

  test('names the tables and changes nothing when a blob is missing', async () => {
    const copy = await damaged((name) => rm(name));
    const target = await freshDatabase(source.server);
    const before = await describeWhole(target);
    await expect(again(target, {}, copy)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('table app.item'),
      hint: expect.stringContaining('nothing was changed'),
    });
    expect(await describeWhole(target)).toEqual(before);
    await rm(copy, { recursive: true });
  });

  test('leaves the target as it was when a blob proves altered, and blocks no other restore', async () => {
    const copy = await damaged(async (name) => {
      await rm(name);
      await writeFile(name, 'no blob at all');
    });
    const target = await freshDatabase(source.server);
    await target.query('CREATE TABLE public.mine (id int)');
    const before = await describeWhole(target);
    await expect(again(target, {}, copy)).rejects.toMatchObject({ code: 'damaged' });
    expect(await describeWhole(target)).toEqual(before);
    await again(target, { tables: ['public.log'] });
    expect(await rowsOf(target, 'public.log')).toBe(2);
    await rm(copy, { recursive: true });
  });
});
