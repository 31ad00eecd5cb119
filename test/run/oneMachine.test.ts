import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import {
  type BackupResult,
  backup,
  type DrillResult,
  drill,
  dueNow,
  type Repository,
  type StartOutcome,
} from '../../engine/index.ts';
import { initRepository, openRepository } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { runDue } from '../../engine/run/runDue.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { describeStop, type StopPoint } from '../faults/engineJob.ts';
import { runEngine } from '../faults/engineProcess.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';

const minute = 60_000;

interface Stage {
  readonly folder: string;
  readonly start: string;
  readonly source: TestDatabase;
  /** The repository as a machine has it whose clock is so many minutes ahead. */
  readonly machine: (minutesAhead?: number) => Promise<Repository>;
}

/** A plan with one start, ten minutes ago. */
async function onStage(context: TestContext, act: (stage: Stage) => Promise<void>): Promise<void> {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE a AS SELECT 1 AS n');
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-starts-'));
  const clock = (ahead: number) => ({
    ...realSurroundings(),
    now: () => new Date(Date.now() + ahead * minute),
  });
  const start = new Date(Date.now() - 10 * minute).toISOString();
  try {
    const { plans } = await initRepository(folder, { encryption: 'none' }, clock(-60));
    const { host, port, database, user } = source.target;
    await plans.apply(parsePlan({ id: 'a', source: { host, port, database, user }, schedule: { once: start } }));
    const machine = (ahead = 0) => openRepository(folder, { surroundings: clock(ahead) });
    await act({ folder, start, source, machine });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Made {
  readonly backup: BackupResult;
  readonly drill: DrillResult;
}

function runAll(repository: Repository): Promise<StartOutcome<Made>[]> {
  const { now } = repository.surroundings;
  return runDue(repository, {
    now,
    make: {
      backup: (plan, start) => backup(repository, plan, { start }),
      drill: (plan, start) => drill(repository, { plan }, { start }),
    },
  });
}

async function standing(repository: Repository) {
  return (await dueNow(repository, { now: repository.surroundings.now }))[0]!.now;
}

describe('of two machines that have found the same start due', () => {
  test('the second one gives up when it has the lease, and leaves the accounts as they are', (context) =>
    onStage(context, async ({ machine, start }) => {
      const [one, two] = [await machine(), await machine()];
      const { run, set } = await backup(one, 'a', { start });
      await expect(backup(two, 'a', { start })).rejects.toMatchObject({
        code: 'busy',
        message: `the start ${start} of plan a is not due any more: run ${run} on ${one.surroundings.host} has made set ${set.set} for it`,
        hint: 'nothing is left to be done for it: pgstow runs a shows what has become of it',
      });
      expect((await two.sets.list('a')).map((each) => each.set)).toEqual([set.set]);
      const runs = await two.runs.list('a');
      expect(runs.map((each) => ('start' in each ? [each.state, each.start] : [each.state]))).toEqual([
        ['skipped'],
        ['succeeded', start],
      ]);
      expect(await standing(two)).toEqual({ state: 'idle' });
    }));

  test('both begin at once: one makes it, the other one is skipped', (context) =>
    onStage(context, async ({ machine }) => {
      const outcomes = (await Promise.all([runAll(await machine()), runAll(await machine())])).flat();
      const told = outcomes.map((each) => (each.outcome === 'skipped' ? (each.error as Error).message : each.outcome));
      // where the second machine looks late enough it finds nothing due
      expect(told.filter((each) => each === 'succeeded')).toHaveLength(1);
      for (const other of told.filter((each) => each !== 'succeeded'))
        expect(other).toMatch(/^(another run is at it|the start .* is not due any more: run .* has made set)/);
      expect(await (await machine()).sets.list('a')).toHaveLength(1);
      expect(await standing(await machine())).toEqual({ state: 'idle' });
    }));

  test('one that has failed is not tried again by the other before its time', (context) =>
    onStage(context, async ({ machine, start }) => {
      const one = await machine();
      await (await one.runs.start({ kind: 'backup', plan: 'a', start })).finish({ error: new Error('full') });
      const { until } = (await standing(one)) as { until: string };
      await expect(backup(await machine(), 'a', { start })).rejects.toMatchObject({
        message: `the start ${start} of plan a is not due any more: another run has failed, and it is tried again at ${until}`,
      });
    }));

  test('one that was recorded as missed since is not made', (context) =>
    onStage(context, async ({ machine, start }) => {
      const two = await machine();
      await two.plans.pause('a');
      expect(await runAll(two)).toEqual([]);
      await two.plans.start('a');
      await expect(backup(two, 'a', { start })).rejects.toMatchObject({
        message: `the start ${start} of plan a is not due any more: its time is over`,
      });
      expect(await two.sets.list('a')).toEqual([]);
    }));
});

test('a start that meets a backup somebody has called for waits for its end, and is made then', (context) =>
  onStage(context, async ({ machine, start, source }) => {
    const [one, two] = [await machine(), await machine()];
    const holder = await source.connect();
    await holder.query('BEGIN; LOCK TABLE a IN ACCESS EXCLUSIVE MODE');
    const called = backup(one, 'a');
    try {
      await expect.poll(async () => (await two.store.list('leases/')[Symbol.asyncIterator]().next()).done).toBe(false);
      // it has looked before the other one began
      await expect(backup(two, 'a', { start })).rejects.toMatchObject({ code: 'busy' });
    } finally {
      await holder.query('COMMIT');
      await holder.end();
    }
    await called;
    expect(await standing(two)).toEqual({ state: 'due', start, attempt: 1 });
    expect(await runAll(two)).toMatchObject([{ start, outcome: 'succeeded' }]);
  }));

/** Where the process of a start is killed, and whether its set is there then. */
const deaths: readonly { readonly at: StopPoint; readonly made: boolean }[] = [
  { at: { write: '^runs/a/', moment: 'after' }, made: false },
  { at: { write: '^leases/', moment: 'after' }, made: false },
  { at: { write: '^runs/a/', moment: 'after', nth: 2 }, made: false },
  { at: { write: 'manifest', moment: 'before' }, made: false },
  { at: { write: 'manifest', moment: 'after' }, made: true },
  { at: { write: '^leases/', moment: 'after', nth: 2 }, made: true },
];

for (const { at, made } of deaths) {
  const title = made ? 'is known to have made it' : 'leaves it to the next look, which makes it once';
  test(`a machine that dies by ${describeStop({ at, signal: 'SIGKILL' })} ${title}`, (context) =>
    onStage(context, async ({ folder, machine, start }) => {
      const work = { kind: 'backup', plan: 'a', start } as const;
      const died = await runEngine({ repository: folder, work, stop: { at, signal: 'SIGKILL' } });
      expect(died).toMatchObject({ reached: true, signal: 'SIGKILL' });
      const before = await (await machine()).sets.list('a');
      expect(before).toHaveLength(made ? 1 : 0);

      const later = await machine(10);
      if (made && !('nth' in at)) {
        // it has looked before the other one died
        const message = `is not due any more: run .* has made set ${before[0]!.set} for it`;
        await expect(backup(later, 'a', { start })).rejects.toThrow(new RegExp(message));
      }
      const outcomes = await runAll(later);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(made ? [] : ['succeeded']);
      const sets = await later.sets.list('a');
      expect(sets).toHaveLength(1);
      if (made) expect(sets).toEqual(before);
      const named = (await later.runs.list('a')).filter((run) => 'start' in run && run.start === start);
      expect(named.map(({ state }) => state)).toEqual(made ? ['succeeded'] : ['succeeded', 'lost']);
      expect(named[0]).toMatchObject({ set: sets[0]!.set });
      for (const ahead of [20, 60, 600]) expect(await standing(await machine(ahead))).toEqual({ state: 'idle' });
    }));
}
