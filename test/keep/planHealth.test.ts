import { expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import type { Seen } from '../../engine/keep/newestSet.ts';
import { judgePlan } from '../../engine/keep/planHealth.ts';
import type { Plan } from '../../engine/repository/plans.ts';
import type { ListedRun, Run } from '../../engine/repository/runs.ts';

const plan = { id: 'orders', paused: false, document: {} } as Plan;
const nothing: Seen = { damaged: [] };
const now = new Date('2026-11-23T00:00:00.000Z');

function run(kind: Run['kind'], state: Run['state'], more: Partial<Run> = {}): Run {
  const at = '2026-11-22T21:30:00.000Z';
  const about = {
    run: `${kind}-${state}`,
    plan: 'orders',
    startedAt: at,
    updatedAt: at,
    host: 'h',
    pid: 1,
    warnings: [],
  };
  return { ...about, kind, state, ...more };
}

const refused = { code: 'connection', message: 'connection refused', hint: 'is the server running?' };

test('a start that was skipped or missed is no trouble by itself', () => {
  const runs = [run('backup', 'skipped', { reason: 'x' }), run('backup', 'missed', { reason: 'x' })];
  expect(judgePlan(plan, nothing, runs, now)).toEqual({ status: 'ready' });
  expect(judgePlan(plan, nothing, [...runs, run('backup', 'lost')], now)).toMatchObject({ status: 'abnormal' });
});

test('a plan without runs is ready', () => {
  expect(judgePlan(plan, nothing, [], now)).toEqual({ status: 'ready' });
});

test('a plan whose last backup failed is abnormal, whatever came before', () => {
  const runs = [run('backup', 'failed', { error: refused }), run('backup', 'succeeded')];
  expect(judgePlan(plan, nothing, runs, now)).toEqual({
    status: 'abnormal',
    reason: 'backup backup-failed: connection refused',
    remedy: 'is the server running?',
    run: 'backup-failed',
  });
});

test('a backup that succeeded ends the trouble, one under way is running', () => {
  const failed = run('backup', 'failed', { error: refused });
  expect(judgePlan(plan, nothing, [run('backup', 'succeeded'), failed], now).status).toBe('ready');
  expect(judgePlan(plan, nothing, [run('backup', 'running'), failed], now)).toMatchObject({
    status: 'running',
    run: 'backup-running',
  });
});

test('a run that was killed makes it abnormal, and says how to go on', () => {
  expect(judgePlan(plan, nothing, [run('backup', 'lost')], now)).toMatchObject({
    status: 'abnormal',
    reason: expect.stringContaining('has not been heard of since 2026-11-22T21:30:00.000Z'),
    remedy: 'nothing of it is visible; run it again: pgstow backup orders',
  });
});

test('damage that a verification found makes it abnormal until one finds none', () => {
  const damaged = run('verify', 'failed', { error: { code: 'verification', message: 'damaged' } });
  expect(judgePlan(plan, nothing, [run('backup', 'succeeded'), damaged], now).status).toBe('abnormal');
  expect(judgePlan(plan, nothing, [run('verify', 'succeeded'), damaged], now).status).toBe('ready');
});

test('a failed restore says nothing about the plan, and a damaged record neither', () => {
  const broken: ListedRun = { state: 'damaged', run: 'x', plan: 'orders', error: new PgstowError('damaged', 'x') };
  expect(judgePlan(plan, nothing, [run('restore', 'failed', { error: refused }), broken], now).status).toBe('ready');
});

test('a paused plan is paused, however its last backup went', () => {
  expect(judgePlan({ ...plan, paused: true }, nothing, [run('backup', 'failed')], now).status).toBe('paused');
});

test('a plan whose newest set is too old is late, while no backup is under way; what failed is said along with it', () => {
  const late = { ...plan, document: { maxAge: '1h' } } as Plan;
  const seen: Seen = { newest: { set: 's', snapshotAt: '2026-11-22T21:30:00.000Z' }, damaged: [] };
  const reason = 'the newest set is 2 h 30 min old, and maxAge is 1h';
  expect(judgePlan(late, seen, [run('backup', 'succeeded')], now)).toMatchObject({
    status: 'late',
    reason,
    lastSet: seen.newest,
  });
  expect(judgePlan(late, seen, [run('backup', 'failed', { error: refused })], now)).toEqual({
    status: 'late',
    reason: `${reason}; backup backup-failed: connection refused`,
    remedy: 'is the server running?',
    run: 'backup-failed',
    lastSet: seen.newest,
  });
  expect(judgePlan(late, seen, [run('backup', 'running')], now).status).toBe('running');
  expect(judgePlan({ ...late, paused: true }, seen, [], now).status).toBe('paused');
  expect(judgePlan({ ...late, deleted: true }, seen, [], now).status).toBe('ready');
});

test('a drill whose set is not what it should be makes it abnormal until one passes; one that came to no server does not', () => {
  const failed = run('drill', 'failed', { error: { code: 'verification', message: '1 of 2 assertions' } });
  const noServer = run('drill', 'failed', { error: { code: 'unsupported', message: 'no programs' } });
  const done = run('backup', 'succeeded');
  expect(judgePlan(plan, nothing, [noServer, failed, done], now)).toMatchObject({
    status: 'abnormal',
    reason: 'drill drill-failed: 1 of 2 assertions',
    remedy: 'run it again: pgstow drill orders',
  });
  expect(judgePlan(plan, nothing, [run('drill', 'succeeded'), failed, done], now).status).toBe('ready');
  expect(judgePlan(plan, nothing, [noServer, done], now).status).toBe('ready');
});
