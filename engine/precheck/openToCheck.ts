import { PgstowError } from '../errors.ts';
import { openRepository, type Repository } from '../repository/repository.ts';
import type { Unlocking } from '../repository/unlocking.ts';

/** A repository for who is to be told whether the key opens it: where it does not, it is opened without, and that is said. */
export interface OpenedToCheck {
  readonly repository: Repository;
  /** Why it did not open with what was given. */
  readonly keyFailure?: unknown;
}

/** Opens the repository for a precheck. Rejects where it cannot be opened without a key either. */
export async function openToCheck(url: string, unlocking: Unlocking): Promise<OpenedToCheck> {
  try {
    return { repository: await openRepository(url, unlocking) };
  } catch (keyFailure) {
    // a store that fails would fail again, and slowly
    if (!(keyFailure instanceof PgstowError) || keyFailure.code === 'store') throw keyFailure;
    const repository = await openRepository(url, { withoutKms: true }).catch(() => {
      throw keyFailure;
    });
    return { repository, keyFailure };
  }
}
