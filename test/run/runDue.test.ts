import { describe, expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { openRepository } from '../../engine/repository/repository.ts';
import { dueNow } from '../../engine/run/lookAt.ts';
import { runDue } from '../../engine/run/runDue.ts';
import { runDueWithRetries } from '../../engine/run/runDueWithRetries.ts';
import type { StartKind } from '../../engine/schedule/startKind.ts';
import { nameOf, nightly, noDrills, onStage, type Stage, sundays } from './dueStage.ts';

describe('what is due', () => {
  test('is run once, those first that have waited longest', () =>
    onStage(async ({ apply, goTo, run }) => {
      await apply('a', { schedule: { startAt: ['02:00'] } });
      await apply('b');
      await apply('c', {});
      expect(await run()).toEqual([]);
      goTo('21 02:30');
      expect(await run()).toEqual(['b: succeeded 21T01:00 1', 'a: succeeded 21T02:00 1']);
      expect(await run()).toEqual([]);
    }));

  test('is tried again after a failure, three times in all, and keeps no other plan waiting', () =>
    onStage(async ({ apply, goTo, run }) => {
      await apply('a');
      await apply('b');
      const fails = (plan: string) => (plan === 'a' ? new PgstowError('connection', 'refused') : undefined);
      goTo('21 01:07');
      expect(await run(1, fails)).toEqual(['a: failed 21T01:00 1', 'b: succeeded 21T01:00 1']);
      expect(await run(1, fails)).toEqual([]);
      goTo('21 01:13');
      expect(await run(1, fails)).toEqual(['a: failed 21T01:00 2']);
      goTo('21 02:00');
      expect(await run(1, fails)).toEqual(['a: failed 21T01:00 3']);
      goTo('21 12:00');
      expect(await run(1, fails)).toEqual([]);
      goTo('22 01:07');
      expect(await run()).toEqual(['a: succeeded 22T01:00 1', 'b: succeeded 22T01:00 1']);
    }));

  test('is skipped while another run is at it, keeps no other plan waiting, and stays due', () =>
    onStage(async ({ apply, goTo, run }) => {
      await apply('a');
      await apply('b');
      goTo('21 01:07');
      const busy = (plan: string) => (plan === 'a' ? new PgstowError('busy', 'another run is at it') : undefined);
      expect(await run(1, busy)).toEqual(['a: skipped 21T01:00 1', 'b: succeeded 21T01:00 1']);
      expect(await run()).toEqual(['a: succeeded 21T01:00 1']);
    }));

  test('leaves the rest alone once somebody has interrupted it', () =>
    onStage(async ({ apply, goTo, run }) => {
      await apply('a');
      await apply('b');
      goTo('21 01:07');
      expect(await run(1, () => new PgstowError('interrupted', 'interrupted'))).toEqual([
        'a: interrupted 21T01:00 1',
        'b: notStarted 21T01:00 1',
      ]);
    }));

  test('is looked at anew when its turn comes: time has gone by', () =>
    onStage(async ({ apply, goTo, run }) => {
      await apply('a');
      await apply('b', { schedule: { cron: '30 * * * *' } });
      goTo('21 01:31');
      expect(await run(60)).toEqual([
        'b: 14 missed from 20T12:30',
        'a: succeeded 21T01:00 1',
        'b: succeeded 21T02:30 1',
      ]);
    }));
});

describe('with retries', () => {
  /** Backups that take a minute each and fail as often as is said; the clock is set to whatever is waited for. */
  const retrying = async (
    { repository, goTo, now }: Stage,
    failures: Readonly<Record<string, number>>,
    wait: (until: Date) => boolean = () => true,
  ) => {
    const told: string[] = [];
    const left = { ...failures };
    const making = (kind: StartKind) => async (plan: string, start: string) => {
      const handle = await repository.runs.start({ kind, plan, start });
      const name = nameOf(plan, kind);
      told.push(`${name} ${now().toISOString().slice(11, 16)}`);
      const error = left[name] ? new PgstowError('connection', `refused ${left[name]}`) : undefined;
      left[name] = (left[name] ?? 1) - 1;
      goTo(now().toISOString().slice(8, 14).replace('T', ' ') + String(now().getUTCMinutes() + 1).padStart(2, '0'));
      await handle.finish({ error });
      if (error) throw error;
    };
    const outcomes = await runDueWithRetries(repository, {
      now,
      make: { backup: making('backup'), drill: making('drill') },
      waitUntil: async (until) => {
        told.push(`waits until ${until.toISOString().slice(11, 16)}`);
        if (!wait(until)) return false;
        goTo(until.toISOString().slice(8, 16).replace('T', ' '));
        return true;
      },
    });
    return {
      told,
      outcomes: outcomes.map(({ plan, kind, outcome, attempt }) => `${nameOf(plan, kind)}: ${outcome} ${attempt}`),
    };
  };

  test('what fails is tried again when its time has come, and the last attempt counts', () =>
    onStage(async (stage) => {
      for (const plan of ['a', 'b', 'c']) await stage.apply(plan);
      stage.goTo('21 01:07');
      const { told, outcomes } = await retrying(stage, { a: 1, c: 3 });
      expect(told).toEqual(
        'a 01:07, b 01:08, c 01:09, waits until 01:13, a 01:13, waits until 01:15, c 01:15, waits until 01:46, c 01:46'.split(
          ', ',
        ),
      );
      expect(outcomes).toEqual(['b: succeeded 1', 'a: succeeded 2', 'c: failed 3']);
    }));

  test('a drill that fails is, too', () =>
    onStage(async (stage) => {
      await stage.apply('a', { drill: { schedule: sundays } });
      stage.goTo('22 01:07');
      const { told, outcomes } = await retrying(stage, { 'drill of a': 1 });
      expect(told).toEqual(['drill of a 01:07', 'waits until 01:13', 'drill of a 01:13']);
      expect(outcomes).toEqual(['drill of a: succeeded 2']);
    }));

  test('nothing is waited for where nothing has failed', () =>
    onStage(async (stage) => {
      await stage.apply('a');
      stage.goTo('21 01:07');
      expect(await retrying(stage, {})).toEqual({ told: ['a 01:07'], outcomes: ['a: succeeded 1'] });
      expect(await retrying(stage, {})).toEqual({ told: [], outcomes: [] });
    }));

  test('waiting ends when that is wished, and where the next start is nearer than the attempt', () =>
    onStage(async (stage) => {
      await stage.apply('a');
      await stage.apply('b', { schedule: { cron: '*/5 * * * *' } });
      stage.goTo('21 01:07');
      const { told, outcomes } = await retrying(stage, { a: 9, b: 9 }, () => false);
      expect(told).toEqual(['a 01:07', 'b 01:08', 'waits until 01:13']);
      expect(outcomes).toEqual(['a: failed 1', 'b: failed 1']);
      stage.goTo('21 01:11');
      const frequent = await retrying(stage, { b: 9 });
      expect(frequent.told).toEqual(['b 01:11', 'waits until 01:17', 'b 01:17']);
      expect(frequent.outcomes).toEqual(['b: failed 1', 'b: failed 1']);
    }));
});

test('a failure of which no record could be made is tried again at a calm rate, three times in all', () =>
  onStage(async ({ repository, apply, goTo, now }) => {
    await apply('a');
    goTo('21 01:07');
    const told: string[] = [];
    const outcomes = await runDueWithRetries(repository, {
      now,
      make: {
        ...noDrills,
        backup: async () => {
          told.push(now().toISOString().slice(11, 16));
          if (told.length > 5) throw new PgstowError('interrupted', 'it would never end');
          throw new PgstowError('store', 'runs/a/ cannot be written');
        },
      },
      waitUntil: async (until) => {
        goTo(until.toISOString().slice(8, 16).replace('T', ' '));
        return true;
      },
    });
    expect(told).toEqual(['01:07', '01:12', '01:42']);
    expect(outcomes).toMatchObject([{ plan: 'a', outcome: 'failed' }]);
  }));

describe('of several plans', () => {
  /** As if somebody had deleted a plan while the one before it was backed up. */
  const withoutB = (stage: Stage) => async (plan: string, start: string) => {
    const handle = await stage.repository.runs.start({ kind: 'backup', plan, start });
    await handle.finish();
    if (plan === 'a') await stage.repository.plans.delete('b');
    return plan;
  };

  test('one that can no longer be looked at keeps none after it from being run, and hides nothing that was done', () =>
    onStage(async (stage) => {
      for (const plan of ['a', 'b', 'c']) await stage.apply(plan);
      stage.goTo('21 01:07');
      const { repository, now } = stage;
      const outcomes = await runDue(repository, { now, make: { ...noDrills, backup: withoutB(stage) } });
      expect(outcomes.map(({ plan, outcome }) => `${plan}: ${outcome}`)).toEqual([
        'a: succeeded',
        'b: failed',
        'c: succeeded',
      ]);
    }));

  test('one whose record is damaged keeps no other from being run, and fails the call in the end', () =>
    onStage(async ({ repository, apply, goTo, now }) => {
      for (const plan of ['a', 'b', 'c']) await apply(plan);
      await repository.store.replace('plans/b/000001.json', Buffer.from('{}'));
      goTo('21 01:07');
      const made: string[] = [];
      const make = { ...noDrills, backup: async (plan: string) => made.push(plan) };
      const anew = await openRepository(repository.store.url, { surroundings: repository.surroundings });
      await expect(runDue(anew, { now, make })).rejects.toMatchObject({
        code: 'damaged',
        message: expect.stringMatching(/^plans\/b\/000001.json does not fit/),
      });
      expect(made).toEqual(['a', 'c']);
      await expect(dueNow(anew, { now })).rejects.toMatchObject({ code: 'damaged' });
    }));

  test('what was done is told too when it is interrupted between two of them', () =>
    onStage(async ({ repository, apply, goTo, now }) => {
      for (const plan of ['a', 'b']) await apply(plan);
      goTo('21 01:07');
      const stop = new AbortController();
      const signal = stop.signal;
      let looks = 0;
      // the first look is over both plans; the next one comes between them
      const clock = () => {
        if (++looks === 3) stop.abort();
        return now();
      };
      const outcomes = await runDue(repository, {
        now: clock,
        signal,
        make: { ...noDrills, backup: async (plan) => plan },
      });
      expect(outcomes.map(({ plan, outcome }) => `${plan}: ${outcome}`)).toEqual(['a: succeeded', 'b: interrupted']);
    }));
});

describe('starts that had no run', () => {
  test('are recorded, once, with the reason', () =>
    onStage(async ({ repository, apply, goTo, run }) => {
      await apply('a');
      goTo('25 02:00');
      expect(await run()).toEqual(['a: 4 missed from 21T01:00', 'a: succeeded 25T01:00 1']);
      expect(await run()).toEqual([]);
      expect(await repository.runs.list('a')).toMatchObject([
        { state: 'succeeded', start: '2026-11-25T01:00:00.000Z' },
        {
          run: expect.stringMatching(/^20261121T010000Z-/),
          state: 'missed',
          start: '2026-11-21T01:00:00.000Z',
          until: '2026-11-24T01:00:00.000Z',
          reason: 'nothing ran it before the next start',
        },
      ]);
    }));

  test('are skipped while a backup is under way, and the run is named', () =>
    onStage(async ({ repository, apply, goTo, run }) => {
      await apply('a', { schedule: { cron: '0 * * * *' } });
      goTo('20 13:07');
      await run(150);
      expect(await run()).toEqual(['a: 2 skipped from 20T14:00']);
      const [made, skipped] = await repository.runs.list('a');
      expect([made, skipped].map((each) => each!.state).sort()).toEqual(['skipped', 'succeeded']);
      expect(await run()).toEqual([]);
    }));

  test('make one record for all who notice them at the same time', () =>
    onStage(async ({ repository, apply, goTo, now }) => {
      await apply('a');
      goTo('22 00:30');
      await repository.plans.pause('a');
      const make = { ...noDrills, backup: async () => Promise.reject(new Error('is not due')) };
      const both = [runDue(repository, { now, make }), runDue(repository, { now, make })];
      expect(await Promise.all(both)).toEqual([[], []]);
      expect(await repository.runs.list('a')).toMatchObject([{ state: 'missed', start: '2026-11-21T01:00:00.000Z' }]);
    }));

  test('are told by due before they are recorded', () =>
    onStage(async ({ repository, apply, goTo, now }) => {
      await apply('a');
      goTo('22 02:00');
      for (const _ of [1, 2]) {
        expect(await dueNow(repository, { now })).toEqual([
          {
            plan: 'a',
            kind: 'backup',
            now: { state: 'due', start: '2026-11-22T01:00:00.000Z', attempt: 1 },
            lapses: [expect.objectContaining({ outcome: 'missed', start: '2026-11-21T01:00:00.000Z', count: 1 })],
            next: '2026-11-23T01:00:00.000Z',
          },
        ]);
      }
    }));
});

test('plans are asked for by id or name; one that there is not is refused', () =>
  onStage(async ({ repository, apply, goTo, now }) => {
    await apply('a', { schedule: nightly, name: 'Orders' });
    await apply('b');
    goTo('21 02:00');
    const asked = await dueNow(repository, { now, plans: ['Orders', 'a'] });
    expect(asked.map(({ plan }) => plan)).toEqual(['a']);
    await expect(dueNow(repository, { now, plans: ['c'] })).rejects.toMatchObject({ code: 'input' });
  }));

test('the last start is found behind many backups that somebody has called for', () =>
  onStage(async ({ repository, apply, goTo, run, now }) => {
    await apply('a', { schedule: { startAt: ['01:00'], days: ['sat'] } });
    goTo('21 01:07');
    expect(await run()).toEqual(['a: succeeded 21T01:00 1']);
    for (let index = 0; index < 60; index++) {
      goTo(`22 ${String(Math.floor(index / 4)).padStart(2, '0')}:${String((index % 4) * 15).padStart(2, '0')}`);
      await (await repository.runs.start({ kind: 'backup', plan: 'a' })).finish({});
    }
    goTo('23 00:00');
    expect((await dueNow(repository, { now }))[0]!.now).toEqual({ state: 'idle' });
  }));

test('a plan that is changed keeps the starts that it had', () =>
  onStage(async ({ apply, goTo, run }) => {
    await apply('a');
    goTo('21 02:00');
    await apply('a', { schedule: { startAt: ['05:00'] }, concurrency: 2 });
    expect(await run()).toEqual(['a: succeeded 21T01:00 1']);
    goTo('21 05:30');
    expect(await run()).toEqual(['a: succeeded 21T05:00 1']);
  }));

test('who looks again reads nothing again that is over', () =>
  onStage(async ({ repository, apply, goTo, run, now }) => {
    await apply('a', { schedule: { cron: '0 * * * *' } });
    for (const hour of ['13', '14', '15']) {
      goTo(`20 ${hour}:07`);
      await run(1);
    }
    await dueNow(repository, { now });
    const read: string[] = [];
    const { store } = repository;
    const get = store.get.bind(store);
    store.get = (key, ...rest) => {
      read.push(key.split('/')[0]!);
      return get(key, ...rest);
    };
    const looking = await repository.runs.start({ kind: 'backup', plan: 'a' });
    await dueNow(repository, { now });
    expect(read).toEqual(['runs']); // the one that is under way
    await looking.finish({});
    await dueNow(repository, { now });
    await dueNow(repository, { now });
    expect(read).toEqual(['runs', 'runs']);
    expect(await repository.runs.list('a')).toHaveLength(4);
  }));
