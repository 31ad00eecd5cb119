import { type ErrorCode, PgstowError, throwIfAborted } from '../errors.ts';
import { newestOf } from '../lease/acquire.ts';
import { beatEvery, isHeld } from '../lease/judgeLease.ts';
import type { LeaseRecord } from '../lease/leaseRecord.ts';
import type { Repository } from '../repository/repository.ts';
import type { SharedFailure, SharedSet } from '../repository/shardRecords.ts';
import type { Found } from './claims.ts';
import { firstPause, longestPause } from './roundWork.ts';
import { nameOfShard } from './shard.ts';

/** What has become of the leader, or of its round. */
export type Verdict =
  /** The set is there. */
  | { readonly kind: 'committed' }
  /** It has failed by what others would meet too. */
  | { readonly kind: 'failed'; readonly error: PgstowError }
  /** It has let the snapshot go, and may come with another one. */
  | { readonly kind: 'roundOver' }
  /** It has given the lease back, or lost it. */
  | { readonly kind: 'gone' }
  /** Its snapshot is gone without a word: it cannot go on, whatever its lease looks like. */
  | { readonly kind: 'dead' };

/** Failures of one machine: another one may well do better. All others are everybody's. */
const ofOneMachine: readonly string[] = ['connection', 'store', 'lost', 'interrupted'] satisfies ErrorCode[];

/** What a machine sees of the one that leads. */
export class Following {
  readonly #repository: Repository;
  readonly #lease: LeaseRecord;
  readonly #set: SharedSet;
  #askedLease = performance.now();

  constructor(repository: Repository, lease: LeaseRecord, set: SharedSet) {
    this.#repository = repository;
    this.#lease = lease;
    this.#set = set;
  }

  /**
   * Undefined while the leader is at work in this round, or between two rounds where none is given. `found` is a listing that was just
   * made; the lease costs requests of its own, and is asked for seldom.
   */
  async judge(found: Found, round?: number): Promise<Verdict | undefined> {
    if (found.has('end.json')) return this.#ended(round);
    if (round !== undefined && (found.has(`${round}/over.json`) || found.has(`${round + 1}/work.json`)))
      return { kind: 'roundOver' };
    if (performance.now() - this.#askedLease < beatEvery) return undefined;
    return (await this.#leads()) ? undefined : { kind: 'gone' };
  }

  /** The next round after this one; or why there will be none. */
  async nextRound(after: number, signal: AbortSignal): Promise<number | Verdict> {
    const seen = async (found: Found) => (await this.judge(found)) ?? openRound(found, after);
    return (await this.#look<number | Verdict>(signal, Number.POSITIVE_INFINITY, seen))!;
  }

  /** Waits for a verdict on a round; undefined when there is none within so many milliseconds. */
  async verdict(round: number, signal: AbortSignal, within = Number.POSITIVE_INFINITY): Promise<Verdict | undefined> {
    return this.#look(signal, within, (found) => this.judge(found, round));
  }

  async #look<T>(
    signal: AbortSignal,
    within: number,
    seen: (found: Found) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const giveUp = performance.now() + within;
    for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
      throwIfAborted(signal);
      const result = await seen(await this.#set.look('', { signal }));
      if (result !== undefined || performance.now() > giveUp) return result;
      await this.#repository.surroundings.pause(pause, signal);
    }
  }

  /** Who has failed may have commands to run under its lease: until that is given back nobody else leads. */
  async #ended(round: number | undefined): Promise<Verdict | undefined> {
    const end = await this.#set.readEnd();
    if (end.outcome === 'committed') return { kind: 'committed' };
    if (!ofOneMachine.includes(end.error.code)) return { kind: 'failed', error: failureOf(this.#lease, end.error) };
    if (round !== undefined) return { kind: 'roundOver' };
    return (await this.#leads()) ? undefined : { kind: 'gone' };
  }

  async #leads(): Promise<boolean> {
    this.#askedLease = performance.now();
    const { lease, generation } = this.#lease;
    const newest = await newestOf(this.#repository, lease);
    return newest !== undefined && newest.record.generation === generation && isHeld(newest.state);
  }
}

/** The newest round after this one that is not over. */
function openRound(found: Found, after: number): number | undefined {
  const open = [...found.keys()].flatMap((key) => {
    const [, round] = /^(\d+)\/work\.json$/.exec(key) ?? [];
    return round && !found.has(`${round}/over.json`) ? Number(round) : [];
  });
  const newest = Math.max(...open);
  return newest > after ? newest : undefined;
}

function failureOf({ shards, holder }: LeaseRecord, { code, message, hint }: SharedFailure): PgstowError {
  const leader = shards ? `shard ${nameOfShard({ index: shards.shard, total: shards.total })}` : 'the shard';
  return new PgstowError(code as ErrorCode, `${leader} on ${holder.host}, which leads, has failed: ${message}`, {
    ...(hint !== undefined && { hint }),
  });
}
