import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { verify } from '../../engine/keep/verify.ts';
import type { ContentItem } from '../../engine/repository/contents.ts';
import { blobKey, contentsKey, definitionsKey, manifestKey } from '../../engine/repository/keys.ts';
import type { SetManifest } from '../../engine/repository/manifest.ts';
import { restore } from '../../engine/restore/restore.ts';
import { plan, TestRepository, wholeSet } from '../roundtrip/testRepository.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { RepositoryCopy } from './damage.ts';

let source: TestDatabase;
let original: TestRepository;
let first: SetManifest;
let second: SetManifest;
let items: ContentItem[];

beforeAll(async () => {
  const on = await server('18', { skip: () => {} } as never);
  source = await freshDatabase(on);
  original = await TestRepository.open();
  await source.query(`
    CREATE TABLE small (id int PRIMARY KEY, v text);
    INSERT INTO small SELECT i, 'row ' || i FROM generate_series(1, 100) i;
    CREATE TABLE nothing (); INSERT INTO nothing DEFAULT VALUES;
    CREATE TABLE empty (id int);
    CREATE TABLE big (id int, v text);
    INSERT INTO big SELECT i, md5(i::text) || repeat(md5((i + 1)::text), 10) FROM generate_series(1, 120000) i;
    SELECT lo_from_bytea(4711, repeat('large ', 10000)::bytea)`);
  first = await original.backup(source);
  await sleep(1001); // ids sort by the second, and definitions name the second that they were made in
  await source.query("UPDATE small SET v = 'changed' WHERE id = 7");
  second = await original.backup(source);
  items = await original.repository.sets.readContents(second);
});

afterAll(() => original?.[Symbol.asyncDispose]());

/** The blobs of one of the second set's tables. */
function blobsOf(table: string): string[] {
  const position = items.findIndex((item) => item.kind === 'table' && item.name === table);
  const ranges = items.filter((item) => item.kind === 'range' && item.table === position);
  return ranges.flatMap((item) => (item.kind === 'range' ? item.pieces.map(({ blob }) => blob) : []));
}

describe('an intact repository', () => {
  test('is read as a whole, each blob once although sets share it', async () => {
    await using copy = await RepositoryCopy.of(original.repository);
    const get = vi.spyOn(copy.repository.blobs, 'get');
    const result = await verify(copy.repository);
    expect(result).toMatchObject({ intact: true, sample: 100, findings: [] });
    expect(result.sets).toEqual([
      { plan, set: second.set, intact: true },
      { plan, set: first.set, intact: true },
    ]);
    const read = get.mock.calls.map(([id]) => id);
    expect(new Set(read).size).toBe(read.length);
    expect(result.blobs).toBe(read.length);
    expect(result.blobsInAll).toBe(first.totals.blobs + 1); // of the second set only the small tables' blob is new
    expect(result.bytes).toBe(first.totals.storedBytes + second.totals.newBytes);
    expect(await copy.repository.runs.get(result.run)).toMatchObject({ kind: 'verify', state: 'succeeded' });
  });

  test('is verified by plan, by set, or by a sample of the blobs', async () => {
    await using copy = await RepositoryCopy.of(original.repository);
    expect((await verify(copy.repository, { plan })).sets).toHaveLength(2);
    const one = await verify(copy.repository, { set: first.set });
    expect(one).toMatchObject({
      sets: [{ set: first.set }],
      blobs: first.totals.blobs,
      bytes: first.totals.storedBytes,
    });
    expect(await copy.repository.runs.get(one.run)).toMatchObject({ plan, set: first.set });
    const sample = await verify(copy.repository, { plan, sample: 1 });
    expect(sample).toMatchObject({ intact: true, blobs: 1, blobsInAll: first.totals.blobs + 1, sample: 1 });
  });

  test('finds every blob that is missing or empty, whatever the sample', async () => {
    await using copy = await RepositoryCopy.of(original.repository);
    const keys: string[] = [];
    for await (const { key } of copy.repository.store.list('blobs/')) keys.push(key);
    await copy.truncate(keys[0]!, 0);
    for (const key of keys.slice(1)) await copy.remove(key);
    const { findings, intact } = await verify(copy.repository, { sample: 1 });
    expect(intact).toBe(false);
    expect(findings.map(({ key }) => key).sort()).toEqual(keys);
  });

  test('tells of its progress', async () => {
    const seen: number[] = [];
    await verify(
      original.repository,
      { set: first.set },
      {
        onEvent: (event) => event.kind === 'progress' && seen.push(event.progress.bytes, event.progress.bytesTotal),
      },
    );
    expect(seen.slice(-2)).toEqual([first.totals.bytes, first.totals.bytes]);
  });

  test('has no set that is not there, and no plan', async () => {
    await expect(verify(original.repository, { set: '20200101T000000Z-aaaaaa' })).rejects.toMatchObject({
      code: 'input',
      message: 'there is no set "20200101T000000Z-aaaaaa" in this repository',
    });
    await expect(verify(original.repository, { plan: 'other' })).rejects.toMatchObject({ code: 'input' });
    await expect(verify(original.repository, { sample: 0 })).rejects.toMatchObject({
      code: 'input',
      message: 'a sample of 0 percent cannot be read',
    });
  });

  test('is left as it is', async () => {
    await using copy = await RepositoryCopy.of(original.repository);
    const before = await copy.fingerprint();
    await verify(copy.repository);
    expect(await copy.fingerprint()).toBe(before);
  });
});

type Harm = (copy: RepositoryCopy, key: string, sibling: string) => Promise<void>;

const harms: readonly (readonly [string, Harm])[] = [
  ['missing', (copy, key) => copy.remove(key)],
  ['truncated', (copy, key) => copy.truncate(key)],
  ['altered', (copy, key) => copy.flip(key)],
  ['swapped', (copy, key, sibling) => copy.swap(key, sibling)],
];

describe.each(harms)('a blob that is %s', (kind, harm) => {
  test('is found with its table and range, and the other tables come back', async () => {
    await using copy = await RepositoryCopy.of(original.repository);
    const [damaged, , sibling] = blobsOf('big').map(blobKey);
    await harm(copy, damaged!, sibling!);
    const before = await copy.fingerprint();

    const result = await verify(copy.repository);
    expect(result.intact).toBe(false);
    expect(result.sets.map(({ intact }) => intact)).toEqual([false, false]);
    const found = result.findings.find(({ key }) => key === damaged);
    expect(found).toMatchObject({ kind, message: expect.stringContaining(damaged!) });
    expect(found!.affects.map(({ set, whole }) => ({ set, whole }))).toEqual([
      { set: second.set, whole: false },
      { set: first.set, whole: false },
    ]);
    expect(found!.affects[0]!.tables).toMatchObject([
      { schema: 'public', name: 'big', ranges: [{ from: 0, to: 2048 }] },
    ]);
    expect(found!.affects[0]!.message).toMatch(
      new RegExp(
        `^set ${second.set} of plan ${plan}: "public"\\."big" \\(blocks 0 to 2048, \\d+ rows\\) cannot be restored; the other 3 tables can$`,
      ),
    );
    expect(result.findings).toHaveLength(kind === 'swapped' ? 2 : 1);
    expect(await copy.repository.runs.get(result.run)).toMatchObject({
      state: 'failed',
      error: { code: 'verification', message: expect.stringContaining('2 of 2 sets are damaged: blobs/') },
    });

    const target = await freshDatabase(source.server);
    await restore(copy.repository, { ...wholeSet, tables: ['public.small', 'public.nothing'], target: target.target });
    expect(await target.query('SELECT count(*)::int FROM small')).toEqual([{ count: 100 }]);
    await expect(
      restore(copy.repository, { ...wholeSet, tables: ['public.big'], target: target.target }),
    ).rejects.toMatchObject({
      code: 'damaged',
      // a blob that is missing is noticed before anything is created, one that was altered while it is loaded
      message: expect.stringMatching(
        kind === 'missing' ? /what is in table public\.big cannot be restored$/ : /^"public"\."big": /,
      ),
    });
    expect(await copy.fingerprint()).toBe(before);
  });
});

describe.each([
  ['definitions', definitionsKey],
  ['contents', contentsKey],
  ['manifest', manifestKey],
] as const)('a set whose %s', (_, keyOf) => {
  test.each(harms)('are %s is found, cannot be restored, and the other set can', async (kind, harm) => {
    await using copy = await RepositoryCopy.of(original.repository);
    const damaged = keyOf(plan, second.set);
    const sibling = keyOf(plan, first.set);
    await harm(copy, damaged, kind === 'swapped' ? sibling : '');
    const before = await copy.fingerprint();

    const result = await verify(copy.repository);
    expect(result.findings.map(({ key }) => key).sort()).toEqual(
      kind === 'swapped' ? [sibling, damaged].sort() : [damaged],
    );
    expect(result.findings.find(({ key }) => key === damaged)).toMatchObject({
      kind,
      message: expect.stringContaining(damaged),
      affects: [
        {
          plan,
          set: second.set,
          whole: true,
          message: `set ${second.set} of plan ${plan}: nothing of it can be restored; other sets are not affected`,
        },
      ],
    });
    expect(await verify(copy.repository, { set: second.set })).toMatchObject({ intact: false });

    const target = await freshDatabase(source.server);
    const request = { ...wholeSet, tables: ['public.small'], target: target.target };
    const lost = kind === 'missing' && keyOf === manifestKey;
    await expect(restore(copy.repository, { ...request, set: second.set })).rejects.toMatchObject({
      message: expect.stringContaining(lost ? `there is no set "${second.set}"` : damaged),
    });
    if (kind !== 'swapped') await restore(copy.repository, { ...request, set: first.set });
    expect(await copy.fingerprint()).toBe(before);
  });
});

test('every damage is found in one go, and a set that an interrupted run left is none', async () => {
  await using copy = await RepositoryCopy.of(original.repository);
  const [range] = blobsOf('big');
  const [pack] = blobsOf('small');
  const large = items.find((item) => item.kind === 'largeObjects' && item.part === 'data');
  const object = large?.kind === 'largeObjects' ? large.pieces[0]!.blob : '';
  await copy.remove(blobKey(range!));
  await copy.flip(blobKey(pack!));
  await copy.truncate(blobKey(object), 0);
  await copy.truncate(definitionsKey(plan, first.set), 10);
  await copy.repository.store.create(definitionsKey(plan, '20200101T000000Z-aaaaaa'), Buffer.from('left behind'));

  const { findings, sets } = await verify(copy.repository);
  expect(sets.map(({ set }) => set)).toEqual([second.set, first.set]);
  expect(findings.map(({ kind, key }) => ({ kind, key }))).toEqual(
    expect.arrayContaining([
      { kind: 'truncated', key: definitionsKey(plan, first.set) },
      { kind: 'missing', key: blobKey(range!) },
      { kind: 'altered', key: blobKey(pack!) },
      { kind: 'truncated', key: blobKey(object) },
    ]),
  );
  expect(findings).toHaveLength(4);
  const ofPack = findings.find(({ key }) => key === blobKey(pack!))!;
  expect(ofPack.affects.map(({ message }) => message)).toEqual([
    `set ${second.set} of plan ${plan}: "public"."nothing" (1 row), "public"."small" (100 rows) cannot be restored; the other 2 tables can`,
  ]);
  const ofObject = findings.find(({ key }) => key === blobKey(object))!;
  expect(ofObject.affects[0]).toMatchObject({
    largeObjects: true,
    message: `set ${second.set} of plan ${plan}: large objects cannot be restored; the other 4 tables can`,
  });
});

test('contents that contradict themselves or their blobs are found, though each object is whole', async () => {
  await using copy = await RepositoryCopy.of(original.repository);
  const { repository } = copy;
  const wrong = items.map((item) => (item.kind === 'range' && item.rows === 100 ? { ...item, rows: 99 } : item));
  const { encodeContents } = await import('../../engine/repository/contentsFile.ts');
  const { encodeManifest } = await import('../../engine/repository/manifestFile.ts');
  const { body, ...summary } = await encodeContents(wrong);
  await repository.store.replace(contentsKey(plan, second.set), body);
  await repository.store.replace(manifestKey(plan, second.set), encodeManifest({ ...second, contents: summary }));

  const { findings } = await verify(repository, { set: second.set });
  const table = items.find((item) => item.kind === 'table' && item.name === 'small') as { hash: string };
  expect(findings.map(({ kind, message }) => ({ kind, message }))).toEqual([
    {
      kind: 'inconsistent',
      message: `${contentsKey(plan, second.set)}: "public"."small" has 100 rows with hash ${table.hash}, its ranges together 99 with hash ${table.hash}`,
    },
    {
      kind: 'inconsistent',
      message: `${contentsKey(plan, second.set)}: "public"."small" (99 rows): stored are 100 rows with hash ${table.hash}, it should be 99 with hash ${table.hash}`,
    },
  ]);
});

test('an interrupted verification is no finding', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(verify(original.repository, {}, { signal: stop.signal })).rejects.toMatchObject({ code: 'interrupted' });
  expect(await readFile(join(original.repository.store.url, 'repository.json'), 'utf8')).toContain('"format": 1');
});
