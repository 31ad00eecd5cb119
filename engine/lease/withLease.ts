import { messageOf, PgstowError } from '../errors.ts';
import type { SetName } from '../repository/contents.ts';
import { encodeRecord } from '../repository/jsonRecord.ts';
import { leaseKey } from '../repository/keys.ts';
import type { Repository } from '../repository/repository.ts';
import { acquire, isOvertaken, type LeaseClaim, type LeaseContext } from './acquire.ts';
import { beatEvery } from './judgeLease.ts';
import type { LeaseRecord } from './leaseRecord.ts';

/** A lease that we have: its record says every few seconds that we are alive. */
export class Lease {
  /** Fires when the caller's does, and when the lease is lost. */
  readonly signal: AbortSignal;
  /** True when it was taken from a holder that had not given it back. */
  readonly fromTheDead: boolean;
  /** True while nobody can say whether our set is committed: then the lease is left to expire, and its taker decides. */
  undecided = false;
  readonly #repository: Repository;
  readonly #stop = new AbortController();
  readonly #lost = new AbortController();
  readonly #beating: Promise<void>;
  #written: Promise<void> = Promise.resolve();
  #record: LeaseRecord;

  constructor(repository: Repository, record: LeaseRecord, fromTheDead: boolean, signal: AbortSignal) {
    this.#repository = repository;
    this.#record = record;
    this.fromTheDead = fromTheDead;
    this.signal = AbortSignal.any([signal, this.#lost.signal]);
    this.#beating = this.#beat();
  }

  get record(): LeaseRecord {
    return this.#record;
  }

  /** Lets others know that we do not rely on what these prunes delete, or these archivings move. */
  async note(knows: readonly string[]): Promise<void> {
    this.#record = { ...this.#record, knows };
    await this.#write();
  }

  /**
   * Says which set we are about to commit: who takes the lease over decides what becomes of it. To be confirmed afterwards: who
   * took it before has not seen this, and is seen then.
   */
  async makes(set: SetName): Promise<void> {
    this.#record = { ...this.#record, set };
    await this.#write();
  }

  /** Rejects with `lost` when somebody else has taken the lease. */
  async confirm(): Promise<void> {
    if (await isOvertaken(this.#repository, this.#record)) this.#lost.abort(lost(this.#record));
    if (this.#lost.signal.aborted) throw this.#lost.signal.reason;
  }

  /** Gives it back. A lease that nobody contends for is forgotten. */
  async end(): Promise<void> {
    this.#stop.abort();
    await this.#beating;
    if (this.undecided || this.#lost.signal.aborted) return;
    this.#record = { ...this.#record, ended: this.#repository.surroundings.now().toISOString() };
    const { lease, generation, reads } = this.#record;
    if (reads) await this.#repository.store.delete(leaseKey(lease, generation)).catch(() => this.#write());
    else await this.#write();
  }

  /** Never rejects: if the store is really gone, the work will hear it itself. */
  async #beat(): Promise<void> {
    const { signal } = this.#stop;
    for (;;) {
      await this.#repository.surroundings.pause(beatEvery, signal);
      if (signal.aborted || this.#lost.signal.aborted) return;
      await this.confirm()
        .then(() => this.#write())
        .catch(() => {});
    }
  }

  /** One after the other: a heartbeat that is on its way would take back what was written since, such as which set we make. */
  #write(): Promise<void> {
    this.#written = this.#written.catch(() => {}).then(() => this.#replace());
    return this.#written;
  }

  async #replace(): Promise<void> {
    const { lease, generation } = this.#record;
    await this.#repository.store.replace(leaseKey(lease, generation), encodeRecord(this.#record));
  }
}

/**
 * Runs `use` under a lease. Rejects with `busy` when somebody else has it. The signal of the lease fires when it is lost; that
 * it could not be given back is a warning.
 */
export async function withLease<T>(
  repository: Repository,
  claim: LeaseClaim,
  context: LeaseContext,
  use: (lease: Lease) => Promise<T>,
): Promise<T> {
  const { record, fromTheDead } = await acquire(repository, claim, context);
  const lease = new Lease(repository, record, fromTheDead, context.signal);
  try {
    return await use(lease);
  } finally {
    await lease.end().catch((thrown) => {
      context.meter.warn(`the lease ${claim.lease} could not be given back, and expires: ${messageOf(thrown)}`);
    });
  }
}

function lost({ lease, run }: LeaseRecord): PgstowError {
  return new PgstowError('lost', `run ${run} was declared dead, and its lease ${lease} was taken by another run`, {
    hint: 'it had not been heard of for a minute: its machine slept, or did not reach the repository; run it again',
    retryable: true,
  });
}
