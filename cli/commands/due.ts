import type { PgstowError, PlanDue, Repository, StartKind } from '../../engine/index.ts';
import { describeFailure } from '../../words/failure.ts';
import { duration, instant } from '../../words/human.ts';
import type { Column } from '../../words/table.ts';
import { exitStatusOf } from '../exitStatus.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function dueCommand(): PgstowCommand {
  return new PgstowCommand('due')
    .summary('say what is due now, and when plans start next')
    .description(
      'Says of one plan, or of all that have a schedule, whether a backup or a drill is due now, waits, or was skipped or missed and is not ' +
        'recorded yet, and when the next one comes. Changes nothing, and needs no key.',
    )
    .argument('[plan...]', "plans' ids, or their names")
    .examples('pgstow due', 'pgstow due orders-nightly', 'pgstow due --json')
    .does(async (invocation, plans: string[]) => {
      const repository = await invocation.repository({ withoutKms: true });
      const { dueNow } = await invocation.engine();
      const damage: PgstowError[] = [];
      const listed = await dueNow(repository, { plans, onDamaged: (error) => damage.push(error) });
      const { output } = invocation;
      if (listed.length > 0) output.printTable(await rowsOf(repository, listed), columns);
      else output.print('no plan has a schedule');
      const of = (kind: StartKind) => listed.filter((each) => each.kind === kind);
      const failure = damage[0] && (await describeFailure(damage[0])); // the others are told all the same
      output.document({ plans: of('backup'), drills: of('drill'), ...(failure && { error: failure }) });
      if (!failure) return 0;
      output.failure(failure);
      return exitStatusOf(failure.code);
    });
}

interface Row extends PlanDue {
  readonly paused: boolean;
}

/** Whoever sees no next start wants to know why: it is asked of those plans alone. */
async function rowsOf({ plans }: Repository, listed: readonly PlanDue[]): Promise<Row[]> {
  const isPaused = async ({ plan, next }: PlanDue) => next === undefined && (await plans.find(plan))?.paused === true;
  return Promise.all(listed.map(async (each) => ({ ...each, paused: await isPaused(each) })));
}

const columns: readonly Column<Row>[] = [
  { title: 'PLAN', value: ({ plan }) => plan },
  { title: 'KIND', value: ({ kind }) => kind },
  { title: 'NOW', value: ({ now, paused }) => (paused && now.state === 'idle' ? 'paused' : standingOf(now)) },
  { title: 'NOT RUN', value: ({ lapses }) => notRun(lapses) },
  { title: 'NEXT START', value: ({ next }) => (next ? instant(next) : '-') },
];

function standingOf(now: PlanDue['now']): string {
  switch (now.state) {
    case 'idle':
      return '-';
    case 'due': {
      const since = `due since ${instant(now.start)}, ${duration(Date.now() - Date.parse(now.start))}`;
      return now.attempt > 1 ? `${since}, attempt ${now.attempt}` : since;
    }
    case 'waiting':
      return `attempt ${now.attempt} at ${instant(now.until)}`;
    case 'running':
      return `running: ${now.run}`;
    default:
      return now satisfies never;
  }
}

function notRun(lapses: PlanDue['lapses']): string {
  const sum = (outcome: 'skipped' | 'missed') =>
    lapses.reduce((total, lapse) => total + (lapse.outcome === outcome ? lapse.count : 0), 0);
  const told = [sum('missed') > 0 && `${sum('missed')} missed`, sum('skipped') > 0 && `${sum('skipped')} skipped`];
  return told.filter(Boolean).join(', ') || '-';
}
