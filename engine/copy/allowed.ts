import { PgstowError } from '../errors.ts';
import type { Environment } from '../spec/secret.ts';

/** What names the repositories that plans may have sets copied to, with blanks between them. */
const variable = 'PGSTOW_ALLOW_COPIES';

/**
 * Why sets are not copied from here to a repository. Whoever writes plans need not hold the key, and could have all sets copied to a
 * repository of theirs: so the machine that opens them must say where copies may go.
 */
export function whyNoCopy(repository: string, env: Environment): PgstowError | undefined {
  const allowed = (env[variable] ?? '').split(/\s+/).filter((each) => each !== '');
  if (allowed.includes(repository)) return undefined;
  const said = allowed.length === 0 ? `${variable} is not set` : `${variable} names ${allowed.join(' and ')}`;
  return new PgstowError('precheck', `nothing is copied to ${repository} from this machine: ${said}`, {
    hint: `who writes plans says where sets are copied to: if this is a place of yours, set ${variable}='${repository}' for pgstow here (several with blanks between them), or take it out of the plan`,
  });
}
