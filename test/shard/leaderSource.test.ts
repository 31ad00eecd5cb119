import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { requireEachOnce } from '../../engine/backup/eachOnce.ts';
import { LeaderSource } from '../../engine/backup/leaderSource.ts';
import type { Unit } from '../../engine/backup/ranges.ts';
import { ReadProgress } from '../../engine/backup/readProgress.ts';
import type { ReadContent } from '../../engine/backup/unitSource.ts';
import { ProgressMeter } from '../../engine/events.ts';
import type { Repository } from '../../engine/repository/repository.ts';
import { ShardRecords } from '../../engine/repository/shardRecords.ts';
import { testSurroundings } from '../repository/folderRepository.ts';
import { MemoryStore } from '../store/memory.ts';

const unitOf = (oid: number): Unit => ({ contents: [{ kind: 'largeObjects', part: 'data', oids: [oid] }], bytes: 1 });
const digest = { rows: 1, hash: '0000000000000001', bytes: 9 };

/** A round of which the leader has claimed both batches, each of two units. */
async function round() {
  const store = new MemoryStore();
  const set = new ShardRecords(store).of('night', { plan: 'p', set: 's' });
  const batches = [
    [unitOf(1), unitOf(2)],
    [unitOf(3), unitOf(4)],
  ];
  let looks = 0; // after each of which it pauses
  const pause = async () => {
    looks++;
    await setImmediate();
  };
  const looked = async () => {
    for (const enough = looks + 2; looks < enough; ) await setImmediate();
  };
  const surroundings = { ...testSurroundings(), pause };
  const source = new LeaderSource({
    repository: { store, surroundings } as unknown as Repository,
    set,
    round: 1,
    shard: { index: 1, total: 1, group: 'night' },
    batches,
    progress: new ReadProgress(new ProgressMeter(), batches.flat()),
    meter: new ProgressMeter(),
    onRead: () => {},
    signal: new AbortController().signal,
  });
  const byAnother = (batch: number) => {
    const contents = batches[batch]!.map(() => ({ ...digest, pieces: [] }));
    return set.addResult(1, batch, { shard: '2/2', host: 'runner', contents, blobs: {} });
  };
  return { source, store, set, byAnother, looked };
}

const oidOf = ({ contents: [content] }: Unit) => (content?.kind === 'largeObjects' ? content.oids[0]! : 0);

/** Reads what is to be read here, with what is `between` one unit and the next; gives the OIDs of all that is counted. */
async function readAll(source: LeaderSource, between: (read: number) => Promise<void> = async () => {}) {
  const attending = source.attend();
  const here: number[] = [];
  for (let unit = await source.take(); unit; unit = await source.take()) {
    here.push(oidOf(unit));
    await between(here.length);
    for (const content of unit.contents) source.note(content, { content, ...digest, pieces: Promise.resolve([]) });
  }
  await attending;
  const others = source
    .others()
    .read.contents.map(({ content }: ReadContent) => oidOf({ contents: [content], bytes: 0 }));
  return { here, all: [...here, ...others].sort() };
}

test('what the leader reads itself counts once, though a slow machine that was taken for dead has read it too', async () => {
  const { source, byAnother, looked } = await round();
  const { all } = await readAll(source, async (read) => {
    if (read !== 1) return;
    await byAnother(0); // of which the leader has begun to read a unit
    await looked();
  });
  expect(all).toEqual([1, 2, 3, 4]);
});

test('what another one has read meanwhile is not read once more by the leader that has claimed it', async () => {
  const { source, byAnother, looked } = await round();
  const { here, all } = await readAll(source, async (read) => {
    if (read !== 2) return; // the second batch is claimed by now, and not begun
    await byAnother(1);
    await looked();
  });
  expect(here).toEqual([1, 2]);
  expect(all).toEqual([1, 2, 3, 4]);
});

test('a result that is damaged is read by the leader once, though it has claimed that batch too', async () => {
  const { source, store, set, byAnother, looked } = await round();
  const { all } = await readAll(source, async (read) => {
    if (read !== 2) return;
    await byAnother(1);
    const [object] = [...(await set.look('1/results/')).values()];
    await store.replace(object!.key, Buffer.from('{"sha'));
    await looked();
  });
  expect(all).toEqual([1, 2, 3, 4]);
});

test('a set that would lack a range, or have one twice, is not made', () => {
  const units = [unitOf(1), unitOf(2)];
  const read = (...which: number[]) => ({
    contents: which.map((n) => ({ content: units[n]!.contents[0]!, ...digest, pieces: Promise.resolve([]) })),
  });
  requireEachOnce(units, read(1, 0));
  expect(() => requireEachOnce(units, read(0))).toThrow('of 2 ranges 1 were not read, and 0 once more than that');
  expect(() => requireEachOnce(units, read(0, 0))).toThrow('of 2 ranges 1 were not read, and 1 once more than that');
  expect(() => requireEachOnce(units, read(0, 1, 0))).toThrow('of 2 ranges 0 were not read, and 1 once more than that');
});
