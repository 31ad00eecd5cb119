import { expect, test } from 'vitest';
import { backup } from '../../engine/backup/backup.ts';
import { listingsOf } from '../../engine/cost/monthlyTraffic.ts';
import { initRepositoryIn } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { StoredObject, StoreOptions } from '../../engine/store/store.ts';
import { ClassedStore } from '../coldStorage/classedStore.ts';
import { freshDatabase, server } from '../servers.ts';

/** Counts the listings of a bucket in which all are short. */
class CountedStore extends ClassedStore {
  listings = 0;

  override async *list(prefix: string, options?: StoreOptions): AsyncGenerator<StoredObject> {
    this.listings++;
    yield* super.list(prefix, options);
  }
}

test('backups make about as many listings as their cost is reckoned by', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  const store = new CountedStore();
  // without heartbeats, which list too: how many there are depends on how fast a machine is
  const repository = await initRepositoryIn(store, { ...realSurroundings(), pause: untilAborted });
  const { host, port, database, user } = source.target;
  const plan = { id: 'p', source: { host, port, database, user }, concurrency: 1 };
  const listings = async (more: object) => {
    await repository.plans.apply(parsePlan({ ...plan, ...more }));
    store.listings = 0;
    const { pruned } = await backup(repository, 'p');
    return { gone: pruned?.sets.length ?? 0, listings: store.listings };
  };
  const few = { blobs: 10, setObjects: 10 };
  // as near as the sum of a month need be: whoever saves some need not change the manual
  const about = (prunes: boolean) => {
    const reckoned = listingsOf({ prunes, ...few });
    return expect.toSatisfy((counted: number) => Math.abs(counted - reckoned) <= reckoned / 4, `about ${reckoned}`);
  };
  expect(await listings({})).toEqual({ gone: 0, listings: about(false) });
  expect(await listings({ retention: { keepLast: 1 } })).toEqual({ gone: 1, listings: about(true) });
});

function untilAborted(_: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    else signal?.addEventListener('abort', () => resolve());
  });
}
