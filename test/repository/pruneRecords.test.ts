import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PruneRecords } from '../../engine/repository/pruneRecords.ts';
import { MemoryStore } from '../store/memory.ts';

const prune = '20261122T213000Z-aaaaaa';
const set = { plan: 'p', set: '20261121T213000Z-bbbbbb' };
const proposal = { sets: [set], at: '2026-11-22T21:30:00.000Z', by: 'anna@runner' };
const blobs = [
  { blob: 'a'.repeat(64), bytes: 10 },
  { blob: `${'b'.repeat(64)}.1`, bytes: 20 },
];

describe('the record of a prune', () => {
  let store: MemoryStore;
  let records: PruneRecords;
  beforeEach(() => {
    store = new MemoryStore();
    records = new PruneRecords(store);
  });

  it('is read back as it was written', async () => {
    await records.proposeSets(prune, proposal);
    expect(await records.proposedSets(prune)).toEqual([set]);
    expect(await records.doomBlobs(prune, blobs)).toEqual(blobs);
    expect(await records.doomedBlobs(prune)).toEqual(blobs);
    expect(await records.spareBlobs(prune, [])).toEqual([]);
    expect(await records.sparedBlobs(prune)).toEqual([]);
  });

  it('holds what was decided first: whoever decides later hears that', async () => {
    const spared = [{ ...set, why: 'pinned: an audit' }];
    expect(await records.spareSets(prune, [])).toEqual([]);
    expect(await records.spareSets(prune, spared)).toEqual([]);
    expect(await records.doomBlobs(prune, blobs)).toEqual(blobs);
    expect(await records.doomBlobs(prune, [])).toEqual(blobs);
    expect(await records.spareBlobs(prune, blobs.slice(1))).toEqual(blobs.slice(1));
    expect(await records.spareBlobs(prune, [])).toEqual(blobs.slice(1));
  });

  it('is open from its beginning until it is done or forgotten', async () => {
    expect(await records.isOpen(prune)).toBe(false);
    await records.proposeSets(prune, proposal);
    expect(await records.isOpen(prune)).toBe(true);
    expect((await records.unfinished()).map((each) => each.prune)).toEqual([prune]);
    await records.finish(prune, {});
    expect(await records.isOpen(prune)).toBe(false);
    expect(await records.unfinished()).toEqual([]);
  });

  it('is forgotten so that nobody takes what is left of it for one that is open', async () => {
    await records.proposeSets(prune, proposal);
    await records.spareSets(prune, []);
    await records.doomBlobs(prune, blobs);
    await records.finish(prune, {});
    const deleted = vi.spyOn(store, 'delete');
    await records.forget((await records.list())[0]!);
    expect(deleted.mock.calls.map(([key]) => key.split('/').at(-1))).toEqual([
      'sets.json',
      'sets-spared.json',
      'blobs.ndjson.zst',
      'done.json',
    ]);
    expect(await records.list()).toEqual([]);
  });

  it('that is damaged is named, with the way out', async () => {
    await store.create(`prunes/${prune}/blobs.ndjson.zst`, Buffer.from('x'));
    await expect(records.doomedBlobs(prune)).rejects.toMatchObject({
      code: 'damaged',
      message: `prunes/${prune}/blobs.ndjson.zst is no zstd`,
      hint: `when no prune is under way (pgstow runs), delete all of prunes/${prune}/ in the repository by hand; the next prune starts anew`,
    });
  });
});
