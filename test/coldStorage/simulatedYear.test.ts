import { expect, test } from 'vitest';
import { archiveAfterBackup } from '../../engine/coldStorage/archiveAfterBackup.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { prune } from '../../engine/keep/prune.ts';
import { newTimeId } from '../../engine/repository/ids.ts';
import { initRepositoryIn, type Repository } from '../../engine/repository/repository.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { testSurroundings } from '../repository/folderRepository.ts';
import { Account } from './account.ts';
import { ClassedStore } from './classedStore.ts';
import { blobsOf, type Contents, makeSet } from './makeSet.ts';

const { signal } = new AbortController();
const meter = new ProgressMeter();
const source = { host: 'h', database: 'd', user: 'u' };
const begin = Date.parse('2026-01-01T02:00:00Z');
const day = 24 * 60 * 60 * 1000;

const plans = {
  nightly: { retention: { keepDays: 12, keepMonthly: 3 }, archiveAfterDays: 9, archiveClass: 'GLACIER' },
  weekly: { retention: { keepLast: 6 }, archiveAfterDays: 28, archiveClass: 'DEEP_ARCHIVE' },
  monthly: { retention: { keepLast: 3 } },
} as const;
const everySo = { nightly: 1, weekly: 7, monthly: 30 };

const rules = {
  nightly: { days: 9, storageClass: 'GLACIER' },
  weekly: { days: 28, storageClass: 'DEEP_ARCHIVE' },
  monthly: undefined,
};

/**
 * What a plan's set holds on a day: something that never changes, something that changes by the month and is in sets of all plans,
 * something of the day, something that comes again after 11 days, when it is archived, and something small.
 */
function contentsOn(plan: string, today: number): Contents {
  const size = 131_072;
  return new Map([
    [`${plan} for ever`, size],
    [`month ${Math.floor(today / 30)}`, size + 1000],
    [`${plan} day ${today}`, size + today],
    [`${plan} again ${today % 11}`, size + 500],
    [`${plan} small ${today}`, 1000 + today],
  ]);
}

test('over a year of daily sets the newest ones are read without thawing, and each class holds what an independent account says', async () => {
  const surroundings = testSurroundings(new Date(begin).toISOString());
  const store = new ClassedStore(surroundings.now);
  const repository = await initRepositoryIn(store, surroundings);
  for (const [id, fields] of Object.entries(plans)) await repository.plans.apply(parsePlan({ id, source, ...fields }));
  const account = new Account(rules);
  let archived = 0;
  const again = new Set<string>();
  for (let today = 0; today < 365; today++) {
    surroundings.goTo(new Date(begin + today * day).toISOString());
    for (const plan of Object.keys(plans) as (keyof typeof plans)[]) {
      if (today % everySo[plan] !== 0) continue;
      const contents = contentsOn(plan, today);
      account.made(today, plan, await makeSet(repository, plan, contents), contents);
    }
    if (today % 9 === 0) {
      const { sets } = await prune(repository);
      account.removed(sets.filter(({ stays }) => !stays).map(({ set }) => set));
    }
    const run = newTimeId(surroundings);
    const done = await archiveAfterBackup(
      { repository, run, meter, signal },
      (await repository.plans.find('nightly'))!,
    );
    archived += done?.moved.blobs ?? 0;
    account.archived(today);
    for (const plan of Object.keys(plans))
      for (const name of await readNewest(repository, plan)) if (name.includes('.')) again.add(`${today} ${name}`);
    expect(await bytesByClass(repository), `on day ${today}`).toEqual(account.bytesByClass());
  }
  expect(archived).toBeGreaterThan(400);
  expect(again.size).toBeGreaterThan(20);
});

/** Gives the names of what it has read. */
async function readNewest(repository: Repository, plan: string): Promise<readonly string[]> {
  const [newest] = await repository.sets.list(plan, { limit: 1 });
  const names = await blobsOf(repository, newest!.set);
  for (const blob of names) await repository.blobs.get(blob);
  return names;
}

async function bytesByClass({ blobs }: Repository): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for await (const { storageClass, size } of blobs.list()) sums[storageClass!] = (sums[storageClass!] ?? 0) + size;
  return sums;
}
