import type { Check } from '../engine.ts';
import { inTerraformWords } from '../resources/terraformWords.ts';
import type { DataSourceType } from '../resourceType.ts';
import type { Schema } from '../schema/attribute.ts';
import type { Session } from '../session.ts';
import type { ObjectValue } from '../values/value.ts';

const schema: Schema = {
  description:
    "What would keep a plan's backup from succeeding: the checks of `pgstow precheck`. They are made whenever Terraform reads it, and connect to the database.",
  attributes: {
    plan: { type: 'string', given: 'required', description: 'Id of the plan, or its name where only one has it.' },
    passed: { type: 'bool', given: 'computed', description: 'True when no check failed.' },
    checks: {
      nesting: 'list',
      given: 'computed',
      description: 'Every check.',
      attributes: {
        name: { type: 'string', given: 'computed', description: 'Its name, which stays the same.' },
        status: { type: 'string', given: 'computed', description: '`pass`, `warn` or `fail`.' },
        message: { type: 'string', given: 'computed', description: 'What was found.' },
        remedy: { type: 'string', given: 'computed', description: 'What to do. Null when it passed.' },
      },
    },
  },
};

/** `data.pgstow_precheck`. */
export const precheckDataSource: DataSourceType = { name: 'pgstow_precheck', schema, read };

async function read({ plan = null }: ObjectValue, session: Session): Promise<ObjectValue> {
  const { precheck } = await session.engine();
  const { passed, checks } = await precheck(await session.unlockedRepository(), plan as string, {
    signal: session.stopped,
  });
  return { plan, passed, checks: checks.map(toldOf) };
}

function toldOf({ message, remedy, ...check }: Check): ObjectValue {
  return {
    ...check,
    message: inTerraformWords(message),
    remedy: remedy === undefined ? null : inTerraformWords(remedy),
  };
}
