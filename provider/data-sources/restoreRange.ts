import type { DataSourceType } from '../resourceType.ts';
import type { Schema } from '../schema/attribute.ts';
import type { Session } from '../session.ts';
import type { ObjectValue } from '../values/value.ts';

const schema: Schema = {
  description:
    'The instants that the sets of a plan can bring back. An encrypted repository must be opened: `PGSTOW_KEY`, `PGSTOW_PASSPHRASE` or `PGSTOW_KMS_KEY`.',
  attributes: {
    plan: { type: 'string', given: 'required', description: 'Id of the plan, or its name where only one has it.' },
    earliest: {
      type: 'string',
      given: 'computed',
      description: 'The first one, in RFC 3339. Null where there is no set.',
    },
    latest: {
      type: 'string',
      given: 'computed',
      description: 'The last one, in RFC 3339. Null where there is no set.',
    },
    sets: { type: 'number', given: 'computed', description: 'So many sets there are.' },
  },
};

/** `data.pgstow_restore_range`. */
export const restoreRangeDataSource: DataSourceType = { name: 'pgstow_restore_range', schema, read };

async function read({ plan = null }: ObjectValue, session: Session): Promise<ObjectValue> {
  const { plans, sets } = await session.unlockedRepository();
  const { id } = await plans.resolve(plan as string, { deleted: true });
  const range = await sets.range(id);
  return { plan, earliest: range?.earliest ?? null, latest: range?.latest ?? null, sets: range?.sets ?? 0 };
}
