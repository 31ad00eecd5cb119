import type { PlanInstance } from './instanceSchema.ts';
import type { PlanSource } from './plan.ts';
import { regionOfInstance } from './sourceSchema.ts';

/** Where a plan's source is, as people would name it: `host:port`, or the instance as it is given. */
export function sourceAddress({ host, port, instance }: Pick<PlanSource, 'host' | 'port' | 'instance'>): string {
  return instance ? describeInstance(instance) : `${host}:${port}`;
}

/** `RDS orders-db in eu-central-1` */
export function describeInstance(instance: PlanInstance): string {
  const { awsRds, alibabaRds, alibabaPolardb } = instance;
  const kind = awsRds ? 'RDS' : alibabaRds ? 'ApsaraDB RDS' : 'PolarDB';
  return `${kind} ${(awsRds ?? alibabaRds ?? alibabaPolardb)!.id} in ${regionOfInstance(instance)}`;
}

/** The label of where a source is: what the plan says, or the region of its instance. */
export function regionOfSource({ region, instance }: Pick<PlanSource, 'region' | 'instance'>): string | undefined {
  return region ?? (instance && regionOfInstance(instance));
}
