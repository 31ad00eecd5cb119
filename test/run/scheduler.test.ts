import { rename } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { openRepository, type Repository } from '../../engine/repository/repository.ts';
import type { Surroundings } from '../../engine/repository/surroundings.ts';
import { runScheduler } from '../../engine/run/scheduler.ts';
import type { SchedulerEvent } from '../../engine/run/schedulerEvent.ts';
import type { StartKind } from '../../engine/schedule/startKind.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { testSurroundings, withRepository } from '../repository/folderRepository.ts';

const hourly = { cron: '0 * * * *' };

interface Made {
  readonly backup: undefined;
  readonly drill: undefined;
}

interface Stage {
  readonly repository: Repository;
  readonly folder: string;
  readonly apply: (id: string, schedule?: object, more?: object) => Promise<void>;
  /** Runs a scheduler from 12:50 until so many looks are over; `meanwhile` is called after each of them. */
  readonly run: (looks: number, more?: Partial<Staging>) => Promise<string[]>;
  readonly now: () => string;
}

interface Staging {
  readonly parallel: number;
  readonly plans: readonly string[];
  readonly meanwhile: (look: number) => Promise<void>;
  readonly backUp: (plan: string, signal: AbortSignal) => Promise<void>;
  /** Called before the record of a run is begun. */
  readonly beforeRecord: (plan: string) => Promise<void>;
  readonly open: () => Promise<Repository>;
}

/** A scheduler whose minutes pass as soon as all that is at work has come to rest. */
async function onStage(act: (stage: Stage) => Promise<void>): Promise<void> {
  const clock = testSurroundings('2026-11-20T12:50:00.000Z');
  await withRepository(async (repository, folder) => {
    const apply = async (id: string, schedule: object = hourly, more: object = {}) => {
      await repository.plans.apply(
        parsePlan({ id, source: { host: 'h', database: 'd', user: 'u' }, schedule, ...more }),
      );
    };
    const now = () => clock.now().toISOString().slice(11, 16);
    const run: Stage['run'] = async (looks, { parallel, plans, meanwhile, backUp, beforeRecord, open } = {}) => {
      const [stop, interrupt, told] = [new AbortController(), new AbortController(), [] as string[]];
      let looked = 0;
      let atWork = 0;
      const surroundings: Surroundings = {
        ...clock,
        pause: async (milliseconds) => {
          do await pause(10);
          while (atWork > 0 || isReadingOrWriting());
          looked++;
          await meanwhile?.(looked);
          clock.goTo(new Date(clock.now().getTime() + milliseconds).toISOString());
          if (looked >= looks) stop.abort();
        },
      };
      const working = <T>(work: () => Promise<T>): Promise<T> => {
        atWork++;
        return work().finally(() => atWork--);
      };
      const making =
        (kind: StartKind) =>
        async (on: Repository, plan: string, start: string, { signal }: { readonly signal: AbortSignal }) => {
          await beforeRecord?.(plan);
          const handle = await working(() => on.runs.start({ kind, plan, start }));
          await backUp?.(kind === 'drill' ? `drill of ${plan}` : plan, signal); // which may wait for a time to come
          await working(() => handle.finish({}));
          return undefined;
        };
      await runScheduler<Made>({
        surroundings,
        parallel,
        plans,
        stop: stop.signal,
        interrupt: interrupt.signal,
        open: open ?? (() => openRepository(folder, { surroundings })),
        make: { backup: making('backup'), drill: making('drill') },
        onEvent: (event) => told.push(...wordsFor(event)),
      });
      return told;
    };
    await act({ repository, folder, apply, run, now });
  }, clock);
}

/** Whoever looks what is due, or records something, is at one file or another. */
function isReadingOrWriting(): boolean {
  return process.getActiveResourcesInfo().some((resource) => resource.includes('Req'));
}

function wordsFor(event: SchedulerEvent<Made>): string[] {
  switch (event.kind) {
    case 'looked':
    case 'progress':
      return [];
    case 'warned':
      return [`${event.plan} warned: ${event.message}`];
    case 'away':
      return ['away'];
    case 'back':
      return ['back'];
    case 'lapsed':
      return [`${event.plan} ${event.lapse.count} ${event.lapse.outcome}`];
    default:
      return [`${event.task === 'drill' ? 'drill of ' : ''}${event.plan} ${event.kind} ${event.start.slice(11, 16)}`];
  }
}

test('each start is made in its minute, of plans too that are applied later', () =>
  onStage(async ({ apply, run }) => {
    await apply('a');
    const told = await run(80, {
      meanwhile: async (look) => {
        if (look === 30) await apply('b', { cron: '30 * * * *' });
      },
    });
    expect(told).toEqual([
      'a started 13:00',
      'a succeeded 13:00',
      'b started 13:30',
      'b succeeded 13:30',
      'a started 14:00',
      'a succeeded 14:00',
    ]);
  }));

test('a drill that takes hours holds no backup up, and other drills wait for its end', () =>
  onStage(async ({ apply, run, now }) => {
    await apply('a', hourly, { drill: { schedule: { cron: '55 12 * * *' } } });
    await apply('b', hourly, { drill: { schedule: { cron: '56 12 * * *' } } });
    const backUp = async (what: string) => {
      while (what === 'drill of a' && now() < '13:30') await pause(10);
    };
    expect(await run(80, { parallel: 1, backUp })).toEqual([
      'drill of a started 12:55',
      'a started 13:00',
      'a succeeded 13:00',
      'b started 13:00',
      'b succeeded 13:00',
      'drill of a succeeded 12:55',
      'drill of b started 12:56',
      'drill of b succeeded 12:56',
      'a started 14:00',
      'a succeeded 14:00',
      'b started 14:00',
      'b succeeded 14:00',
    ]);
  }));

test('a backup that takes hours keeps no other plan from its starts, while there is room', () =>
  onStage(async ({ apply, run, now }) => {
    await apply('long', { cron: '55 12 * * *' });
    await apply('a');
    const backUp = async (plan: string) => {
      while (plan === 'long' && now() < '14:30') await pause(10);
    };
    expect(await run(125, { parallel: 2, backUp })).toEqual([
      'long started 12:55',
      'a started 13:00',
      'a succeeded 13:00',
      'a started 14:00',
      'a succeeded 14:00',
      'long succeeded 12:55',
    ]);
  }));

test('what finds no room waits, and is begun when there is some', () =>
  onStage(async ({ apply, run, now }) => {
    await apply('long', { cron: '55 12 * * *' });
    await apply('a');
    const backUp = async (plan: string) => {
      while (plan === 'long' && now() < '13:20') await pause(10);
    };
    expect((await run(60, { parallel: 1, backUp })).slice(1)).toEqual([
      'long succeeded 12:55',
      'a started 13:00',
      'a succeeded 13:00',
    ]);
  }));

test('a repository that goes away is told once, and what became due is made when it is back', () =>
  onStage(async ({ folder, apply, run }) => {
    await apply('a');
    const meanwhile = async (look: number) => {
      if (look === 5) await rename(folder, `${folder}-away`);
      if (look === 15) await rename(`${folder}-away`, folder);
    };
    expect(await run(50, { meanwhile })).toEqual(['away', 'back', 'a started 13:00', 'a succeeded 13:00']);
  }));

test('one that does not answer at the beginning is tried again; one that is not there, or has no key, ends it', () =>
  onStage(async ({ repository, run }) => {
    let tries = 0;
    const refuse = (retryable: boolean) => async () => {
      if (++tries < 4) throw new PgstowError('store', 'no answer', { retryable });
      return repository;
    };
    expect(await run(5, { open: refuse(true) })).toEqual(['away', 'back']);
    tries = 0;
    await expect(run(5, { open: refuse(false) })).rejects.toMatchObject({ message: 'no answer' });
    await expect(run(5, { plans: ['x'] })).rejects.toMatchObject({ code: 'input' });
    const locked = async () => ({ ...repository, locked: true });
    await expect(run(5, { open: locked })).rejects.toThrow('is encrypted, and no key is given');
  }));

test('a plan that is deleted keeps no other one from its starts, and is told once', () =>
  onStage(async ({ repository, apply, run }) => {
    await apply('a');
    await apply('b');
    const meanwhile = async (look: number) => {
      if (look === 5) await repository.plans.delete('a');
    };
    expect(await run(80, { plans: ['a', 'b'], meanwhile })).toEqual([
      'a warned: plan a was deleted 2026-11-20T12:54:00.000Z by anna@runner',
      'b started 13:00',
      'b succeeded 13:00',
      'b started 14:00',
      'b succeeded 14:00',
    ]);
  }));

test('a plan whose record is damaged keeps no other one from its starts, and is told once', () =>
  onStage(async ({ repository, apply, run }) => {
    await apply('a');
    await apply('b');
    await repository.store.replace('plans/a/000001.json', Buffer.from('{}'));
    expect(await run(15)).toEqual([
      expect.stringMatching(/^a warned: plans\/a\/000001.json does not fit/),
      'b started 13:00',
      'b succeeded 13:00',
    ]);
  }));

test('a start of which no record can be made is tried again after some minutes, not at every look', () =>
  onStage(async ({ apply, run, now }) => {
    await apply('a');
    const tries: string[] = [];
    const beforeRecord = async () => {
      tries.push(now());
      if (now() < '13:12') throw new PgstowError('store', 'runs/a/ cannot be written');
    };
    const told = await run(40, { beforeRecord });
    expect(tries[0]).toBe('13:00');
    for (const [index, time] of tries.slice(1).entries()) {
      expect(Number(time.slice(3)) - Number(tries[index]!.slice(3))).toBeGreaterThanOrEqual(4);
    }
    expect(told.slice(-2)).toEqual(['a started 13:00', 'a succeeded 13:00']);
  }));
