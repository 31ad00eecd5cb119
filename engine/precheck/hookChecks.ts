import { whyNoHooks } from '../hooks/allowed.ts';
import { findProgram } from '../hooks/findProgram.ts';
import type { Plan } from '../repository/plans.ts';
import { hasHooks } from '../spec/hooks.ts';
import type { Environment } from '../spec/secret.ts';
import { type Check, check, fail, failed, type Outcome, pass } from './report.ts';

/** Whether this machine runs the commands of a plan that has some. */
export async function hookChecks({ document }: Plan, env: Environment): Promise<Check[]> {
  return hasHooks(document) ? [await check('hooks', () => look(document, env))] : [];
}

async function look(document: Plan['document'], env: Environment): Promise<Outcome> {
  const refused = whyNoHooks(document, env);
  if (refused) return failed(refused);
  const { before, after } = document.hooks!;
  for (const [when, commands] of Object.entries({ before, after })) {
    for (const [index, [program]] of commands.entries()) {
      if (await findProgram(program, env)) continue;
      return fail(
        `hooks.${when}[${index}]: there is no program ${program} that this user may run`,
        'install it, give its whole path, or write ["sh", "-c", "..."] where a shell is meant',
      );
    }
  }
  return pass(`PGSTOW_ALLOW_HOOKS=1, and each program of ${before.length} before and ${after.length} after is there`);
}
