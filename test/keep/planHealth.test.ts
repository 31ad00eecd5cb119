import { expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { judgePlan } from '../../engine/keep/planHealth.ts';
import type { Plan } from '../../engine/repository/plans.ts';
import type { ListedRun, Run } from '../../engine/repository/runs.ts';

const plan = { id: 'orders', paused: false } as Plan;

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

test('a plan without runs is ready', () => {
  expect(judgePlan(plan, [], [])).toEqual({ status: 'ready' });
});

test('a plan whose last backup failed is abnormal, whatever came before', () => {
  const runs = [run('backup', 'failed', { error: refused }), run('backup', 'succeeded')];
  expect(judgePlan(plan, [], runs)).toEqual({
    status: 'abnormal',
    reason: 'backup backup-failed: connection refused',
    remedy: 'is the server running?',
    run: 'backup-failed',
  });
});

test('a backup that succeeded ends the trouble, one under way is running', () => {
  const failed = run('backup', 'failed', { error: refused });
  expect(judgePlan(plan, [], [run('backup', 'succeeded'), failed]).status).toBe('ready');
  expect(judgePlan(plan, [], [run('backup', 'running'), failed])).toMatchObject({
    status: 'running',
    run: 'backup-running',
  });
});

test('a run that was killed makes it abnormal, and says how to go on', () => {
  expect(judgePlan(plan, [], [run('backup', 'lost')])).toMatchObject({
    status: 'abnormal',
    reason: expect.stringContaining('has not been heard of since 2026-11-22T21:30:00.000Z'),
    remedy: 'nothing of it is visible; run it again: pgstow backup orders',
  });
});

test('damage that a verification found makes it abnormal until one finds none', () => {
  const damaged = run('verify', 'failed', { error: { code: 'verification', message: 'damaged' } });
  expect(judgePlan(plan, [], [run('backup', 'succeeded'), damaged]).status).toBe('abnormal');
  expect(judgePlan(plan, [], [run('verify', 'succeeded'), damaged]).status).toBe('ready');
});

test('a failed restore says nothing about the plan, and a damaged record neither', () => {
  const broken: ListedRun = { state: 'damaged', run: 'x', plan: 'orders', error: new PgstowError('damaged', 'x') };
  expect(judgePlan(plan, [], [run('restore', 'failed', { error: refused }), broken]).status).toBe('ready');
});

test('a paused plan is paused, however its last backup went', () => {
  expect(judgePlan({ ...plan, paused: true }, [], [run('backup', 'failed')]).status).toBe('paused');
});
