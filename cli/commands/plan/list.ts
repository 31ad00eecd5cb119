import type { Plan, PlanHealth, Repository } from '../../../engine/index.ts';
import { instant } from '../../../words/human.ts';
import type { Column } from '../../../words/table.ts';
import type { Engine } from '../../invocation.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';

export function listCommand(): PgstowCommand {
  return new PgstowCommand('list')
    .summary('list the plans and how they are')
    .description('Lists the plans: ready, running, paused, late or abnormal with the reason and what to do about it.')
    .examples('pgstow plan list', 'pgstow plan list --json')
    .does(async (invocation) => {
      const repository = await invocation.repository({ withoutKms: true });
      const plans = await repository.plans.list();
      const listed = await listAll(await invocation.engine(), repository, plans);
      const { output } = invocation;
      if (listed.length > 0) output.printTable(listed, columns);
      else output.print('no plan yet; apply one: pgstow plan apply -f plans.yaml');
      for (const { plan, health } of listed) {
        if (!health.reason) continue;
        output.print(
          `\n${plan.id} is ${health.status}: ${health.reason}${health.remedy ? `\nhint: ${health.remedy}` : ''}`,
        );
      }
      output.document({ plans: listed.map(toDocument) });
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
