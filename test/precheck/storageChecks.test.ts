import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyOf } from '../../embedded/gateway/cephConfiguration.ts';
import { backup, generateKey, restore, verify } from '../../engine/index.ts';
import { judgeClock, storageChecks } from '../../engine/precheck/storageChecks.ts';
import { probeStore } from '../../engine/repository/probeStore.ts';
import { initRepository, type Repository } from '../../engine/repository/repository.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { Body } from '../../engine/store/store.ts';
import { allow, Bucket, makeBucket, startTimeout, useCredentials } from '../gateway/bucket.ts';
import { FaultyProxy } from '../gateway/faultyProxy.ts';
import { bucketRepository } from '../roundtrip/bucketRepository.ts';
import { plan as roundtrip, wholeSet } from '../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../servers.ts';
import { MemoryStore } from '../store/memory.ts';

const here = new Date('2026-11-23T10:00:00Z');
const after = (seconds: number) => new Date(here.getTime() + seconds * 1000);

test('a clock that differs by a minute is fine', () => {
  for (const seconds of [-60, 0, 60]) expect(judgeClock(here, after(seconds)).status).toBe('pass');
});

test.each([
  [61, '1 minute behind'],
  [600, '10 minutes behind'],
  [-3600, '60 minutes ahead of'],
])('a store that is %i seconds ahead makes our clock %s', (seconds, words) => {
  expect(judgeClock(here, after(seconds))).toEqual({
    status: 'warn',
    message: `this machine's clock is ${words} the store's: here ${here.toISOString()}, there ${after(seconds).toISOString()}`,
    remedy: 'set the clocks, best by NTP: sets are named by the time here, their age is judged by the time there',
  });
});

test('a store that overwrites is told from one that does not, with the parameter to try', async () => {
  class Overwriting extends MemoryStore {
    override async create(key: string, body: Body): Promise<boolean> {
      await this.replace(key, body);
      return true;
    }
  }
  const signal = new AbortController().signal;
  expect(await probeStore(new MemoryStore(), { signal })).toBeUndefined();
  expect(await probeStore(new Overwriting(), { signal })).toEqual({
    what: 'writes over an object that must be created only',
    remedy: expect.stringContaining('create-only=oss'),
  });
});

test('a store that forgets, alters or keeps what was deleted is found', async () => {
  class Altering extends MemoryStore {
    override async get(): Promise<Buffer> {
      return Buffer.from('other');
    }
  }
  class Forgetting extends MemoryStore {
    override async *list() {}
  }
  class Keeping extends MemoryStore {
    override async delete(): Promise<void> {}
  }
  const fault = async (store: MemoryStore) => (await probeStore(store, {}))?.what;
  expect(await fault(new Altering())).toBe('gives back other bytes than were written');
  expect(await fault(new Forgetting())).toBe('does not list an object that was written');
  expect(await fault(new Keeping())).toBe('still has an object that was deleted');
});

test('a folder passes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-checked-'));
  try {
    const checks = await checksOf(await initRepository(folder, { encryption: 'none' }));
    expect(checks.map(({ name, status }) => `${name}: ${status}`)).toEqual([
      'repository: pass',
      'storage: pass',
      'storage clock: pass',
      'space: pass',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test(
  'a bucket passes, and a service that fails in the middle is told',
  async (context) => {
    const bucket = await Bucket.fresh(context);
    await using proxy = await FaultyProxy.to(bucket.facts.endpoint);
    const repository = await initRepository(bucket.address({ endpoint: proxy.endpoint }), { encryption: 'none' });
    expect((await checksOf(repository)).map(({ status, message }) => `${status}: ${message}`)).toEqual([
      `pass: ${repository.store.url} is repository ${repository.id}, format 1`,
      'pass: an object was written, read, listed and deleted, and create-only writes hold',
      "pass: this machine's clock and the store's agree",
      'pass: a bucket has no end',
    ]);
    proxy.break({ kind: 'answer', status: 403, code: 'AccessDenied' }, { method: 'PUT' });
    const storage = (await checksOf(repository)).find(({ name }) => name === 'storage');
    expect(storage).toMatchObject({
      status: 'fail',
      message: expect.stringMatching(
        /^cannot write s3:\/\/\S+: access denied: s3:PutObject on s3:\/\/\S+ \(AccessDenied\)$/,
      ),
      remedy: `allow s3:PutObject on arn:aws:s3:::${bucket.name}/${bucket.prefix}/*`,
    });
  },
  startTimeout,
);

test(
  'a bucket in which nothing may be deleted is backed up to, restored from, and said to be one',
  async (context) => {
    const source = await freshDatabase(await server('18', context));
    await source.query('CREATE TABLE t AS SELECT g FROM generate_series(1, 100) g');
    const { facts } = await Bucket.fresh(context);
    const name = `undeletable-${process.pid}`;
    await makeBucket(facts, name);
    await allow(facts, name, ['s3:ListBucket', 's3:GetObject', 's3:PutObject']);
    useCredentials(keyOf('stranger'));
    const url = `s3://${name}/p?endpoint=${facts.endpoint}`;
    const repository = await bucketRepository(url, source, { key: generateKey() });
    const storage = (await checksOf(repository)).find(({ name }) => name === 'storage');
    const probe = /p\/probes\/[0-9a-f-]+/.exec(storage!.message)![0];
    expect(storage).toEqual({
      name: 'storage',
      status: 'warn',
      message: `${url} can be written and read, but nothing can be deleted there: cannot delete s3://${name}/${probe}: access denied: s3:DeleteObject on s3://${name}/${probe} (AccessDenied)`,
      remedy: `allow s3:DeleteObject on arn:aws:s3:::${name}/p/*, unless nothing is ever to be deleted there`,
    });
    const { set } = await backup(repository, roundtrip);
    expect(set.totals.rows).toBe(100);
    const target = await freshDatabase(source.server);
    expect(await restore(repository, { ...wholeSet, target: target.target })).toMatchObject({ proved: 1 });
    expect(await verify(repository)).toMatchObject({ intact: true });
  },
  startTimeout,
);

async function checksOf(repository: Repository) {
  const source = { host: 'localhost', database: 'd', user: 'u' };
  const plan = await repository.plans.apply(parsePlan({ id: 'checked', source }));
  return storageChecks(repository, plan.plan, { bytes: undefined, signal: new AbortController().signal });
}
