import { randomUUID } from 'node:crypto';
import { readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copySet } from '../../engine/copy/copySet.ts';
import { KnownNames } from '../../engine/copy/knownNames.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { copy } from '../../engine/keep/copy.ts';
import { prune } from '../../engine/keep/prune.ts';
import { pin, unpin } from '../../engine/prune/pinning.ts';
import { blobKey, definitionsKey, manifestKey } from '../../engine/repository/keys.ts';
import type { Repository } from '../../engine/repository/repository.ts';
import { contentsIn, makeSet, plan, TwoRepositories } from './twoRepositories.ts';

test('a set that cannot be copied, for whatever reason, keeps no other from being copied', async () => {
  await using two = await TwoRepositories.make();
  const reason = async (spoil: (set: string) => Promise<void>) => {
    const older = await makeSet(two.main, [randomUUID()], 1);
    const set = await makeSet(two.main, [randomUUID()]);
    await spoil(set);
    await copy(two.main, { plan }, { env: two.env }).catch(() => {});
    const [run] = await two.main.runs.list(plan);
    expect(run).toMatchObject({ copies: [{ state: 'failed', sets: [older], missing: [set] }] });
    return run?.state === 'damaged' ? undefined : run?.copies?.[0]?.error?.code;
  };
  const taken = await reason(async (set) => {
    const key = definitionsKey(plan, set);
    await two.copy.store.create(key, Buffer.from('of somebody else'));
  });
  await two.main.sets.list(plan).then(([newest]) => prune(two.main, { remove: [newest!.set] }));
  const unreadable = await reason(async (set) => {
    const [blob] = await newestBlob(two.main, set);
    const file = join(two.main.store.url, blobKey(blob!));
    await rm(file);
    await symlink(file, file); // out of reach, and no outage
  });
  expect([taken, unreadable]).toEqual(['damaged', 'store']);
});

test('what stands at the copy and cannot be read is told, with how it is repaired, and is not taken for a copy', async () => {
  await using two = await TwoRepositories.make();
  const sets = [await makeSet(two.main, ['a'], 2), await makeSet(two.main, ['b'], 1), await makeSet(two.main, ['c'])];
  await copy(two.main, { plan }, { env: two.env });
  const failure = async () => copy(two.main, { plan }, { env: two.env }).catch((thrown) => thrown);
  const file = (key: string) => join(two.copies, key);
  await truncate(file(definitionsKey(plan, sets[2]!)), 3);
  expect(await failure()).toMatchObject({
    code: 'copy',
    message: `${plan}: its copy failed: ${two.copies}: set ${sets[2]} is damaged in ${two.copies}: its definitions.dump has 3 bytes, and should have 11 at least`,
    hint: expect.stringContaining(
      `repair it there: pgstow repair ${sets[2]} --repository '${two.copies}' --from '${two.main.store.url}'`,
    ),
  });
  const manifest = await readFile(file(manifestKey(plan, sets[2]!)));
  manifest[30]! ^= 1;
  await writeFile(file(manifestKey(plan, sets[2]!)), manifest);
  expect((await failure()).message).toContain(`set ${sets[2]} is damaged in ${two.copies}: `);
  const [run] = await two.main.runs.list(plan);
  expect(run).toMatchObject({ copies: [{ state: 'failed', newest: { set: sets[1] } }] });
});

test('a set is judged by when its store has got it, whatever the clock of its machine', async () => {
  await using two = await TwoRepositories.make();
  await two.apply({ retention: { keepDays: 10 } });
  const first = await makeSet(two.main, ['a'], 1);
  await copy(two.main, { plan }, { env: two.env });
  const madeLast = await makeSet(two.main, ['b'], 40); // by a machine and a database whose clocks are wrong
  const done = await copy(two.main, { plan }, { env: two.env });
  expect(done.copies).toMatchObject([{ sets: [madeLast], missing: [] }]);
  expect(done.copies[0]!.pruned).toBeUndefined();
  expect(Object.keys(await contentsIn(two.copy))).toEqual([first, madeLast]);
  const { copyOf } = await two.copy.sets.get(madeLast);
  expect(Date.now() - Date.parse(copyOf!.committedAt!)).toBeLessThan(60_000);
});

test('pins follow their sets to the copy, and go when they go; those that were made there stay', async () => {
  await using two = await TwoRepositories.make();
  await two.apply({ retention: { keepLast: 1 } });
  const old = await makeSet(two.main, ['a'], 3);
  const other = await makeSet(two.main, ['b'], 2);
  const { pin: id } = await pin(two.main, old, 'the audit');
  await makeSet(two.main, ['c'], 1);
  await copy(two.main, { plan }, { env: two.env });
  const pinsThere = async () => (await two.copy.pins.list(plan)).map(({ set, reason, pin }) => [set, reason, pin]);
  expect(await pinsThere()).toEqual([[old, 'the audit', id]]);
  await prune(two.copy);
  expect(Object.keys(await contentsIn(two.copy))).toContain(old);
  expect(Object.keys(await contentsIn(two.copy))).not.toContain(other); // the retention of the copy does not keep it
  await pin(two.copy, old, 'of the copy alone');
  await unpin(two.main, old);
  await copy(two.main, { plan }, { env: two.env });
  expect(await pinsThere()).toMatchObject([[old, 'of the copy alone', expect.anything()]]);
  const added = await pin(two.main, old, 'again');
  await copy(two.main, { plan }, { env: two.env });
  expect((await pinsThere()).map(([, reason]) => reason)).toEqual(['of the copy alone', added.reason]);
  await unpin(two.main, old);
  await prune(two.main, { remove: [old] });
  await copy(two.main, { plan }, { env: two.env });
  expect((await pinsThere()).map(([, reason]) => reason)).toEqual(['of the copy alone', added.reason]);
});

async function newestBlob({ sets }: Repository, set: string): Promise<string[]> {
  const items = await sets.readContents(await sets.get(set));
  return items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : []));
}

test('a set that somebody else was quicker to copy, and that has lost a part since, is not taken for a copy', async () => {
  await using two = await TwoRepositories.make();
  const set = await makeSet(two.main, ['a']);
  await copy(two.main, { plan }, { env: two.env });
  await two.copy.store.delete(definitionsKey(plan, set));
  const route = { source: two.main, destination: two.copy, plan: await two.copy.plans.resolve(plan) };
  const known = new KnownNames(two.main, two.copy);
  const copied = { manifest: await two.main.sets.get(set), committedAt: new Date(), sourcePins: [] };
  const { signal } = new AbortController();
  await expect(copySet({ ...route, known }, copied, { meter: new ProgressMeter(), signal })).rejects.toMatchObject({
    code: 'damaged',
    message: `set ${set} is damaged in ${two.copies}: its definitions.dump is missing`,
  });
});

test('a set that cannot be copied keeps the copy neither from its retention nor from what is said of it', async () => {
  await using two = await TwoRepositories.make();
  await two.apply({ retention: { keepLast: 2 } });
  const older = await makeSet(two.main, ['a'], 3);
  const ill = await makeSet(two.main, ['b'], 2);
  const [blob] = (await two.main.sets.readContents(await two.main.sets.get(ill))).flatMap((item) =>
    'pieces' in item ? item.pieces.map((piece) => piece.blob) : [],
  );
  await two.main.store.delete(blobKey(blob!));
  await copy(two.main, { plan }, { env: two.env }).catch(() => {});
  expect(Object.keys(await contentsIn(two.copy))).toEqual([older]);
  const newest = [await makeSet(two.main, ['c'], 1), await makeSet(two.main, ['d'])];
  await pin(two.main, ill, 'to be copied');
  const told: unknown[] = [];
  const onCopies = (copies: readonly unknown[]) => void told.push(...copies);
  await expect(copy(two.main, { plan }, { env: two.env, onCopies })).rejects.toMatchObject({ code: 'copy' });
  expect(told).toMatchObject([{ state: 'failed', missing: [ill], pruned: { sets: [{ plan, set: older }] } }]);
  expect(Object.keys(await contentsIn(two.copy)).toSorted()).toEqual(newest.toSorted());
});
