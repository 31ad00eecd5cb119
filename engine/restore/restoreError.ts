import { lostHint, PgstowError } from '../errors.ts';
import { databaseError } from '../postgres/databaseError.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Execution } from './execution.ts';
import type { RestoreRequest } from './request.ts';

/** What a restore rejects with: what was being done, and what to do now. */
export function restoreError(
  thrown: unknown,
  set: SetManifest,
  { resumableAs, goOn, signal }: Pick<Execution, 'resumableAs' | 'signal'> & Pick<RestoreRequest, 'goOn'>,
): unknown {
  const error = databaseError(thrown, `restore of set ${set.set}`, signal, grantsFor(set));
  const again = againHint(goOn, resumableAs);
  if (!(error instanceof PgstowError)) return error;
  const { code, message, hint = '', retryable, cause } = error;
  if (code === 'interrupted') return new PgstowError(code, message, { hint: again, cause });
  if (code === 'archived' && !retryable && !hint.startsWith('nothing was changed'))
    return new PgstowError(code, message, {
      hint: `what was thawed is frozen again, or was archived meanwhile: ${again}`,
      cause,
    });
  if (hint.startsWith(lostHint))
    return new PgstowError(code, message, { hint: `${lostHint} ${again}`, retryable, cause });
  return error;
}

/** What one does who was cut off. Without a record only what is run again by itself goes on. */
function againHint(goOn: boolean, resumableAs: string | undefined): string {
  const startsOver = 'it removes what it has created so far and starts over';
  if (goOn) return 'run the same restore again, and it goes on';
  return `run the same command again${resumableAs === undefined ? `: ${startsOver}` : ` with --resume ${resumableAs}, and it goes on; without, ${startsOver}`}`;
}

/** The command that prints what the restoring role needs. */
export function grantsFor({ plan }: SetManifest): string {
  return `pgstow grants ${plan} --for restore`;
}
