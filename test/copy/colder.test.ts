import { expect, test } from 'vitest';
import { copyPlan } from '../../engine/copy/copyPlan.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { copy } from '../../engine/keep/copy.ts';
import { cost } from '../../engine/keep/cost.ts';
import { mendFindings } from '../../engine/keep/mendFindings.ts';
import { checkSets } from '../../engine/keep/verify.ts';
import { blobKey, contentsKey, manifestKey } from '../../engine/repository/keys.ts';
import { initRepositoryIn } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { repairSummary } from '../../words/repairText.ts';
import { ClassedStore } from '../coldStorage/classedStore.ts';
import { blobOf, blobsOf } from '../coldStorage/makeSet.ts';
import { contentsIn, makeSet, plan, TwoRepositories } from './twoRepositories.ts';

const { signal } = new AbortController();
const meter = new ProgressMeter();

test('a set that the retention of the copy does not keep is not copied by its id, for it would go at once and not come again', async () => {
  await using two = await TwoRepositories.make();
  await two.apply({ retention: { keepLast: 1 } });
  const older = await makeSet(two.main, ['a'], 30);
  const newest = await makeSet(two.main, ['b']);
  await copy(two.main, { plan }, { env: two.env });
  await expect(copy(two.main, { set: older }, { env: two.env })).rejects.toMatchObject({
    message: `${plan}: its copy failed: ${two.copies}: set ${older} would not stay in ${two.copies}: the retention of plan ${plan} there does not keep it`,
    hint: expect.stringContaining(`copy it then: pgstow pin ${older} --reason TEXT`),
  });
  await two.main.pins.put({
    plan,
    set: older,
    pin: 'audit',
    reason: 'audit',
    at: new Date().toISOString(),
    by: 'anna',
  });
  expect((await copy(two.main, { set: older }, { env: two.env })).copies).toMatchObject([{ sets: [older] }]);
  expect(await contentsIn(two.copy)).toEqual({ [newest]: ['b'], [older]: ['a'] });
});

test('what new sets bring is reckoned at a copy as where they were made, in whatever order they have come', async () => {
  await using two = await TwoRepositories.make();
  const texts = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => letter.repeat(1000));
  for (const days of [4, 3, 2, 1]) await makeSet(two.main, [...texts, `new ${days} days ago`], days);
  const newest = (await copy(two.main, { plan }, { env: two.env })).copies[0]!.newest!;
  const added = (await blobsOf(two.copy, newest.set)).at(-1)!;
  const { plans } = await cost(two.copy);
  expect(plans[0]!.growth).toMatchObject({ newBytes: await two.copy.blobs.size(added), newObjects: 1 + 3 });
});

test('a repair leaves what is archived in the other repository, says how it is made readable, and mends the rest', async () => {
  const stores = { main: new ClassedStore(), there: new ClassedStore() };
  const [main, from] = [
    await initRepositoryIn(stores.main, realSurroundings()),
    await initRepositoryIn(stores.there, realSurroundings()),
  ];
  await main.plans.apply(parsePlan({ id: plan, source: { host: 'h', database: 'd', user: 'u' } }));
  const set = await makeSet(main, ['a', 'b']);
  const open = async () => from;
  const work = { source: main, plan: await main.plans.resolve(plan), run: 'run', meter, signal, env: {} };
  expect(await copyPlan(work, [{ repository: 'there', open }])).toMatchObject([{ state: 'complete', blobs: 2 }]);
  const [a, b] = (await blobsOf(main, set)).map(blobKey);
  for (const key of [a!, b!]) await stores.main.delete(key);
  await stores.there.classes.copyInto('GLACIER', { key: a! });
  const setsThere = (of: string) => from.sets.list(of);
  const checked = await checkSets(main, await main.sets.list(), { sample: 100, meter, signal });
  const findings = checked.findings.filter(({ key }) => key.startsWith('blobs/'));
  const done = await mendFindings({ repository: main, from, setsThere, meter, signal }, findings);
  expect(done).toEqual({
    keys: [b],
    reasons: [
      `memory: ${a} is archived; make it readable there, and repair again: pgstow thaw ${set} --repository 'memory'`,
    ],
  });
  await stores.there.classes.thaw({ key: a!, storageClass: 'GLACIER' }, { tier: 'Standard', days: 1 });
  stores.there.thawAll();
  expect((await mendFindings({ repository: main, from, setsThere, meter, signal }, findings)).keys).toEqual([a, b]);
  expect(await contentsIn(main)).toEqual({ [set]: ['a', 'b'] });
});

test('of a repair nothing is said to be proved that lies in an archive', () => {
  const result = { run: 'r', intact: true, blobs: 3, bytes: 1000, repaired: ['x'], findings: [], reasons: [] };
  const sets = [{ plan, set: 's', intact: true }];
  expect(repairSummary({ ...result, sets, archived: 2 })).toBe(
    'repaired: 1 object put back; 1 set: 3 blobs, 1.00 kB read; 2 blobs in an archive were not read: pgstow thaw SET makes what a set needs readable',
  );
  expect(repairSummary({ ...result, sets, archived: 0, repaired: [] })).toBe(
    'nothing to repair: 1 set: 3 blobs, 1.00 kB read; every byte, row count and hash is as it was backed up',
  );
});

test('what a copy has stored locked it does not extend once more', async () => {
  const { blobs } = await initRepositoryIn(new ClassedStore(), realSurroundings());
  const making = blobs.locking({ mode: 'GOVERNANCE', until: new Date() });
  await making.avoiding(new Set(['x'])).put(blobOf('a', 10));
  expect([...making.locked]).toEqual([blobOf('a', 10).id]);
  expect(blobs.locked.size).toBe(0);
});

test('a manifest is put back also where the other repository has lost, or archived, a blob that is whole here', async () => {
  await using two = await TwoRepositories.make();
  const set = await makeSet(two.main, ['a', 'b']);
  await copy(two.main, { plan }, { env: two.env });
  const whole = { [set]: ['a', 'b'] };
  for (const [to, from] of [
    [two.main, two.copy],
    [two.copy, two.main],
  ] as const) {
    const [lost] = (await blobsOf(from, set)).map(blobKey);
    const blob = await from.store.get(lost!);
    await from.store.delete(lost!);
    for (const key of [manifestKey(plan, set), contentsKey(plan, set)]) await to.store.replace(key, Buffer.from('x'));
    const { findings } = await checkSets(to, await to.sets.list(), { sample: 100, meter, signal });
    const setsThere = (of: string) => from.sets.list(of);
    const done = await mendFindings({ repository: to, from, setsThere, meter, signal }, findings);
    expect(done).toEqual({ keys: [manifestKey(plan, set)], reasons: [] });
    expect(await contentsIn(to)).toEqual(whole);
    await from.store.create(lost!, blob);
  }
});
