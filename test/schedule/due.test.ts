import { describe, expect, test } from 'vitest';
import type { StartedRun } from '../../engine/schedule/account.ts';
import { due, type PlanDue } from '../../engine/schedule/due.ts';
import { periodsOf, type ScheduleRevision } from '../../engine/schedule/periods.ts';
import { weekdays } from '../../engine/schedule/schedule.ts';

const nightly = { days: weekdays, startAt: ['01:00'], timeZone: 'UTC' };
const hourly = { cron: '0 * * * *', timeZone: 'UTC' };
const at = (time: string) => `2026-11-${time.replace(' ', 'T')}:00.000Z`;

const revision = (time: string, schedule: ScheduleRevision['document']['schedule'], more = {}): ScheduleRevision => ({
  at: at(time),
  action: 'apply',
  document: { schedule, ...more },
});

let number = 0;
function run(state: StartedRun['state'], from: string, to: string, start?: string, more = {}): StartedRun {
  const ended = state !== 'running' && state !== 'lost';
  return {
    run: `run-${++number}`,
    plan: 'orders',
    kind: 'backup',
    state,
    startedAt: at(from),
    updatedAt: at(to),
    ...(ended && { finishedAt: at(to) }),
    ...(start && { start: at(start) }),
    ...more,
  };
}

function dueAt(now: string, runs: readonly StartedRun[] = [], revisions = [revision('20 12:00', nightly)]): PlanDue {
  const [only] = due(
    [{ plan: 'orders', kind: 'backup', periods: periodsOf(revisions, 'backup') }],
    runs,
    new Date(at(now)),
  );
  return only!;
}

const isDue = (start: string, attempt = 1) => ({ state: 'due', start: at(start), attempt });

describe('a start', () => {
  test('is due from its instant on, and not before', () => {
    expect(dueAt('21 00:59')).toEqual({
      plan: 'orders',
      kind: 'backup',
      now: { state: 'idle' },
      lapses: [],
      next: at('21 01:00'),
    });
    expect(dueAt('21 01:00')).toEqual({
      plan: 'orders',
      kind: 'backup',
      now: isDue('21 01:00'),
      lapses: [],
      next: at('22 01:00'),
    });
  });

  test('is still due hours later, up to the next one', () => {
    expect(dueAt('22 00:59').now).toEqual(isDue('21 01:00'));
    expect(dueAt('22 01:00').now).toEqual(isDue('22 01:00'));
  });

  test('that was before the plan had its schedule is none', () => {
    expect(dueAt('21 00:30').now).toEqual({ state: 'idle' });
    const later = [revision('01 12:00', undefined), revision('20 12:00', nightly)];
    expect(dueAt('21 00:30', [], later).now).toEqual({ state: 'idle' });
  });

  test('is over when a run for it has succeeded', () => {
    expect(dueAt('21 05:00', [run('succeeded', '21 01:07', '21 02:00', '21 01:00')])).toMatchObject({
      now: { state: 'idle' },
      lapses: [],
    });
  });

  test('is not answered by a backup that somebody has called for', () => {
    expect(dueAt('21 05:00', [run('succeeded', '21 01:07', '21 02:00')]).now).toEqual(isDue('21 01:00'));
  });

  test('is not answered by runs of other plans, nor by verifications', () => {
    const others = [
      run('succeeded', '21 01:07', '21 02:00', '21 01:00', { plan: 'billing' }),
      run('running', '21 01:07', '21 02:00', undefined, { kind: 'verify' }),
    ];
    expect(dueAt('21 05:00', others).now).toEqual(isDue('21 01:00'));
  });

  test('of a single instant waits until it is run, however late', () => {
    const once = [revision('20 12:00', { once: '2026-11-21T02:00:00+01:00' })];
    expect(dueAt('21 00:59', [], once)).toMatchObject({ now: { state: 'idle' }, next: at('21 01:00') });
    expect(dueAt('29 00:00', [], once)).toEqual({
      plan: 'orders',
      kind: 'backup',
      now: isDue('21 01:00'),
      lapses: [],
      next: undefined,
    });
    expect(dueAt('29 05:00', [run('succeeded', '29 00:00', '29 01:00', '21 01:00')], once).now).toEqual({
      state: 'idle',
    });
  });
});

describe('a record by a machine whose clock was ahead', () => {
  // the start of the 25th was made on the 20th
  const early = run('succeeded', '25 01:07', '25 01:10', '25 01:00');

  test('ends no start that comes before its own', () => {
    expect(dueAt('20 13:00', [early]).now).toEqual({ state: 'idle' });
    expect(dueAt('21 01:07', [early]).now).toEqual(isDue('21 01:00'));
    const made = run('succeeded', '21 01:07', '21 01:10', '21 01:00');
    expect(dueAt('21 02:00', [early, made]).now).toEqual({ state: 'idle' });
    const failed = run('failed', '21 01:07', '21 01:10', '21 01:00');
    expect(dueAt('21 01:15', [early, failed]).now).toEqual(isDue('21 01:00', 2));
  });

  test('ends its own start all the same', () => {
    expect(dueAt('25 01:07', [early, run('succeeded', '24 01:07', '24 01:10', '24 01:00')])).toMatchObject({
      now: { state: 'idle' },
      lapses: [],
    });
  });

  test('that starts were missed says nothing of those that have not been', () => {
    const missed = run('missed', '25 00:00', '25 00:00', '21 01:00', { until: at('24 01:00') });
    expect(dueAt('22 01:07', [missed]).now).toEqual(isDue('22 01:00'));
    expect(dueAt('24 01:07', [missed]).now).toEqual({ state: 'idle' });
  });

  test('that says it is at work is still asked', () => {
    const running = run('running', '25 01:07', '25 01:10', '25 01:00');
    expect(dueAt('21 01:07', [running]).now).toEqual({ state: 'running', run: running.run, start: at('21 01:00') });
  });
});

describe('a start that nothing has run', () => {
  test('is missed when the next one comes', () => {
    expect(dueAt('22 01:30')).toMatchObject({
      now: isDue('22 01:00'),
      lapses: [
        {
          outcome: 'missed',
          start: at('21 01:00'),
          until: at('21 01:00'),
          count: 1,
          reason: 'nothing ran it before the next start',
        },
      ],
    });
  });

  test('and many others next to it are told as one', () => {
    expect(dueAt('27 12:00').lapses).toMatchObject([
      { outcome: 'missed', start: at('21 01:00'), until: at('26 01:00'), count: 6 },
    ]);
  });

  test('is told once', () => {
    const told = run('missed', '27 12:00', '27 12:00', '21 01:00', { until: at('26 01:00') });
    expect(dueAt('27 12:00', [told])).toMatchObject({ now: isDue('27 01:00'), lapses: [] });
  });

  test('is missed when the plan was paused before', () => {
    const paused = [revision('20 12:00', nightly), revision('21 02:00', nightly, { paused: true })];
    const reason = 'the plan was paused, or its schedule was taken away, before anything ran it';
    expect(dueAt('23 05:00', [], paused)).toEqual({
      plan: 'orders',
      kind: 'backup',
      now: { state: 'idle' },
      lapses: [{ kind: 'backup', outcome: 'missed', start: at('21 01:00'), until: at('21 01:00'), count: 1, reason }],
    });
    const again = [...paused, revision('23 06:00', nightly)];
    expect(dueAt('23 07:00', [], again)).toMatchObject({
      now: { state: 'idle' },
      lapses: [{ reason }],
      next: at('24 01:00'),
    });
  });

  test('is still due when the plan was given other times meanwhile', () => {
    const other = [revision('20 12:00', nightly), revision('21 02:00', { ...nightly, startAt: ['05:00'] })];
    expect(dueAt('21 04:00', [], other)).toMatchObject({ now: isDue('21 01:00'), next: at('21 05:00') });
    expect(dueAt('21 05:00', [], other)).toMatchObject({ now: isDue('21 05:00'), lapses: [{ start: at('21 01:00') }] });
  });

  test('does not become one by a change of something else', () => {
    const other = [revision('20 12:00', nightly), revision('21 02:00', { ...nightly }, { concurrency: 2 })];
    expect(dueAt('21 04:00', [], other).now).toEqual(isDue('21 01:00'));
  });
});

describe('a start at which the backup before was not finished', () => {
  const revisions = [revision('20 12:00', hourly)];

  test('is skipped, and the run is named', () => {
    const before = run('running', '20 13:05', '20 14:01', '20 13:00');
    expect(dueAt('20 14:01', [before], revisions)).toMatchObject({
      now: { state: 'running', run: before.run },
      lapses: [
        {
          outcome: 'skipped',
          start: at('20 14:00'),
          count: 1,
          reason: `backup ${before.run} was not finished`,
          run: before.run,
        },
      ],
    });
  });

  test('is skipped too when that is seen only after it has succeeded', () => {
    const before = run('succeeded', '20 13:05', '20 15:30', '20 13:00');
    expect(dueAt('20 15:40', [before], revisions)).toMatchObject({
      now: { state: 'idle' },
      lapses: [{ outcome: 'skipped', start: at('20 14:00'), until: at('20 15:00'), count: 2 }],
    });
  });

  test('is skipped for a backup that somebody has called for', () => {
    const before = run('running', '20 12:30', '20 13:01');
    expect(dueAt('20 13:01', [before], revisions)).toMatchObject({ lapses: [{ outcome: 'skipped', run: before.run }] });
  });

  test.each(['failed', 'interrupted', 'lost'] as const)('is due when that backup is %s by now', (state) => {
    const before = run(state, '20 13:05', '20 14:30', '20 13:00');
    expect(dueAt('20 14:40', [before], revisions)).toMatchObject({ now: isDue('20 14:00'), lapses: [] });
  });

  test('does not keep the one before from being tried again, if it was told before that failed', () => {
    const before = run('failed', '20 13:05', '20 14:30', '20 13:00');
    const skip = run('skipped', '20 14:05', '20 14:05', '20 14:00', { until: at('20 14:00') });
    expect(dueAt('20 14:40', [before, skip], revisions).now).toEqual(isDue('20 13:00', 2));
  });

  test('and another one that waits for that backup: the waiting one comes first', () => {
    const called = run('running', '20 13:01', '20 14:10');
    expect(dueAt('20 14:10', [called], revisions)).toMatchObject({
      now: { state: 'running', run: called.run, start: at('20 13:00') },
      lapses: [],
    });
    const done = { ...called, state: 'succeeded' as const, finishedAt: at('20 14:20') };
    expect(dueAt('20 14:30', [done], revisions)).toMatchObject({ now: isDue('20 13:00'), lapses: [] });
    const own = run('succeeded', '20 14:30', '20 14:40', '20 13:00');
    expect(dueAt('20 14:41', [done, own], revisions)).toMatchObject({
      now: { state: 'idle' },
      lapses: [{ outcome: 'skipped', start: at('20 14:00'), run: called.run }],
    });
  });
});

describe('a start whose run has failed', () => {
  const first = run('failed', '21 01:07', '21 01:20', '21 01:00');
  const second = run('lost', '21 01:26', '21 01:40', '21 01:00');
  const third = run('interrupted', '21 02:10', '21 02:20', '21 01:00');

  test('is tried again after five minutes, after thirty, and then no more', () => {
    expect(dueAt('21 01:24', [first]).now).toEqual({
      state: 'waiting',
      start: at('21 01:00'),
      attempt: 2,
      until: at('21 01:25'),
    });
    expect(dueAt('21 01:25', [first]).now).toEqual(isDue('21 01:00', 2));
    expect(dueAt('21 02:09', [second, first]).now).toMatchObject({
      state: 'waiting',
      attempt: 3,
      until: at('21 02:10'),
    });
    expect(dueAt('21 02:10', [second, first]).now).toEqual(isDue('21 01:00', 3));
    expect(dueAt('21 12:00', [third, first, second])).toMatchObject({ now: { state: 'idle' }, lapses: [] });
  });

  test('is not tried again beside another backup', () => {
    const called = run('running', '21 01:30', '21 01:31');
    expect(dueAt('21 01:31', [first, called]).now).toEqual({ state: 'running', run: called.run });
  });

  test('is over when the next one comes', () => {
    expect(dueAt('22 01:00', [first])).toMatchObject({ now: isDue('22 01:00'), lapses: [] });
  });

  test('is not tried again once the plan was paused', () => {
    const paused = [revision('20 12:00', nightly), revision('21 01:22', nightly, { paused: true })];
    expect(dueAt('21 01:40', [first], paused).now).toEqual({ state: 'idle' });
    expect(dueAt('21 03:00', [first], [...paused, revision('21 02:00', nightly)]).now).toEqual({ state: 'idle' });
  });
});

test('a plan without a schedule, paused or deleted has nothing due and nothing to come', () => {
  const nothing = { plan: 'orders', kind: 'backup', now: { state: 'idle' }, lapses: [] };
  expect(dueAt('25 12:00', [], [revision('20 12:00', undefined)])).toEqual(nothing);
  expect(dueAt('25 12:00', [], [revision('20 12:00', nightly, { paused: true })])).toEqual(nothing);
  expect(dueAt('25 12:00', [], [{ ...revision('20 12:00', nightly), action: 'delete' }])).toEqual(nothing);
});
