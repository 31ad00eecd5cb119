import { stringify } from 'yaml';
import { PgstowError } from '../errors.ts';
import { type PlanDocument, planSchema } from './plan.ts';

/**
 * Writes a plan as YAML, as {@link parsePlans} reads it, with the fields in the order of the documentation. Rejects with
 * `input` a document with a password in the clear: once it is applied the password is sealed, and then it can be shown.
 */
export function formatPlan(document: PlanDocument): string {
  const { source } = document;
  if (source.password && 'value' in source.password) {
    throw new PgstowError('input', 'a plan with a password in the clear is not written out', {
      hint: 'apply it first',
    });
  }
  const inOrder = Object.fromEntries(fields.map((field) => [field, document[field]]));
  return stringify(inOrder, { lineWidth: 0 });
}

const fields = Object.keys(planSchema.shape) as (keyof PlanDocument)[];
