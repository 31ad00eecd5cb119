import type { DataSourceType } from '../resourceType.ts';
import type { Schema } from '../schema/attribute.ts';
import type { Session } from '../session.ts';
import type { ObjectValue } from '../values/value.ts';
import { checksAttributes, reported } from './checks.ts';

const schema: Schema = {
  description:
    "What would keep a plan's backup from succeeding: the checks of `pgstow precheck`. They are made whenever Terraform reads it, and connect to the database.",
  attributes: {
    plan: { type: 'string', given: 'required', description: 'Id of the plan, or its name where only one has it.' },
    ...checksAttributes,
  },
};

/** `data.pgstow_precheck`. */
export const precheckDataSource: DataSourceType = { name: 'pgstow_precheck', schema, read };

async function read({ plan = null }: ObjectValue, session: Session): Promise<ObjectValue> {
  const { precheck } = await session.engine();
  const repository = await session.unlockedRepository();
  return { plan, ...reported(await precheck(repository, plan as string, { signal: session.stopped })) };
}
