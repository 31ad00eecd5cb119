import { refusal } from '../refusal.ts';
import { planAttributes } from '../resources/planAttributes.ts';
import { stateOf } from '../resources/planState.ts';
import type { DataSourceType } from '../resourceType.ts';
import type { Schema } from '../schema/attribute.ts';
import type { Session } from '../session.ts';
import type { ObjectValue } from '../values/value.ts';
import { computedAttributes } from './computed.ts';

const schema: Schema = {
  description:
    'A backup plan as it is in the repository, whoever has written it. Found by its `id`, or by its `name` where only one plan has it.',
  attributes: {
    ...computedAttributes(planAttributes),
    id: { type: 'string', given: 'defaulted', description: 'Id of the plan. This or `name`.' },
    name: { type: 'string', given: 'defaulted', description: 'Name of the plan. This or `id`.' },
    revision: { type: 'number', given: 'computed', description: 'Counts the changes of the plan.' },
  },
};

/** `data.pgstow_backup_plan`. */
export const backupPlanDataSource: DataSourceType = { name: 'pgstow_backup_plan', schema, read };

async function read({ id = null, name = null }: ObjectValue, session: Session): Promise<ObjectValue> {
  const wanted = id ?? name;
  if (typeof wanted !== 'string') {
    throw refusal('No plan is named', { detail: 'Give the id or the name of the plan.', path: ['id'] });
  }
  const plan = await (await session.repository()).plans.resolve(wanted);
  return { ...(await stateOf(plan, session)), name: plan.name };
}
