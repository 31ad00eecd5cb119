import type { Repository } from '../repository/repository.ts';
import type { SharedSet } from '../repository/shardRecords.ts';
import type { StoredObject } from '../store/store.ts';
import { Obituaries } from './member.ts';
import { nameOfShard, type Shard } from './shard.ts';

/** The member that holds the lease: its life is the round's, so it shows itself nowhere else. */
export const leadingMember = 'leader';

export interface ClaimsOf {
  readonly set: SharedSet;
  readonly round: number;
  /** How many batches there are. */
  readonly batches: number;
  /** Who claims. */
  readonly member: string;
  readonly shard: Pick<Shard, 'index' | 'total'>;
}

/** What a listing of a set's objects shows. */
export type Found = ReadonlyMap<string, StoredObject>;

/** Which machine reads which batch of a round: whoever creates the batch's next claim. */
export class Claims {
  readonly #of: ClaimsOf;
  readonly #obituaries: Obituaries;
  /** How often each batch was claimed, as far as we know. */
  readonly #claimed = new Map<number, number>();
  /** Those that we have. */
  readonly #ours = new Set<number>();
  readonly #holders = new Map<string, Promise<string | undefined>>();

  constructor(repository: Pick<Repository, 'surroundings' | 'store'>, of: ClaimsOf) {
    this.#of = of;
    this.#obituaries = new Obituaries(repository, of.set);
  }

  /** Takes note of what others have claimed. */
  learn(found: Found): void {
    const { round } = this.#of;
    for (const key of found.keys()) {
      const [, batch, nth] = new RegExp(`^${round}/claims/(\\d+)\\.(\\d+)$`).exec(key) ?? [];
      if (batch) this.#claimed.set(Number(batch), Math.max(Number(nth), this.#claimed.get(Number(batch)) ?? 0));
    }
  }

  /**
   * Claims a batch that nobody has claimed yet; undefined when there is none. Each machine begins with every nth of them, so that
   * they do not get in each other's way; then it takes what the others have left.
   */
  async next(signal: AbortSignal): Promise<number | undefined> {
    const { index, total } = this.#of.shard;
    for (let batch = index - 1; batch < this.#of.batches; batch += total) {
      if (!this.#claimed.has(batch) && (await this.#claim(batch, 1, signal))) return batch;
    }
    for (;;) {
      this.learn(await this.#of.set.look(`${this.#of.round}/claims/`, { signal }));
      const free = Array.from({ length: this.#of.batches }, (_, batch) => batch).filter((b) => !this.#claimed.has(b));
      if (free.length === 0) return undefined;
      const batch = free[(index - 1) % free.length]!;
      if (await this.#claim(batch, 1, signal)) return batch;
    }
  }

  /** Takes over a batch without a result whose holder is dead; undefined when there is none. `found` shows claims, results and members. */
  async takeOver(found: Found, signal: AbortSignal): Promise<number | undefined> {
    const { round, member } = this.#of;
    this.learn(found);
    for (const [batch, nth] of this.#claimed) {
      if (this.#ours.has(batch) || found.has(`${round}/results/${batch}`)) continue;
      const holder = await this.#holderOf(batch, nth);
      if (holder === member) {
        this.#ours.add(batch); // the reply to our claim was lost
        return batch;
      }
      if (holder === leadingMember) continue;
      const isDead =
        holder === undefined || (await this.#obituaries.isDead(holder, found.get(`members/${holder}.json`)));
      if (isDead && (await this.#claim(batch, nth + 1, signal))) return batch;
    }
    return undefined;
  }

  /** Batches that were taken over, with the number of their newest claim. */
  get takenOver(): readonly (readonly [number, number])[] {
    return [...this.#claimed].filter(([, nth]) => nth > 1);
  }

  async #claim(batch: number, nth: number, signal: AbortSignal): Promise<boolean> {
    const { set, round, member, shard } = this.#of;
    const isOurs = await set.claim(round, batch, nth, { member, shard: nameOfShard(shard) }, { signal });
    this.#claimed.set(batch, Math.max(nth, this.#claimed.get(batch) ?? 0));
    if (isOurs) this.#ours.add(batch);
    return isOurs;
  }

  /** A claim never changes. Of one that cannot be read nobody is the holder. */
  #holderOf(batch: number, nth: number): Promise<string | undefined> {
    const key = `${batch}.${nth}`;
    const holder =
      this.#holders.get(key) ??
      this.#of.set.readClaim(this.#of.round, batch, nth).then(
        ({ member }) => member,
        (thrown) => {
          if (isDamaged(thrown)) return undefined;
          this.#holders.delete(key);
          throw thrown;
        },
      );
    this.#holders.set(key, holder);
    return holder;
  }
}

function isDamaged(thrown: unknown): boolean {
  return (thrown as { code?: unknown }).code === 'damaged';
}
