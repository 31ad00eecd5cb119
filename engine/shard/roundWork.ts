import type { Repository } from '../repository/repository.ts';
import type { SharedSet } from '../repository/shardRecords.ts';
import { Claims, type ClaimsOf, type Found } from './claims.ts';

/** Where a unit stands in the round's work. */
export interface TakenUnit {
  readonly batch: number;
  /** Its position in the batch. */
  readonly index: number;
}

export interface RoundOptions extends Omit<ClaimsOf, 'batches'> {
  readonly batches: readonly (readonly unknown[])[];
  /** Given each listing of the set's objects; says whether the round is over for this machine. */
  readonly onLook: (found: Found) => Promise<boolean>;
  /** How often it is looked while this machine reads, in milliseconds. */
  readonly busyPause: number;
  readonly signal: AbortSignal;
}

/** Whoever waits looks again after this, then after twice as long each time, up to the most: milliseconds. */
export const firstPause = 250;
export const longestPause = 2000;

/** The work of one round, as one machine takes part in it. */
export class RoundWork {
  readonly #options: RoundOptions;
  readonly #pause: Repository['surroundings']['pause'];
  readonly #claims: Claims;
  readonly #set: SharedSet;
  readonly #ready: TakenUnit[] = [];
  /** Batches whose units this machine has been given: once. */
  readonly #given = new Set<number>();
  #claiming: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  /** Nobody is left to claim from, as far as we know. */
  #exhausted = false;
  #over = false;
  #waiting = 0;
  #arrival = Promise.withResolvers<void>();
  #impatience = new AbortController();

  constructor(repository: Pick<Repository, 'surroundings' | 'store'>, options: RoundOptions) {
    this.#options = options;
    this.#pause = repository.surroundings.pause;
    this.#set = options.set;
    this.#claims = new Claims(repository, { ...options, batches: options.batches.length });
  }

  /** The next unit for this machine; undefined when the round is over for it. While one batch is read the next is claimed. */
  async take(): Promise<TakenUnit | undefined> {
    while (!this.#over) {
      if (this.#failure) throw this.#failure.error;
      const next = this.#ready.shift();
      if (this.#ready.length === 0 && !this.#exhausted) this.#claiming ??= this.#claimNext();
      if (next) return next;
      await (this.#claiming ?? this.#wait());
    }
    return undefined;
  }

  /** Gives a batch to this machine, whoever has claimed it: what has become of it cannot be used. */
  again(batch: number): void {
    this.#enqueue(batch);
  }

  /** Looks at once what the others do. */
  lookNow(): void {
    this.#impatience.abort();
  }

  /** Looks what the others do, until the round is over. To be called once; rejects when the store fails. */
  async attend(): Promise<void> {
    let pause = firstPause;
    try {
      while (!(await this.#look())) {
        const isIdle = this.#waiting > 0;
        await this.#pauseFor(isIdle ? pause : this.#options.busyPause);
        pause = isIdle ? Math.min(pause * 2, longestPause) : firstPause;
      }
    } finally {
      this.#over = true;
      this.#arrival.resolve();
    }
  }

  /** Whether the round is over. */
  async #look(): Promise<boolean> {
    const { signal, onLook } = this.#options;
    if (signal.aborted) return true;
    this.#impatience = new AbortController();
    const found = await this.#set.look('', { signal });
    if (await onLook(found)) return true;
    if (this.#waiting === 0) return false;
    const batch = await this.#claims.takeOver(found, signal);
    if (batch !== undefined) this.#enqueue(batch);
    return false;
  }

  async #pauseFor(milliseconds: number): Promise<void> {
    await this.#pause(milliseconds, AbortSignal.any([this.#options.signal, this.#impatience.signal]));
  }

  /** Never rejects: that it failed is told by the next {@link take}. */
  async #claimNext(): Promise<void> {
    try {
      const batch = await this.#claims.next(this.#options.signal);
      if (batch === undefined) this.#exhausted = true;
      else this.#enqueue(batch);
    } catch (error) {
      this.#failure = { error };
    } finally {
      this.#claiming = undefined;
    }
  }

  #enqueue(batch: number): void {
    if (this.#given.has(batch)) return;
    this.#given.add(batch);
    const units = this.#options.batches[batch]!;
    this.#ready.push(...units.map((_, index) => ({ batch, index })));
    this.#arrival.resolve();
    this.#arrival = Promise.withResolvers();
  }

  async #wait(): Promise<void> {
    if (this.#waiting++ === 0) this.lookNow(); // who is busy looks seldom
    await this.#arrival.promise;
    this.#waiting--;
  }
}
