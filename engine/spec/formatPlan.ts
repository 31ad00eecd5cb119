import { stringify } from 'yaml';
import type { PlanDocument } from './plan.ts';

/** Writes a plan as YAML, as {@link parsePlans} reads it, with the fields in the order of the documentation. */
export function formatPlan({ id, name, source, objects, concurrency, rateLimit, paused }: PlanDocument): string {
  return stringify({ id, name, source, objects, concurrency, rateLimit, paused }, { lineWidth: 0 });
}
