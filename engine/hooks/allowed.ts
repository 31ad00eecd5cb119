import { PgstowError } from '../errors.ts';
import { hasHooks } from '../spec/hooks.ts';
import type { PlanDocument } from '../spec/plan.ts';
import type { Environment } from '../spec/secret.ts';

/**
 * Why the hooks of a plan are not run here. Whoever writes plans says which commands are run, so that the machine that runs them
 * must say that it trusts them.
 */
export function whyNoHooks(
  { id, hooks }: Pick<PlanDocument, 'id' | 'hooks'>,
  env: Environment,
): PgstowError | undefined {
  const said = env.PGSTOW_ALLOW_HOOKS;
  if (!hasHooks({ hooks }) || said === '1') return undefined;
  const state = said ? `is ${JSON.stringify(said)}, not 1` : 'is not set';
  return new PgstowError('precheck', `plan ${id} has hooks, and this machine runs none: PGSTOW_ALLOW_HOOKS ${state}`, {
    hint: `hooks are commands that whoever writes plans has run on this machine: look at them (pgstow plan show ${id}), then set PGSTOW_ALLOW_HOOKS=1 for pgstow here, or take them out of the plan`,
  });
}
