import type { HealthReport } from '../../engine/index.ts';
import { healthColumns, healthWarnings, illness, illPlans } from '../../words/healthText.ts';
import { printable } from '../../words/printable.ts';
import type { Output } from '../output/output.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function healthCommand(): PgstowCommand {
  return new PgstowCommand('health')
    .summary('say how old the newest sets and the last drills are, and whether that is too old')
    .description(
      'Says of one plan, or of all, how old its newest set is and when it was last verified and drilled: fine, late (older than maxAge of ' +
        'the plan, or no drill has passed for longer than the schedule of its drills allows), no set, paused, or damaged. Asks the repository alone, and needs no key. Ends with status 5 when a plan is late, 4 when one is damaged; ' +
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
      if (report.plans.some(({ health }) => health === 'damaged')) return 4;
      return illPlans(report).length > 0 ? 5 : 0;
    });
}

function show(report: HealthReport, output: Output): void {
  const ill = illPlans(report);
  const shown = output.quiet ? ill : report.plans;
  if (shown.length > 0) output.printTable(shown, healthColumns(shown));
  else output.say('no plan yet; apply one: pgstow plan apply -f plans.yaml');
  for (const plan of ill) {
    output.print(`\n${printable(illness(plan))}\nhint: ${printable(plan.remedy ?? '')}`);
  }
  for (const warning of healthWarnings(report)) output.warn(warning);
}
