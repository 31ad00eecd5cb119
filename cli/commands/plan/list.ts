import type { PgstowError, Plan, PlanHealth, Repository } from '../../../engine/index.ts';
import { instant } from '../../../words/human.ts';
import { printable } from '../../../words/printable.ts';
import type { Column } from '../../../words/table.ts';
import type { Engine } from '../../invocation.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';

export function listCommand(): PgstowCommand {
  return new PgstowCommand('list')
    .summary('list the plans and how they are')
    .description(
      'Lists the plans: ready, running, paused, late or abnormal with the reason and what to do about it. Ends with status 4 where one is damaged; the others are listed.',
    )
    .examples('pgstow plan list', 'pgstow plan list --json')
    .does(async (invocation) => {
      const repository = await invocation.repository({ withoutKms: true });
      const damaged: { plan: string; message: string }[] = [];
      const onDamaged = ({ message }: PgstowError, plan: string) => damaged.push({ plan, message });
      const plans = await repository.plans.list({ onDamaged });
      const listed = await listAll(await invocation.engine(), repository, plans);
      const { output } = invocation;
      if (listed.length > 0) output.printTable(listed, columns);
      else if (damaged.length === 0) output.print('no plan yet; apply one: pgstow plan apply -f plans.yaml');
      for (const { plan, health } of listed) {
        if (!health.reason) continue;
        output.print(
          `\n${plan.id} is ${health.status}: ${health.reason}${health.remedy ? `\nhint: ${health.remedy}` : ''}`,
        );
      }
      for (const { plan, message } of damaged) output.print(`\n${plan} is damaged: ${printable(message)}`);
      output.document({ plans: listed.map(toDocument), ...(damaged.length > 0 && { damaged }) });
      return damaged.length > 0 ? 4 : 0;
    });
}

interface ListedPlan {
  readonly plan: Plan;
  readonly health: PlanHealth;
  /** `host:port/database` */
  readonly source: string;
}

async function listAll(engine: Engine, repository: Repository, plans: readonly Plan[]): Promise<ListedPlan[]> {
  const listed: ListedPlan[] = [];
  for (const plan of plans) {
    const { source } = plan.document;
    const health = await engine.planHealth(repository, plan);
    listed.push({ plan, health, source: `${engine.sourceAddress(source)}/${source.database}` });
  }
  return listed;
}

const columns: readonly Column<ListedPlan>[] = [
  { title: 'ID', value: ({ plan }) => plan.id },
  { title: 'NAME', value: ({ plan }) => plan.name, shrinks: true },
  { title: 'STATUS', value: ({ health }) => health.status },
  { title: 'LAST SET', value: ({ health }) => (health.lastSet ? instant(health.lastSet.snapshotAt) : '-') },
  { title: 'DATABASE', value: ({ source }) => source, shrinks: true },
];

function toDocument({ plan, health, source }: ListedPlan): unknown {
  const { id, name, revision, paused } = plan;
  return { id, name, revision, paused, source, ...health };
}
