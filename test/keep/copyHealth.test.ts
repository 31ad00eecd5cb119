import { expect, test } from 'vitest';
import { planMetrics } from '../../cli/metrics/exposition.ts';
import { type CopyFreshness, copyHealth, lateCopy } from '../../engine/keep/copyHealth.ts';
import type { Plan } from '../../engine/repository/plans.ts';
import type { CopyRecord } from '../../engine/repository/runRecord.ts';
import type { Run } from '../../engine/repository/runs.ts';

const now = new Date('2026-11-22T21:30:00.000Z');
const repository = 's3://acme-copies/orders';
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
const error = { code: 'store', message: 'no route to host', hint: 'is it up?' };

function plan(more: Partial<Plan> = {}): Plan {
  return { id: 'orders', at: hoursAgo(100), document: { maxAge: '26h', copies: [{ repository }] }, ...more } as Plan;
}

function run(hours: number | undefined, more: Partial<CopyRecord> = {}): Run {
  const newest = hours === undefined ? {} : { newest: { set: 's', snapshotAt: hoursAgo(hours) } };
  const copy = { repository, state: 'complete', ...newest, sets: [], missing: [], blobs: 0, bytes: 0, ...more };
  return { run: 'r', kind: 'backup', state: 'succeeded', copies: [copy] } as unknown as Run;
}

const failed = run(30, { state: 'failed', error });

test.each<[string, readonly Run[], Partial<Plan>, CopyFreshness['health'], string | undefined]>([
  ['whose newest set is young', [run(25)], {}, 'fine', undefined],
  [
    'whose newest set is too old',
    [run(30.1)],
    {},
    'late',
    `the newest set in its copy ${repository} is 30 h 6 min old, and maxAge is 26h`,
  ],
  [
    'of which nothing is known for long',
    [],
    {},
    'late',
    `no set is known to be in its copy ${repository} since the plan was changed 4 d 4 h ago, and maxAge is 26h`,
  ],
  ['of which nothing is known yet', [], { at: hoursAgo(1) }, 'no set', undefined],
  ['of a plan that is paused', [run(300)], { paused: true }, 'fine', undefined],
  ['of another repository', [run(1, { repository: 's3://elsewhere' })], { at: hoursAgo(1) }, 'no set', undefined],
])('a copy %s', (_, runs, more, health, reason) => {
  expect(copyHealth(plan(more), runs, now)).toMatchObject([{ repository, health, reason }]);
});

test('a copy that is late and failed says why and what to do', () => {
  const copies = copyHealth(plan(), [failed, run(20)], now);
  expect(copies).toMatchObject([{ health: 'late', failure: error, newest: { age: 108_000 } }]);
  expect(lateCopy(plan(), copies)).toEqual({
    reason: `the newest set in its copy ${repository} is 30 h 0 min old, and maxAge is 26h; the last run could not copy there: no route to host`,
    remedy: 'is it up?',
  });
  expect(lateCopy(plan(), copyHealth(plan(), [run(1)], now))).toBeUndefined();
});

test('that one set was copied by its id does not hide that others could not be', () => {
  const ofOne = { ...run(30), kind: 'copy', set: 's' } as Run;
  expect(copyHealth(plan(), [ofOne, failed], now)).toMatchObject([{ failure: error }]);
  expect(copyHealth(plan(), [{ ...run(30), kind: 'copy' }, failed], now)[0]!.failure).toBeUndefined();
});

const quiet = {
  plan: 'orders',
  paused: false,
  late: false,
  running: false,
  sets: 1,
  archivedSets: 0,
  pinnedSets: 0,
  drilling: false,
};

test('sets that wait to be thawed make no copy late, and are told as long as the last run has met them', async () => {
  const archived = { sets: ['old', 'older'], blobs: 12, bytes: 3_400_000_000, storageClasses: ['GLACIER'] };
  const waiting = run(1, { state: 'waiting', missing: archived.sets, archived });
  const copies = copyHealth(plan(), [waiting], now);
  expect(copies).toMatchObject([{ health: 'fine', failure: undefined, waiting: archived }]);
  const figures = { ...quiet, copies };
  expect(await planMetrics([figures]).metrics()).toContain(
    `pgstow_copy_waiting_sets{plan="orders",repository="${repository}"} 2`,
  );
  expect(copyHealth(plan(), [run(1), waiting], now)[0]!.waiting).toBeUndefined();
});

test('the metrics tell of each copy', async () => {
  const copies = copyHealth(plan(), [failed], now);
  const figures = { ...quiet, copies };
  const text = await planMetrics([figures]).metrics();
  const labels = `{plan="orders",repository="${repository}"}`;
  expect(text.split('\n').filter((line) => line.startsWith('pgstow_copy_'))).toEqual([
    `pgstow_copy_last_success_timestamp_seconds${labels} ${Date.parse(hoursAgo(30)) / 1000}`,
    `pgstow_copy_last_success_age_seconds${labels} 108000`,
    `pgstow_copy_late${labels} 1`,
    `pgstow_copy_failed${labels} 1`,
    `pgstow_copy_waiting_sets${labels} 0`,
  ]);
});
