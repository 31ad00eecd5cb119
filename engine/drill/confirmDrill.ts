import { confirmStart, type StartedFor } from '../accounts/confirmStart.ts';
import { PgstowError } from '../errors.ts';
import type { Repository } from '../repository/repository.ts';

/**
 * Rejects with `busy` unless the start still waits for its drill. That a record is damaged by which this is told says nothing of the set: it is no
 * verdict, after which nobody would drill it again, and rejects with `store`.
 */
export async function confirmDrill(repository: Repository, started: Omit<StartedFor, 'kind'>): Promise<void> {
  try {
    await confirmStart(repository, { ...started, kind: 'drill' });
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code !== 'damaged') throw thrown;
    const { message, hint = 'look at the plan and its runs' } = thrown;
    throw new PgstowError('store', `nobody can tell whether the drill is due: ${message}`, { hint, cause: thrown });
  }
}
