import { expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { onStage } from './dueStage.ts';

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
