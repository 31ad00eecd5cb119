import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Sets } from '../../engine/repository/sets.ts';
import type { Store } from '../../engine/store/store.ts';
import { MemoryStore } from '../store/memory.ts';
import { withRepository } from './folderRepository.ts';
import { sampleItems, sampleManifest, sampleSet } from './sampleManifest.ts';

const plan = sampleManifest.plan;

describe('a set', () => {
  it('is committed and read back', () =>
    withRepository(async ({ sets, store }) => {
      const { manifest, definitions, contents } = await sampleSet();
      await sets.commit(manifest, definitions, contents);
      expect(await sets.get(manifest.set)).toEqual(manifest);
      expect(await sets.readDefinitions(manifest)).toEqual(definitions);
      expect(await sets.readContents(manifest)).toEqual(sampleItems);
      const keys: string[] = [];
      for await (const { key } of store.list('sets/')) keys.push(key.replace(`sets/${plan}/${manifest.set}/`, ''));
      expect(keys).toEqual(['contents.ndjson.zst', 'definitions.dump', 'manifest.json']);
    }));

  it('is not there at any moment before its manifest is', async () => {
    const { manifest, definitions, contents } = await sampleSet();
    for (let allowed = 0; allowed < 3; allowed++) {
      const store = new MemoryStore();
      await expect(new Sets(failingAfter(allowed, store)).commit(manifest, definitions, contents)).rejects.toThrow(
        'killed',
      );
      expect(await new Sets(store).list()).toEqual([]);
      await expect(new Sets(store).get(manifest.set)).rejects.toMatchObject({ code: 'input' });
      await new Sets(store).commit(manifest, definitions, contents);
      expect(await new Sets(store).list()).toHaveLength(1);
    }
  });

  it('is listed however many newer ones were never finished', async () => {
    const sets = new Sets(new MemoryStore());
    const { manifest, definitions, contents } = await sampleSet();
    await sets.commit(manifest, definitions, contents);
    const killed = Array.from({ length: 12 }, (_, i) => `20991231T0000${i + 10}Z-${manifest.set.slice(-6)}`);
    for (const set of killed) await sets.abandon({ plan, set }, { at: '2099-12-31T00:00:00.000Z', by: 'test' });
    expect((await sets.list(plan, { limit: 2 })).map(({ set }) => set)).toEqual([manifest.set]);
  });

  it('may be committed again after a lost answer, but not with another content', async () => {
    const sets = new Sets(new MemoryStore());
    const { manifest, definitions, contents } = await sampleSet();
    await sets.commit(manifest, definitions, contents);
    await sets.commit(manifest, definitions, contents);
    await expect(sets.commit({ ...manifest, tool: 'another' }, definitions, contents)).rejects.toMatchObject({
      code: 'conflict',
      message: `sets/${plan}/${manifest.set}/manifest.json is there already, with another content`,
    });
    expect(await sets.get(manifest.set)).toEqual(manifest);
  });

  it('is not committed when its manifest does not fit what it commits', async () => {
    const sets = new Sets(new MemoryStore());
    const { manifest, definitions, contents } = await sampleSet();
    await expect(sets.commit(manifest, Buffer.from('definitionz'), contents)).rejects.toThrow(
      'definitions.dump was altered',
    );
    await expect(sets.commit(manifest, definitions, { ...contents, body: [] })).rejects.toThrow(
      'contents.ndjson.zst has 0 bytes',
    );
    expect(await sets.list()).toEqual([]);
  });

  it('that is not known is asked back', async () => {
    const sets = await setsAt('20261122T213000Z-abcdef', '20261123T213000Z-bcdefg');
    await expect(sets.get('20261122T213000Z-abcdeg')).rejects.toMatchObject({
      code: 'input',
      message: 'there is no set "20261122T213000Z-abcdeg" in this repository',
      hint: expect.stringMatching(/^did you mean 20261122T213000Z-abcdef/),
    });
    await expect(sets.get('../../etc')).rejects.toMatchObject({
      code: 'input',
      hint: 'pgstow sets shows those that there are',
    });
  });

  it('whose definitions or contents were altered, cut or lost is found', () =>
    withRepository(async ({ sets }, folder) => {
      const { manifest, definitions, contents } = await sampleSet();
      await sets.commit(manifest, definitions, contents);
      const place = `sets/${plan}/${manifest.set}`;
      await writeFile(`${folder}/${place}/definitions.dump`, 'definitionS');
      await writeFile(`${folder}/${place}/contents.ndjson.zst`, 'x');
      await expect(sets.readDefinitions(manifest)).rejects.toMatchObject({
        code: 'damaged',
        message: expect.stringContaining(`${place}/definitions.dump was altered: its SHA-256 is `),
      });
      await expect(sets.readContents(manifest)).rejects.toMatchObject({
        code: 'damaged',
        message: `${place}/contents.ndjson.zst has 1 bytes; the manifest says ${manifest.contents.bytes}`,
      });
    }));
});

describe('the sets of a repository', () => {
  const ids = ['20261120T213000Z-aaaaaa', '20261121T213000Z-bbbbbb', '20261122T213000Z-cccccc'] as const;

  it('are listed with the newest first, of one plan or of all', async () => {
    const store = new MemoryStore();
    await commitAt(store, ids[1], plan);
    await commitAt(store, ids[2], 'other');
    await commitAt(store, ids[0], plan);
    const sets = new Sets(store);
    expect((await sets.list()).map(({ set }) => set)).toEqual([ids[2], ids[1], ids[0]]);
    expect((await sets.list(plan)).map(({ set }) => set)).toEqual([ids[1], ids[0]]);
    expect(await sets.list('orders')).toEqual([]);
  });

  it('are listed with those that are damaged', async () => {
    const store = new MemoryStore();
    for (const id of ids) await commitAt(store, id, plan);
    await store.replace(`sets/${plan}/${ids[1]}/manifest.json`, randomBytes(500));
    await store.replace(
      `sets/${plan}/${ids[2]}/manifest.json`,
      await store.get(`sets/${plan}/${ids[0]}/manifest.json`),
    );
    const listed = await new Sets(store).list();
    expect(listed.map(({ state }) => state)).toEqual(['damaged', 'damaged', 'complete']);
    expect(listed[0]).toMatchObject({
      set: ids[2],
      plan,
      error: { message: expect.stringContaining("holds another set's manifest") },
    });
    await expect(new Sets(store).get(ids[1])).rejects.toMatchObject({ code: 'damaged' });
  });

  it('are chosen by the newest snapshot at or before an instant', async () => {
    const sets = await setsAt(...ids);
    const chosen = async (instant?: string) => (await sets.newestAt(plan, instant ? new Date(instant) : undefined)).set;
    expect(await chosen()).toBe(ids[2]);
    expect(await chosen('2030-01-01T00:00:00Z')).toBe(ids[2]);
    expect(await chosen('2026-11-22T21:30:01.500Z')).toBe(ids[2]);
    expect(await chosen('2026-11-22T21:30:01.499Z')).toBe(ids[1]);
    expect(await chosen('2026-11-20T21:30:01.500Z')).toBe(ids[0]);
    await expect(chosen('2026-11-20T21:30:01.499Z')).rejects.toMatchObject({
      code: 'input',
      message: `plan ${plan} has no set at or before 2026-11-20T21:30:01.499Z`,
      hint: 'its sets reach from 2026-11-20T21:30:01.500Z to 2026-11-22T21:30:01.500Z',
    });
    await expect(sets.newestAt('other')).rejects.toMatchObject({
      code: 'input',
      message: 'plan other has no set yet',
      hint: 'make one: pgstow backup other',
    });
  });

  it('are not passed over in silence when the one to choose is damaged', async () => {
    const store = new MemoryStore();
    for (const id of ids) await commitAt(store, id, plan);
    await store.replace(`sets/${plan}/${ids[1]}/manifest.json`, randomBytes(500));
    const sets = new Sets(store);
    expect((await sets.newestAt(plan)).set).toBe(ids[2]);
    await expect(sets.newestAt(plan, new Date('2026-11-22T00:00:00Z'))).rejects.toMatchObject({
      code: 'damaged',
      message: `sets/${plan}/${ids[1]}/manifest.json does not begin as a manifest does (500 bytes)`,
      hint: `restore the one before it with --set ${ids[0]}`,
    });
    expect((await sets.newestAt(plan, new Date('2026-11-21T00:00:00Z'))).set).toBe(ids[0]);
  });

  it('reach from the first snapshot to the last', async () => {
    const sets = await setsAt(...ids);
    expect(await sets.range(plan)).toEqual({
      earliest: '2026-11-20T21:30:01.500Z',
      latest: '2026-11-22T21:30:01.500Z',
      sets: 3,
    });
    expect(await sets.range('other')).toBeUndefined();
  });
});

async function setsAt(...ids: string[]): Promise<Sets> {
  const store = new MemoryStore();
  for (const id of ids) await commitAt(store, id, plan);
  return new Sets(store);
}

/** Commits a set whose snapshot was taken a second and a half after its id. */
async function commitAt(store: Store, set: string, plan: string): Promise<void> {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(set)!;
  const snapshotAt = `${year}-${month}-${day}T21:30:01.500Z`;
  const { manifest, definitions, contents } = await sampleSet({ set, plan, snapshotAt });
  await new Sets(store).commit(manifest, definitions, contents);
}

/** A store whose process is killed when it is to create one object more than `allowed`. */
function failingAfter(allowed: number, store: Store): Store {
  let created = 0;
  return {
    url: store.url,
    checksummed: store.checksummed,
    clock: (signal) => store.clock(signal),
    create: async (...args) => {
      if (created++ === allowed) throw new Error('killed');
      return store.create(...args);
    },
    replace: (...args) => store.replace(...args),
    get: (...args) => store.get(...args),
    size: (...args) => store.size(...args),
    look: (...args) => store.look(...args),
    list: (...args) => store.list(...args),
    delete: (...args) => store.delete(...args),
  };
}
