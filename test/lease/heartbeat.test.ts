import { expect, test } from 'vitest';
import { ProgressMeter } from '../../engine/events.ts';
import { backupLease, backupLeases, listGenerations, readGeneration } from '../../engine/lease/leaseRecord.ts';
import { withLease } from '../../engine/lease/withLease.ts';
import { initRepositoryIn } from '../../engine/repository/repository.ts';
import { realSurroundings, type Surroundings } from '../../engine/repository/surroundings.ts';
import { MemoryStore } from '../store/memory.ts';

const { signal } = new AbortController();

test('a heartbeat that is late on its way does not take back which set is about to be committed', async () => {
  const store = new MemoryStore();
  const repository = await initRepositoryIn(store, { ...realSurroundings(), pause: onlyOnce() });
  const [sent, arrives] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const replace = store.replace.bind(store);
  store.replace = async (...heartbeat) => {
    store.replace = replace;
    sent.resolve();
    await arrives.promise;
    await replace(...heartbeat);
  };
  const context = { meter: new ProgressMeter(), signal };
  await withLease(repository, { lease: backupLease('p'), run: 'r' }, context, async (lease) => {
    await sent.promise;
    const named = lease.makes({ plan: 'p', set: 's' });
    await Promise.race([named, new Promise((resolve) => setTimeout(resolve, 50))]);
    arrives.resolve();
    await named;
    await new Promise((resolve) => setImmediate(resolve));
    const [generation] = await listGenerations(repository, backupLeases);
    expect((await readGeneration(repository, generation!))?.set).toEqual({ plan: 'p', set: 's' });
  });
});

/** Waits not at all for the first heartbeat, and for the second one until it is over. */
function onlyOnce(): Surroundings['pause'] {
  let pauses = 0;
  return (_, ended) =>
    pauses++ === 0 ? Promise.resolve() : new Promise((resolve) => ended!.addEventListener('abort', () => resolve()));
}
