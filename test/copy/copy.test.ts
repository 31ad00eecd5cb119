import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copy } from '../../engine/keep/copy.ts';
import { prune } from '../../engine/keep/prune.ts';
import { initRepository, openRepository } from '../../engine/repository/repository.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { contentsIn, makeSet, plan, TwoRepositories } from './twoRepositories.ts';

test('a copy under another key is the same set, and is read without the repository that it comes from', async () => {
  await using two = await TwoRepositories.make();
  const first = await makeSet(two.main, ['one', 'two'], 1);
  const second = await makeSet(two.main, ['two', 'three']);
  const done = await copy(two.main, { plan }, { env: two.env });
  expect(done.copies).toMatchObject([
    {
      repository: two.copies,
      state: 'complete',
      sets: [second, first],
      missing: [],
      blobs: 3,
      newest: { set: second },
    },
  ]);
  await rm(join(two.root, 'main'), { recursive: true });
  await two.reopen().catch(() => {});
  const alone = await openRepository(two.copies, { key: two.keys.copy });
  expect(await contentsIn(alone)).toEqual({ [first]: ['one', 'two'], [second]: ['two', 'three'] });
  const { copyOf, repository, totals } = await alone.sets.get(second);
  expect(copyOf).toMatchObject({ repository: two.main.id, set: second });
  expect(repository).toBe(alone.id);
  expect(totals.storedBytes).toBeGreaterThan(0);
  for (const file of await filesIn(alone.store.url)) {
    const stored = await readFile(file, 'latin1');
    for (const secret of [two.keys.main, two.keys.copy, 'hunter2']) expect(stored).not.toContain(secret);
  }
  const runs = await alone.runs.list(plan);
  expect(runs.map((run) => run.state !== 'damaged' && [run.kind, run.state, run.set])).toEqual([
    ['copy', 'succeeded', first],
    ['copy', 'succeeded', second],
  ]);
});

test('only what is missing travels, and what is there is known without reading it', async () => {
  await using two = await TwoRepositories.make();
  await makeSet(two.main, ['one', 'two'], 1);
  await copy(two.main, { plan }, { env: two.env });
  await two.reopen();
  const set = await makeSet(two.main, ['one', 'two', 'three']);
  const read = watchReads(two.main);
  const done = await copy(two.main, { plan }, { env: two.env });
  expect(done.copies).toMatchObject([{ state: 'complete', sets: [set], blobs: 1 }]);
  expect(read.filter((key) => key.startsWith('blobs/'))).toHaveLength(1);
  expect((await copy(two.main, { plan }, { env: two.env })).copies).toMatchObject([{ sets: [], blobs: 0 }]);
});

test('when the keys are rotated on both sides, what is there is still known without reading it', async () => {
  await using two = await TwoRepositories.make();
  const first = await makeSet(two.main, ['one', 'two'], 2);
  await copy(two.main, { plan }, { env: two.env });
  await two.main.keySlots.rotate();
  const second = await makeSet(two.main, ['one', 'three'], 1);
  await two.copy.keySlots.rotate();
  const read = watchReads(two.main);
  const done = await copy(two.main, { plan }, { env: two.env });
  expect(done.copies).toMatchObject([{ sets: [second], blobs: 1 }]);
  expect(read.filter((key) => key.startsWith('blobs/'))).toHaveLength(1);
  await two.reopen();
  expect(await contentsIn(two.copy)).toEqual({ [first]: ['one', 'two'], [second]: ['one', 'three'] });
});

test('a blob that was emptied at the copy is not relied on, and the next set that needs it repairs it', async () => {
  await using two = await TwoRepositories.make();
  const first = await makeSet(two.main, ['one'], 1);
  await copy(two.main, { plan }, { env: two.env });
  const [file] = await blobFiles(two.copies);
  await writeFile(file!, '');
  const second = await makeSet(two.main, ['one']);
  expect((await copy(two.main, { plan }, { env: two.env })).copies).toMatchObject([{ sets: [second], blobs: 1 }]);
  expect(await contentsIn(two.copy)).toEqual({ [first]: ['one'], [second]: ['one'] });
});

test('a copy that fails keeps no other from being made, and a later one catches up', async () => {
  await using two = await TwoRepositories.make();
  const key = { env: 'COPY_KEY' };
  const lost = join(two.root, 'lost');
  const source = { host: 'h', database: 'd', user: 'u' };
  await two.main.plans.apply(
    parsePlan({
      id: plan,
      source,
      copies: [
        { repository: lost, key },
        { repository: two.copies, key },
      ],
    }),
  );
  const env = { ...two.env, PGSTOW_ALLOW_COPIES: `${lost} ${two.copies}` };
  const set = await makeSet(two.main, ['one']);
  await expect(copy(two.main, { plan }, { env })).rejects.toMatchObject({
    code: 'copy',
    message: `${plan}: 1 of 2 copies failed: ${lost}: cannot open the folder ${lost}: no such file or folder (ENOENT)`,
    hint: expect.stringContaining(`what is missing there the next run copies, or pgstow copy ${plan}`),
  });
  expect(Object.keys(await contentsIn(two.copy))).toEqual([set]);
  const [run] = await two.main.runs.list(plan);
  expect(run).toMatchObject({
    kind: 'copy',
    state: 'failed',
    copies: [
      { repository: lost, state: 'failed', error: { code: 'store' } },
      { repository: two.copies, state: 'complete', newest: { set } },
    ],
  });
  const found = await initRepository(lost, { encryption: { key: two.keys.copy } });
  await copy(two.main, { plan }, { env });
  expect(Object.keys(await contentsIn(found))).toEqual([set]);
});

test('of a copy that no plan names it is not said that some run will catch it up', async () => {
  await using two = await TwoRepositories.make();
  await makeSet(two.main, ['one']);
  const hintOf = (repository: string) =>
    copy(two.main, { plan, to: { repository } }, { env: { ...two.env, COPY_KEY: '' } }).catch(
      ({ hint }) => hint as string,
    );
  expect(await hintOf(join(two.root, 'elsewhere'))).toMatch(
    /; what is missing there is copied when this is run again$/,
  );
  expect(await hintOf(two.copies)).toMatch(`; what is missing there the next run copies, or pgstow copy ${plan}`);
});

test('a blob that was altered is found while it is copied, and nothing of its set is seen at the copy', async () => {
  await using two = await TwoRepositories.make();
  const set = await makeSet(two.main, ['one']);
  const [file] = await blobFiles(two.main.store.url);
  const older = await makeSet(two.main, ['two'], 1);
  const bytes = await readFile(file!);
  bytes[20]! ^= 1;
  await writeFile(file!, bytes);
  await expect(copy(two.main, { plan }, { env: two.env })).rejects.toMatchObject({
    code: 'copy',
    message: expect.stringMatching(/blob [0-9a-f]{64} was altered, or belongs elsewhere: its seal does not fit$/),
  });
  expect(await contentsIn(two.copy)).toEqual({ [older]: ['two'] }); // it keeps no other from being copied
  const [run] = await two.main.runs.list(plan);
  expect(run).toMatchObject({
    copies: [{ state: 'failed', sets: [older], missing: [set], error: { code: 'damaged' } }],
  });
});

test.each([
  { main: false, there: false, outcome: 'complete' },
  { main: false, there: true, outcome: 'complete' },
  { main: true, there: true, outcome: 'complete' },
  { main: true, there: false, outcome: 'refused' },
])('encrypted at the source: $main, at the copy: $there is $outcome', async ({ main, there, outcome }) => {
  const root = await mkdtemp(join(tmpdir(), 'pgstow-keys-'));
  const made = async (name: string, isSealed: boolean) => {
    const key = isSealed ? generateKey() : undefined;
    const repository = join(root, name);
    return { repository, key, opened: await initRepository(repository, { encryption: key ? { key } : 'none' }) };
  };
  const { opened: source } = await made('main', main);
  const { opened: destination, ...to } = await made('copy', there);
  await source.plans.apply(parsePlan({ id: plan, source: { host: 'h', database: 'd', user: 'u' } }));
  await makeSet(source, ['one', 'two'], 1);
  await makeSet(source, ['two', 'three']);
  const refused = (thrown: Error) => thrown.message;
  const told = await copy(source, { plan, to }).then(({ copies }) => copies[0]!.state, refused);
  if (outcome === 'complete') expect(await contentsIn(destination)).toEqual(await contentsIn(source));
  else expect(await contentsIn(destination)).toEqual({});
  const refusal = `${plan}: its copy failed: ${to.repository}: ${source.store.url} is encrypted, and ${to.repository} is not`;
  expect(told).toBe(outcome === 'complete' ? 'complete' : refusal);
  await rm(root, { recursive: true });
});

test('the copy has a retention of its own, and what went there is not brought back', async () => {
  await using two = await TwoRepositories.make();
  await two.apply({ retention: { keepLast: 2 } });
  const sets = [
    await makeSet(two.main, ['a'], 3),
    await makeSet(two.main, ['b'], 2),
    await makeSet(two.main, ['c'], 1),
  ];
  await copy(two.main, { plan }, { env: two.env });
  expect(Object.keys(await contentsIn(two.copy))).toEqual([sets[2], sets[1]]);
  const newest = await makeSet(two.main, ['d']);
  const done = await copy(two.main, { plan }, { env: two.env });
  expect(done.copies[0]!.pruned!.sets).toEqual([{ plan, set: sets[1] }]);
  expect(Object.keys(await contentsIn(two.copy))).toEqual([newest, sets[2]]);
  await prune(two.copy, { remove: [sets[2]!] });
  await copy(two.main, { plan }, { env: two.env });
  expect(Object.keys(await contentsIn(two.copy))).toEqual([newest]);
  expect(Object.keys(await contentsIn(two.main))).toHaveLength(4);
  await expect(copy(two.main, { set: sets[2] }, { env: two.env })).rejects.toMatchObject({
    message: expect.stringContaining(`set ${sets[2]} of plan ${plan} was in ${two.copies} and has been removed there`),
  });
});

test('a set that the copy has removed for ones that the source has no more is not copied again and again', async () => {
  await using two = await TwoRepositories.make();
  await two.apply({ retention: { keepLast: 2 } });
  const monthly = await makeSet(two.main, ['a'], 30);
  const [c, b] = [await makeSet(two.main, ['c'], 2), await makeSet(two.main, ['b'], 1)];
  await copy(two.main, { plan }, { env: two.env });
  await prune(two.main, { remove: [c, b] }); // the source keeps one of a month
  expect(Object.keys(await contentsIn(two.copy))).toEqual([b, c]);
  expect((await copy(two.main, { plan }, { env: two.env })).copies).toMatchObject([{ sets: [], missing: [] }]);
  const newest = await makeSet(two.main, ['d']);
  expect((await copy(two.main, { plan }, { env: two.env })).copies).toMatchObject([{ sets: [newest], missing: [] }]);
  expect(Object.keys(await contentsIn(two.copy))).toEqual([newest, b]);
  expect(Object.keys(await contentsIn(two.main))).toEqual([newest, monthly]);
});

test('that an older set was copied by its id does not make the copy look old', async () => {
  await using two = await TwoRepositories.make();
  const newest = await makeSet(two.main, ['b']);
  await copy(two.main, { plan }, { env: two.env });
  const older = await makeSet(two.main, ['a'], 9);
  const done = await copy(two.main, { set: older }, { env: two.env });
  expect(done.copies).toMatchObject([{ sets: [older], newest: { set: newest } }]);
});

test('a set that has another id here is copied on by the id that it has everywhere', async () => {
  await using two = await TwoRepositories.make();
  const set = await makeSet(two.main, ['a']);
  await two.copy.sets.abandon({ plan, set }, { at: new Date().toISOString(), by: 'anna@runner' });
  await copy(two.main, { plan }, { env: two.env });
  expect(Object.keys(await contentsIn(two.copy))).toEqual([`${set}.1`]);
  expect((await prune(two.copy, { remove: [set], dryRun: true })).sets).toMatchObject([
    { set: `${set}.1`, stays: false, reasons: ['removed by its name'] },
  ]);
  const [repository, key] = [join(two.root, 'third'), generateKey()];
  const third = await initRepository(repository, { encryption: { key } });
  expect((await copy(two.copy, { set, to: { repository, key } })).copies).toMatchObject([{ sets: [set], missing: [] }]);
  expect(await contentsIn(third)).toEqual({ [set]: ['a'] });
});

test('one repository under two addresses is copied to once, for what one of them keeps the other would remove', async () => {
  await using two = await TwoRepositories.make();
  const key = { env: 'COPY_KEY' };
  const again = `${two.copies}/.`;
  const copies = [
    { repository: two.copies, key },
    { repository: again, key, retention: { keepLast: 1 } },
  ];
  await two.main.plans.apply(parsePlan({ id: plan, source: { host: 'h', database: 'd', user: 'u' }, copies }));
  const sets = [await makeSet(two.main, ['a'], 1), await makeSet(two.main, ['b'])];
  await expect(
    copy(two.main, { plan }, { env: { ...two.env, PGSTOW_ALLOW_COPIES: `${two.copies} ${again}` } }),
  ).rejects.toMatchObject({
    code: 'copy',
    message: `${plan}: 1 of 2 copies failed: ${again}: ${again} is the same repository as ${two.copies} (${two.copy.id})`,
  });
  expect(Object.keys(await contentsIn(two.copy))).toEqual(sets.toReversed());
});

test('the plan stands at the copy with its retention, starts nothing there, and holds no password', async () => {
  await using two = await TwoRepositories.make();
  const schedule = { days: ['mon' as const], startAt: ['01:00'], timeZone: 'UTC' };
  await two.apply({ retention: { keepDays: 90 } }, { schedule, hooks: { before: [['true']] } });
  await makeSet(two.main, ['one']);
  await copy(two.main, { plan }, { env: two.env });
  const there = await two.copy.plans.resolve(plan);
  expect(there).toMatchObject({ revision: 1, copyOf: two.main.id });
  expect(there.document).toMatchObject({ retention: { keepDays: 90 }, maxAge: '174h', source: { host: 'h' } });
  expect(Object.keys(there.document)).not.toEqual(expect.arrayContaining(['schedule']));
  expect(there.document.source.password).toBeUndefined();
  expect(there.document.hooks ?? there.document.copies ?? there.document.schedule).toBeUndefined();
  await copy(two.main, { plan }, { env: two.env });
  expect((await two.copy.plans.resolve(plan)).revision).toBe(1);
  // somebody takes over there: the plan is theirs from then on
  await two.copy.plans.apply({ ...there.document, retention: { keepDays: 7 } });
  const warnings: string[] = [];
  const onEvent = (event: { kind: string; message?: string }) =>
    void (event.kind === 'warning' && warnings.push(event.message!));
  await copy(two.main, { plan }, { env: two.env, onEvent });
  expect(warnings.join()).toMatch(
    /^plan orders-nightly was changed in .*: what it says of its retention there does not follow/,
  );
  expect((await two.copy.plans.resolve(plan)).document.retention).toEqual({ keepDays: 7 });
});

test('sets go to no place that this machine does not allow, and to none where they would be laid open or mixed up', async () => {
  await using two = await TwoRepositories.make();
  await makeSet(two.main, ['one']);
  const failure = (env: Record<string, string | undefined>) =>
    copy(two.main, { plan }, { env }).then(
      () => 'copied',
      (thrown: Error) => thrown.message,
    );
  expect(await failure({ ...two.env, PGSTOW_ALLOW_COPIES: undefined })).toBe(
    `${plan}: its copy failed: ${two.copies}: nothing is copied to ${two.copies} from this machine: PGSTOW_ALLOW_COPIES is not set`,
  );
  expect(await failure({ ...two.env, PGSTOW_ALLOW_COPIES: '/elsewhere' })).toContain(
    'PGSTOW_ALLOW_COPIES names /elsewhere',
  );
  expect(await failure({ ...two.env, COPY_KEY: generateKey() })).toContain('cannot be opened: the key is wrong');
  expect(await failure({ ...two.env, COPY_KEY: undefined })).toContain(
    'copies[0].key: the environment variable COPY_KEY is not set',
  );
  const held = 's3://AKIA:not-shown@bucket/prefix';
  const withAddress = { id: plan, source: { host: 'h', database: 'd', user: 'u' }, copies: [{ repository: held }] };
  await expect(two.main.plans.apply(parsePlan(withAddress))).rejects.toMatchObject({
    code: 'input',
    message: 'copies[0].repository: the address of the bucket holds credentials',
  });
  const open = join(two.root, 'open');
  await initRepository(open, { encryption: 'none' });
  await expect(copy(two.main, { plan, to: { repository: open } })).rejects.toMatchObject({
    message: expect.stringContaining(`${two.main.store.url} is encrypted, and ${open} is not`),
  });
  const itself = { repository: two.main.store.url, key: two.keys.main };
  await expect(copy(two.main, { plan, to: itself })).rejects.toMatchObject({
    message: expect.stringContaining('is the repository itself'),
  });
  await expect(copy(two.main, { plan, to: { repository: two.copies } })).rejects.toMatchObject({ code: 'copy' });
  await two.copy.plans.apply(parsePlan({ id: plan, source: { host: 'other', database: 'd', user: 'u' } }));
  expect(await failure(two.env)).toMatch(
    /plan orders-nightly is there already, by .*: sets of another repository are not/,
  );
});

function watchReads({
  store,
}: {
  readonly store: { get: (key: string, ...rest: never[]) => Promise<Buffer> };
}): string[] {
  const read: string[] = [];
  const get = store.get.bind(store) as (...all: unknown[]) => Promise<Buffer>;
  store.get = (key: string, ...rest: never[]) => {
    read.push(key);
    return get(key, ...rest);
  };
  return read;
}

function blobFiles(folder: string): Promise<string[]> {
  return filesIn(join(folder, 'blobs'));
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}
