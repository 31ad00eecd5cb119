import type { HealthReport, PlanFreshness } from '../../engine/index.ts';
import { duration, instant } from '../../words/human.ts';
import { printable } from '../../words/printable.ts';
import type { Column } from '../../words/table.ts';
import type { Output } from '../output/output.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function healthCommand(): PgstowCommand {
  return new PgstowCommand('health')
    .summary('say how old the newest sets are, and whether that is too old')
    .description(
      'Says of one plan, or of all, how old its newest set is and when it was last verified: fine, late (older than maxAge of ' +
        'the plan), no set, or paused. Asks the repository alone, and needs no key. Ends with status 5 when a plan is late; ' +
        'with --quiet only those are shown.',
    )
    .argument('[plan]', "a plan's id, or its name where only one plan has it")
    .examples('pgstow health', 'pgstow health orders-nightly --quiet', 'pgstow health --json')
    .does(async (invocation, plan: string | undefined) => {
      const repository = await invocation.repository({ withoutKms: true });
      const { health } = await invocation.engine();
      const { output } = invocation;
      const report = await invocation.run('health', ({ signal }) => health(repository, { plan }, { signal }));
      show(report, output);
      output.document(report);
      return report.plans.some(isLate) ? 5 : 0;
    });
}

function show({ plans, lookedInside, warnings }: HealthReport, output: Output): void {
  const shown = output.quiet ? plans.filter(isLate) : plans;
  if (shown.length > 0) output.printTable(shown, columns);
  else output.say('no plan yet; apply one: pgstow plan apply -f plans.yaml');
  for (const { plan, reason, remedy } of plans.filter(isLate)) {
    output.print(`\n${plan} is late: ${printable(reason ?? '')}\nhint: ${printable(remedy ?? '')}`);
  }
  if (!lookedInside) {
    output.warn(
      'the repository is encrypted and no key is given: sets were not looked into, and their age is told by their runs',
    );
  }
  for (const warning of warnings) output.warn(warning);
}

function isLate({ health }: PlanFreshness): boolean {
  return health === 'late';
}

const columns: readonly Column<PlanFreshness>[] = [
  { title: 'PLAN', value: ({ plan }) => plan },
  { title: 'HEALTH', value: ({ health }) => health },
  { title: 'STATE OF', value: ({ newest }) => (newest ? instant(newest.snapshotAt) : '-') },
  { title: 'AGE', value: ({ newest }) => (newest ? duration(newest.age * 1000) : '-'), alignRight: true },
  { title: 'MAX AGE', value: ({ maxAge }) => maxAge ?? '-', alignRight: true },
  { title: 'VERIFIED', value: ({ verified }) => (verified ? instant(verified.at) : '-') },
  { title: 'SET', value: ({ newest }) => newest?.set ?? '-' },
];
