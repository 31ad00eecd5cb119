import { z } from 'zod';
import { planSchema } from './plan.ts';

/** The JSON schema of a plan file: one plan or a list of them. Editors check and complete plan files with it. */
export function planJsonSchema(): Record<string, unknown> {
  const { $schema, ...plan } = z.toJSONSchema(planSchema, { io: 'input' });
  return {
    $schema,
    title: 'A plan of pgstow, or a list of plans',
    anyOf: [{ $ref: '#/$defs/plan' }, { type: 'array', minItems: 1, items: { $ref: '#/$defs/plan' } }],
    $defs: { plan },
  };
}
