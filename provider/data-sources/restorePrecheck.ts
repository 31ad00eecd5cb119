import type { DataSourceType } from '../resourceType.ts';
import { restoreAttributes } from '../restore/restoreAttributes.ts';
import { restoreRequest } from '../restore/restoreRequest.ts';
import type { Schema } from '../schema/attribute.ts';
import { givenAttributes } from '../schema/givenAttributes.ts';
import type { Session } from '../session.ts';
import type { ObjectValue } from '../values/value.ts';
import { checksAttributes, reported } from './checks.ts';

const { name: _, ...choices } = restoreAttributes;

const schema: Schema = {
  description:
    'What would keep a restore from succeeding: the checks of `pgstow restore --precheck`, for the arguments of `pgstow_restore`. They are made whenever Terraform reads it, and connect to the target, of which nothing is changed. The password comes from `target.password` or `PGPASSWORD`: what a data source is given stands in the state.',
  attributes: { ...givenAttributes(choices), ...checksAttributes },
};

/** `data.pgstow_restore_precheck`. */
export const restorePrecheckDataSource: DataSourceType = { name: 'pgstow_restore_precheck', schema, read };

async function read(config: ObjectValue, session: Session): Promise<ObjectValue> {
  const { precheckRestore } = await session.engine();
  const request = await restoreRequest(config, session);
  const report = await precheckRestore(await session.unlockedRepository(), request, { signal: session.stopped });
  return { ...config, ...reported(report) };
}
