import { expect, test } from 'vitest';
import { cost } from '../../engine/keep/cost.ts';
import { initRepositoryIn, openRepositoryIn, type Repository } from '../../engine/repository/repository.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { StoredObject, StoreOptions } from '../../engine/store/store.ts';
import { testSurroundings, withRepository } from '../repository/folderRepository.ts';
import { sampleSet } from '../repository/sampleManifest.ts';
import { MemoryStore } from '../store/memory.ts';

/** A bucket in Frankfurt, which has moved all blobs to another class. */
class Bucket extends MemoryStore {
  override readonly url = 's3://bucket/prod?region=eu-central-1';

  override async *list(prefix: string, options?: StoreOptions): AsyncGenerator<StoredObject> {
    for await (const object of super.list(prefix, options)) {
      yield { ...object, storageClass: object.key.startsWith('blobs/') ? 'STANDARD_IA' : 'STANDARD' };
    }
  }
}

async function makeSet(repository: Repository, plan: string): Promise<void> {
  await repository.plans.apply(parsePlan({ id: plan, source: { host: 'h', database: 'd', user: 'u' } }));
  const { manifest, definitions, contents } = await sampleSet({ plan });
  await repository.sets.commit(manifest, definitions, contents);
}

test('a blob that two plans need is counted with both, and once in all, by the class that the bucket lists', async () => {
  const store = new Bucket();
  const repository = await initRepositoryIn(store, testSurroundings());
  for (const plan of ['one', 'other']) await makeSet(repository, plan);
  for (const letter of ['a', 'b', 'c']) {
    const name = letter.repeat(64);
    await store.create(`blobs/${name.slice(0, 2)}/${name}`, Buffer.alloc(200_000));
  }
  const report = await cost(repository);
  expect(report.prices).toMatchObject({ service: 'amazon', region: 'eu-central-1', currency: 'USD' });
  expect(report.unpriced).toEqual([]);
  const [all, one] = [report.repository, report.plans[0]!];
  const blobs = { storageClass: 'STANDARD_IA', monthly: expect.closeTo((600_000 / 2 ** 30) * 0.0135, 12) };
  expect(all.classes).toMatchObject([
    { storageClass: 'STANDARD', objects: 9 },
    { ...blobs, objects: 3, bytes: 600_000 },
  ]);
  expect(report.plans.map(({ stored }) => stored.classes[1])).toMatchObject([
    { storageClass: 'STANDARD_IA', objects: 2, bytes: 400_000 },
    { storageClass: 'STANDARD_IA', objects: 2, bytes: 400_000 },
  ]);
  expect(one).toMatchObject({ plan: 'one', sets: 1, restore: { requests: 5, bytes: one.stored.bytes } });
  expect(one.outlook).toEqual({ state: 'unknown', reason: 'how much a set adds is not known before there are two' });
  await expect(cost(repository, { plan: 'othe' })).rejects.toMatchObject({ code: 'input' });
  expect((await cost(repository, { plan: 'other' })).plans.map(({ plan }) => plan)).toEqual(['other']);
});

test('a set that cannot be read is named, and the others are reckoned', async () => {
  await withRepository(async (repository) => {
    await makeSet(repository, 'one');
    await repository.store.replace('sets/one/20261122T213000Z-abcdef/contents.ndjson.zst', Buffer.from('x'));
    const { plans, warnings, unpriced } = await cost(repository);
    expect(plans).toMatchObject([{ plan: 'one', sets: 0, stored: { objects: 3 }, outlook: { state: 'unknown' } }]);
    expect(warnings).toEqual([expect.stringMatching(/^set 20261122T213000Z-abcdef cannot be read, and blobs /)]);
    expect(unpriced).toEqual(['a folder has no list price']);
  });
});

test('without its key an encrypted repository tells only what is stored in all', async () => {
  const store = new Bucket();
  await initRepositoryIn(store, testSurroundings());
  const facts = JSON.parse(String(await store.get('repository.json')));
  const encryption = { cipher: 'AES-256-GCM', publicKey: Buffer.alloc(32).toString('base64') };
  await store.replace('repository.json', Buffer.from(JSON.stringify({ ...facts, encryption })));
  const { repository, plans, warnings } = await cost(await openRepositoryIn(store, testSurroundings()));
  expect({ objects: repository.objects, plans, warnings }).toEqual({
    objects: 1,
    plans: [],
    warnings: ['the repository is encrypted and no key is given: only what is stored in all can be told'],
  });
});
