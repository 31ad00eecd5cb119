import type { PlanHealth } from '../../../engine/index.ts';
import { instant } from '../../../words/human.ts';
import { printable } from '../../../words/printable.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';

export function showPlanCommand(): PgstowCommand {
  return new PgstowCommand('show')
    .summary('print a plan as YAML')
    .description('Prints a plan as it is now, in the form that plan apply reads. What is said about it is in comments.')
    .argument('<plan>', "a plan's id, or its name where only one plan has it")
    .examples('pgstow plan show orders-nightly', 'pgstow plan show orders-nightly > plan.yaml')
    .does(async (invocation, idOrName: string) => {
      const engine = await invocation.engine();
      const repository = await invocation.repository({ withoutKms: true });
      const plan = await repository.plans.resolve(idOrName, { deleted: true });
      const health = await engine.planHealth(repository, plan);
      const { id, name, revision, at, by, action, paused, deleted, document } = plan;
      const head = [
        `# ${id}, revision ${revision}: ${action} at ${instant(at)} by ${printable(by)}`,
        `# ${deleted ? 'deleted' : statusOf(health)}; ${health.lastSet ? `last set ${health.lastSet.set} of ${instant(health.lastSet.snapshotAt)}` : 'no set yet'}`,
      ];
      invocation.output.print([...head, engine.formatPlan(document).trimEnd()].join('\n'));
      invocation.output.document({
        plan: { id, name, revision, at, by, action, paused, deleted, ...health, document },
      });
    });
}

function statusOf({ status, reason }: PlanHealth): string {
  return reason ? `${status}: ${printable(reason)}` : status;
}
