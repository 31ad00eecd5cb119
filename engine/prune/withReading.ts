import { PgstowError } from '../errors.ts';
import type { LeaseContext } from '../lease/acquire.ts';
import { readLease } from '../lease/leaseRecord.ts';
import { withLease } from '../lease/withLease.ts';
import type { SetName } from '../repository/contents.ts';
import type { Repository } from '../repository/repository.ts';
import { type Going, isGoing, setsGoing } from './published.ts';

export interface Reading {
  readonly signal: AbortSignal;
  /** Rejects with `conflict` when the set is about to be deleted, and with `input` when it is gone. */
  readonly require: (set: SetName) => Promise<void>;
  readonly isGoing: (set: SetName) => boolean;
}

/**
 * Runs `use` while no prune removes what it reads: `reads` says of which plan or set, all where nothing is said. Where the
 * store can only be read it goes on without, which is a warning.
 */
export async function withReading<T>(
  repository: Repository,
  reads: Partial<SetName>,
  { run, ...context }: LeaseContext & { readonly run: string },
  use: (reading: Reading) => Promise<T>,
): Promise<T> {
  let begun = false;
  const begin = async (signal: AbortSignal) => {
    const going = await setsGoing(repository).catch((thrown) => {
      // what is stored is to be readable whatever has become of a prune's record
      if (!(thrown instanceof PgstowError) || thrown.code !== 'damaged') throw thrown;
      context.meter.warn(`it cannot be told whether what is read is being deleted: ${thrown.message}`);
      return new Map<string, Going>();
    });
    begun = true;
    const found = ({ plan, set }: SetName) => going.get(`${plan}/${set}`);
    return use({
      signal,
      isGoing: (set) => found(set) !== undefined,
      require: async (set) => {
        const each = found(set);
        if (each) throw isGoing(each);
        await repository.sets.get(set.set, { signal });
      },
    });
  };
  try {
    return await withLease(
      repository,
      { lease: readLease(run), run, reads: [{ plan: reads.plan, set: reads.set }] },
      context,
      (lease) => begin(lease.signal),
    );
  } catch (thrown) {
    if (begun || !(thrown instanceof PgstowError) || thrown.code !== 'store') throw thrown;
    context.meter.warn(`a prune would not know that the sets are being read: ${thrown.message}`);
    return begin(context.signal);
  }
}
