import { expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { openRepositoryIn } from '../../engine/repository/repository.ts';
import { runDue } from '../../engine/run/runDue.ts';
import { changing } from '../copy/troubledStore.ts';
import { noDrills, onStage } from './dueStage.ts';

test('a start is made by another, or is missed, where a later one was skipped for a run of it that was refused', () =>
  onStage(async ({ repository, apply, goTo, run }) => {
    await apply('a', { schedule: { cron: '* * * * *' } });
    goTo('20 12:01');
    expect(await run(0)).toEqual(['a: succeeded 20T12:01 1']);

    /** A run of that minute's start stalls until the next one has come and somebody has looked. */
    const refuseRunOf = async (minute: number) => {
      goTo(`20 12:0${minute}`);
      const start = repository.surroundings.now().toISOString();
      const stalled = await repository.runs.start({ kind: 'backup', plan: 'a', start });
      goTo(`20 12:0${minute + 1}`);
      expect(await run(0)).toEqual([`a: 1 skipped from 20T12:0${minute + 1}`]);
      await stalled.finish({ error: new PgstowError('busy', 'another run is at it') });
    };
    await refuseRunOf(2);
    expect(await run(0)).toEqual(['a: succeeded 20T12:02 1']);
    expect(await run(0)).toEqual([]);

    await refuseRunOf(4);
    goTo('20 12:07');
    const missed = ['a: 1 missed from 20T12:04', 'a: 1 missed from 20T12:06']; // no record of both stands for what lies between
    expect(await run(0)).toEqual([...missed, 'a: succeeded 20T12:07 1']);
    expect(await run(0)).toEqual([]);
  }));

test('the start of a run that was taken for lost is missed where that is refused after a later one was made', () =>
  onStage(async ({ repository, apply, goTo, run }) => {
    await apply('a', { schedule: { cron: '* * * * *' } });

    /** A run stalls for longer than a run may be silent, and then finds others at work. */
    const stallRunOf = async (minute: number) => {
      goTo(`20 12:0${minute}`);
      const start = repository.surroundings.now().toISOString();
      const stalled = await repository.runs.start({ kind: 'backup', plan: 'a', start });
      goTo(`20 12:0${minute + 2}`);
      const told = [`a: 1 missed from 20T12:0${minute + 1}`, `a: succeeded 20T12:0${minute + 2} 1`];
      expect(await run(0)).toEqual(told);
      await stalled.finish({ error: new PgstowError('busy', 'another run is at it') });
    };
    await stallRunOf(1); // the plan's first start: nothing was recorded before it
    expect(await run(0)).toEqual(['a: 1 missed from 20T12:01']);
    expect(await run(0)).toEqual([]);

    await stallRunOf(4);
    goTo('20 12:08');
    const missed = ['a: 1 missed from 20T12:04', 'a: 1 missed from 20T12:07'];
    expect(await run(0)).toEqual([...missed, 'a: succeeded 20T12:08 1']);
    expect(await run(0)).toEqual([]);
  }));

test('a run that was refused its start tells nothing of it where the page of records begins behind the run that made it', () =>
  onStage(async ({ repository, apply, goTo, run }) => {
    await apply('a', { schedule: { cron: '* * * * *' } });
    for (let minute = 10; minute < 25; minute++) {
      goTo(`20 12:${minute}`);
      const start = repository.surroundings.now().toISOString();
      const told = await run(0);
      expect(told.filter((line) => !line.includes('from 20T12:01'))).toEqual([`a: succeeded 20T12:${minute} 1`]);
      const late = await repository.runs.start({ kind: 'backup', plan: 'a', start });
      await late.finish({ error: new PgstowError('busy', 'another run has made it') });
      if (minute === 20) await (await repository.runs.start({ kind: 'verify', plan: 'a' })).finish();
    }
  }));

test('of starts that were missed each is recorded where another machine records fewer of them at the same moment', () =>
  onStage(async ({ repository, apply, goTo, now }) => {
    await apply('a', { schedule: { cron: '* * * * *' } });
    goTo('20 12:04');
    const [start, reason] = ['2026-11-20T12:01:00.000Z', 'nothing ran it before the next start'];
    const store = changing(repository.store, async (nth, change) => {
      // the other one has looked two minutes ago
      if (nth === 1)
        await repository.runs.note({ plan: 'a', kind: 'backup', outcome: 'missed', start, until: start, reason });
      return change();
    });
    const told: string[] = [];
    const outcomes = await runDue(await openRepositoryIn(store, repository.surroundings), {
      now,
      onLapse: (_, lapse) => told.push(`${lapse.start.slice(14, 16)} to ${lapse.until.slice(14, 16)}`),
      make: { backup: async (_, due) => due, ...noDrills },
    });
    expect(told).toEqual(['01 to 03', '02 to 03']);
    expect(outcomes).toMatchObject([{ outcome: 'succeeded', start: '2026-11-20T12:04:00.000Z' }]);
    const recorded = (await repository.runs.list('a')).map((run) => run.state !== 'damaged' && [run.start, run.until]);
    expect(recorded).toEqual([
      ['2026-11-20T12:02:00.000Z', '2026-11-20T12:03:00.000Z'],
      [start, undefined],
    ]);
  }));
