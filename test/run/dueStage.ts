import type { Repository } from '../../engine/repository/repository.ts';
import { runDue } from '../../engine/run/runDue.ts';
import type { StartKind } from '../../engine/schedule/startKind.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { type TestSurroundings, testSurroundings, withRepository } from '../repository/folderRepository.ts';

export const nightly = { startAt: ['01:00'] };
export const sundays = { days: ['sun'], startAt: ['01:00'] };

export function nameOf(plan: string, kind: StartKind): string {
  return kind === 'drill' ? `drill of ${plan}` : plan;
}

export const noDrills = { drill: async () => Promise.reject(new Error('no drill is due')) };

export interface Stage {
  readonly repository: Repository;
  readonly goTo: (time: string) => void;
  readonly apply: (id: string, more?: object) => Promise<void>;
  /** Runs what is due with backups that take this long, and fail where `fails` says so. */
  readonly run: (minutes?: number, fails?: (plan: string) => unknown) => Promise<string[]>;
  readonly now: () => Date;
}

/** A repository whose clock is set by hand. */
export async function onStage(act: (stage: Stage) => Promise<void>): Promise<void> {
  const surroundings: TestSurroundings = testSurroundings('2026-11-20T12:00:00.000Z');
  const { now } = surroundings;
  const goTo = (time: string) => surroundings.goTo(`2026-11-${time.replace(' ', 'T')}:00.000Z`);
  await withRepository(async (repository) => {
    const apply = async (id: string, more: object = { schedule: nightly }) => {
      await repository.plans.apply(parsePlan({ id, source: { host: 'h', database: 'd', user: 'u' }, ...more }));
    };
    const run: Stage['run'] = async (minutes = 10, fails = () => undefined) => {
      const told: string[] = [];
      const making = (kind: StartKind) => async (plan: string, start: string) => {
        const handle = await repository.runs.start({ kind, plan, start });
        surroundings.goTo(new Date(now().getTime() + minutes * 60_000).toISOString());
        const error = fails(nameOf(plan, kind));
        await handle.finish({ error });
        if (error !== undefined) throw error;
        return plan;
      };
      const outcomes = await runDue(repository, {
        now,
        onLapse: (plan, { kind, outcome, start, count }) =>
          told.push(`${nameOf(plan, kind)}: ${count} ${outcome} from ${start.slice(8, 16)}`),
        make: { backup: making('backup'), drill: making('drill') },
      });
      const ends = outcomes.map(
        ({ plan, kind, outcome, start, attempt }) =>
          `${nameOf(plan, kind)}: ${outcome} ${start.slice(8, 16)} ${attempt}`,
      );
      return [...told, ...ends];
    };
    await act({ repository, goTo, apply, run, now });
  }, surroundings);
}
