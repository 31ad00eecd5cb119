import { expect, test } from 'vitest';
import { copyPlan, failureOf } from '../../engine/copy/copyPlan.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { blobKey } from '../../engine/repository/keys.ts';
import { initRepositoryIn } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { copyText } from '../../words/copyText.ts';
import { ClassedStore } from '../coldStorage/classedStore.ts';
import { blobsOf } from '../coldStorage/makeSet.ts';
import { contentsIn, makeSet, plan } from './twoRepositories.ts';

const { signal } = new AbortController();

/** A repository in a bucket with storage classes, and one for copies, encrypted with keys of their own. */
async function scene() {
  const store = new ClassedStore();
  const encrypted = () => ({ key: generateKey() });
  const main = await initRepositoryIn(store, realSurroundings(), encrypted());
  const there = await initRepositoryIn(new ClassedStore(), realSurroundings(), encrypted());
  await main.plans.apply(parsePlan({ id: plan, source: { host: 'h', database: 'd', user: 'u' } }));
  const warnings: string[] = [];
  const meter = new ProgressMeter((event) => {
    if (event.kind === 'warning') warnings.push(event.message);
  });
  return {
    ...{ main, there, warnings },
    freeze: async (blob: string) => void (await store.classes.copyInto('GLACIER', { key: blobKey(blob) })),
    thaw: async (blob: string) => {
      await store.classes.thaw({ key: blobKey(blob), storageClass: 'GLACIER' }, { tier: 'Standard', days: 1 });
      store.thawAll();
    },
    copy: async (only?: string) => {
      const work = { source: main, plan: await main.plans.resolve(plan), run: 'run', meter, signal, env: {} };
      const destination = { repository: 'there', open: async () => there };
      return (await copyPlan({ ...work, only: only === undefined ? undefined : [only] }, [destination]))[0]!;
    },
  };
}

test('sets that can be read are copied as ever; one that is archived waits, is told once a run, and nothing of it travels before it is thawed', async () => {
  const { main, there, warnings, freeze, thaw, copy } = await scene();
  const old = await makeSet(main, ['a', 'b'], 400);
  const newest = await makeSet(main, ['c']);
  const [a] = await blobsOf(main, old);
  await freeze(a!);
  const bytes = await main.blobs.size(a!);
  const archived = { sets: [old], blobs: 1, bytes, storageClasses: ['GLACIER'] };
  const told = `1 set of plan ${plan} cannot be copied to there yet, for something that is needed lies in an archive (GLACIER): ${old}; pgstow thaw SET makes it readable, and the next run copies it`;
  const first = await copy();
  expect(first).toMatchObject({ state: 'waiting', sets: [newest], missing: [old], archived, newest: { set: newest } });
  expect(failureOf(plan, newest, [first])).toBeUndefined();
  expect(copyText(first)).toMatch(/; set \S+ waits to be thawed \(1 blob, \d+ B in GLACIER\): pgstow thaw \S+$/);
  expect(warnings).toEqual([told]);
  expect(await copy()).toMatchObject({ state: 'waiting', sets: [], missing: [old], archived, blobs: 0 });
  expect(warnings).toEqual([told, told]);
  expect(await contentsIn(there)).toEqual({ [newest]: ['c'] });
  for await (const { name } of there.blobs.list()) expect(await blobsOf(there, newest)).toEqual([name]);
  expect((await there.runs.list(plan)).map((run) => run.state)).toEqual(['succeeded']);
  await thaw(a!);
  const last = await copy();
  expect(last).toMatchObject({ state: 'complete', sets: [old], missing: [] });
  expect(last.archived).toBeUndefined();
  expect(await contentsIn(there)).toEqual({ [newest]: ['c'], [old]: ['a', 'b'] });
});

test('an archived set that is asked for by its id fails, with what thaws it', async () => {
  const { main, freeze, copy } = await scene();
  const old = await makeSet(main, ['a', 'b'], 400);
  await makeSet(main, ['c']);
  for (const blob of await blobsOf(main, old)) await freeze(blob);
  expect(await copy(old)).toMatchObject({
    state: 'failed',
    error: {
      code: 'archived',
      message: `set ${old} cannot be copied yet: 2 blobs that are needed lie in an archive (GLACIER)`,
      hint: `nothing was copied; make it readable, which may take hours: pgstow thaw ${old}; and then run this again`,
    },
  });
});

test('what lies in an archive and is at the copy already keeps no set from being copied', async () => {
  const { main, there, freeze, copy } = await scene();
  const first = await makeSet(main, ['a'], 400);
  await copy();
  const second = await makeSet(main, ['a', 'b'], 399);
  const [a] = await blobsOf(main, first);
  await freeze(a!);
  expect(await copy()).toMatchObject({ state: 'complete', sets: [second], blobs: 1 });
  expect(await contentsIn(there)).toEqual({ [first]: ['a'], [second]: ['a', 'b'] });
});
