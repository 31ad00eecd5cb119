import { describe, expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { dueNow } from '../../engine/run/lookAt.ts';
import { runDue } from '../../engine/run/runDue.ts';
import { waitsForBackup } from '../../engine/run/waitsForBackup.ts';
import type { PlanDue, Standing } from '../../engine/schedule/due.ts';
import { nightly, onStage, sundays } from './dueStage.ts';

describe('drills that are due', () => {
  test('come after the backups that are due, wait for their own schedule, and are tried again on their own', () =>
    onStage(async ({ apply, goTo, run, now, repository }) => {
      await apply('a', { schedule: nightly, drill: { schedule: sundays } });
      await apply('b');
      goTo('21 01:07');
      expect(await run()).toEqual(['a: succeeded 21T01:00 1', 'b: succeeded 21T01:00 1']);
      goTo('22 01:07'); // a Sunday
      const failing = (what: string) => (what === 'drill of a' ? new PgstowError('connection', 'no') : undefined);
      expect(await run(10, failing)).toEqual([
        'a: succeeded 22T01:00 1',
        'b: succeeded 22T01:00 1',
        'drill of a: failed 22T01:00 1',
      ]);
      expect(await dueNow(repository, { now, plans: ['a'] })).toMatchObject([
        { kind: 'backup', now: { state: 'idle' } },
        { kind: 'drill', now: { state: 'waiting', attempt: 2, until: '2026-11-22T01:42:00.000Z' } },
      ]);
      goTo('22 01:42');
      expect(await run()).toEqual(['drill of a: succeeded 22T01:00 2']);
      goTo('23 00:59');
      expect(await run()).toEqual([]);
    }));

  test('that find the set not to be what it should be have come to their end', () =>
    onStage(async ({ apply, goTo, run }) => {
      for (const plan of ['a', 'b']) await apply(plan, { drill: { schedule: sundays } });
      goTo('22 01:07');
      const code = { 'drill of a': 'verification', 'drill of b': 'damaged' } as const;
      const failing = (what: string) => new PgstowError(code[what as keyof typeof code], 'no');
      expect(await run(1, failing)).toEqual(['drill of a: failed 22T01:00 1', 'drill of b: failed 22T01:00 1']);
      goTo('22 12:00');
      expect(await run()).toEqual([]);
    }));

  test('that nothing ran are recorded as missed, apart from the backups', () =>
    onStage(async ({ apply, goTo, run, now, repository }) => {
      await apply('a', { schedule: nightly, drill: { schedule: sundays } });
      goTo('29 12:00');
      expect(await run()).toEqual([
        'a: 8 missed from 21T01:00',
        'drill of a: 1 missed from 22T01:00',
        'a: succeeded 29T01:00 1',
        'drill of a: succeeded 29T01:00 1',
      ]);
      expect(await repository.runs.list('a', { only: 'drills' })).toMatchObject([
        { kind: 'drill', state: 'succeeded', start: '2026-11-29T01:00:00.000Z' },
        { kind: 'drill', state: 'missed', start: '2026-11-22T01:00:00.000Z' },
      ]);
      expect(await run()).toEqual([]);
      expect(await dueNow(repository, { now, kinds: ['drill'] })).toMatchObject([
        { kind: 'drill', now: { state: 'idle' } },
      ]);
    }));

  test('of a paused plan rest, and a machine that makes backups alone leaves drills to others', () =>
    onStage(async ({ apply, goTo, repository, now }) => {
      await apply('a', { drill: { schedule: sundays } });
      await apply('b', { drill: { schedule: sundays } });
      await repository.plans.pause('b');
      goTo('22 01:07');
      const made: string[] = [];
      const make = {
        backup: async () => Promise.reject(new Error('no backup is due')),
        drill: async (plan: string) => made.push(plan),
      };
      expect(await runDue(repository, { now, kinds: ['backup'], make })).toEqual([]);
      await runDue(repository, { now, make });
      expect(made).toEqual(['a']);
    }));
});

test('a restore or a drill that has failed stays so, whatever set it was of', () =>
  onStage(async ({ apply, goTo, run, repository }) => {
    await apply('a', { schedule: nightly, drill: { schedule: sundays } });
    const error = new PgstowError('verification', 'rows differ');
    for (const kind of ['restore', 'drill'] as const) {
      await (await repository.runs.start({ kind, plan: 'a', set: '20261119T010000Z-aaaaaa' })).finish({ error });
    }
    goTo('21 01:07');
    await run();
    const runs = (await repository.runs.list('a')).map((each) => `${'kind' in each && each.kind} ${each.state}`);
    expect(runs.sort()).toEqual(['backup succeeded', 'drill failed', 'restore failed']);
  }));

describe('where a scheduler looks every minute, a drill', () => {
  const due = (kind: PlanDue['kind'], start: string, plan = 'a'): PlanDue => ({
    plan,
    kind,
    now: { state: 'due', start, attempt: 1 },
    lapses: [],
  });
  const drill = due('drill', '2026-11-22T01:00:00.000Z');
  const waits = (now: Standing, plan = 'a') =>
    waitsForBackup(drill, [{ plan, kind: 'backup', now, lapses: [] }, drill]);

  test('waits for a backup of its plan that is under way, or came due before it', () => {
    expect(waits({ state: 'running', run: 'r' })).toBe(true);
    expect(waits({ state: 'due', start: '2026-11-22T01:00:00.000Z', attempt: 1 })).toBe(true);
  });

  test('waits for no other one', () => {
    expect(waits({ state: 'idle' })).toBe(false);
    expect(waits({ state: 'due', start: '2026-11-22T01:01:00.000Z', attempt: 1 })).toBe(false);
    expect(waits({ state: 'waiting', start: '2026-11-22T01:00:00.000Z', attempt: 2, until: 'later' })).toBe(false);
    expect(waits({ state: 'running', run: 'r' }, 'b')).toBe(false);
    expect(waitsForBackup(drill, [drill])).toBe(false);
    expect(waitsForBackup(due('backup', '2026-11-22T01:00:00.000Z'), [drill])).toBe(false);
  });
});
