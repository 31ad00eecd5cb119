import { throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { readServerIdentity } from '../postgres/serverIdentity.ts';
import type { ShardShare } from '../repository/evidence.ts';
import type { Repository } from '../repository/repository.ts';
import { runError } from '../repository/runHandle.ts';
import type { SharedSet } from '../repository/shardRecords.ts';
import type { ServerIdentity } from '../repository/sharedWork.ts';
import { divideIntoBatches } from '../shard/batches.ts';
import type { Shard } from '../shard/shard.ts';
import { LeaderSource } from './leaderSource.ts';
import type { Distribute } from './readData.ts';
import { sharedReader } from './readingDigest.ts';
import { toShared } from './sharedUnits.ts';
import type { Snapshot } from './snapshot.ts';
import { unitsForUs } from './unitSource.ts';

/** How the reading of a set is shared among machines. */
export interface Sharing {
  /** How many there are. */
  readonly machines: number;
  /** Where the snapshot is; to be asked while its leader is free. Undefined where nobody else needs to know. */
  server(snapshot: Snapshot): Promise<ServerIdentity | undefined>;
  distribute(snapshot: Snapshot, server: ServerIdentity | undefined, signal: AbortSignal): Distribute;
  /** To be called before a snapshot is let go that was distributed. */
  close(): Promise<void>;
  /** To be called when the set is there. */
  committed(): Promise<void>;
  /** What each machine has read of the set; absent where there is one only. */
  shares(): readonly ShardShare[] | undefined;
}

/** One machine reads everything. */
export const alone: Sharing = {
  machines: 1,
  server: async () => undefined,
  distribute: () => async (units, _, use) => use(unitsForUs(units)),
  close: async () => {},
  committed: async () => {},
  shares: () => undefined,
};

/** This machine leads others: it publishes what is to be read, and takes part in reading it. */
export class Leading implements Sharing {
  readonly #repository: Repository;
  readonly #shard: Shard;
  readonly #set: SharedSet;
  readonly #meter: ProgressMeter;
  #round = 0;
  #shares = new Map<string, ShardShare>();

  constructor(repository: Repository, shard: Shard, set: SharedSet, meter: ProgressMeter) {
    this.#repository = repository;
    this.#shard = shard;
    this.#set = set;
    this.#meter = meter;
  }

  get machines(): number {
    return this.#shard.total;
  }

  server({ leader, facts, target }: Snapshot): Promise<ServerIdentity> {
    return readServerIdentity(leader, facts, target);
  }

  distribute(snapshot: Snapshot, server: ServerIdentity, signal: AbortSignal): Distribute {
    const { id, mark } = snapshot;
    const common = { snapshot: id, mark, server, reader: sharedReader(snapshot) };
    this.#shares = new Map(); // of an earlier snapshot nothing counts
    return async (units, progress, use) => {
      const round = ++this.#round;
      const batches = divideIntoBatches(units, this.#shard.total);
      await this.#set.publish(round, { ...common, batches: batches.map((batch) => batch.map(toShared)) });
      if (id === null) {
        this.#meter.warn(readsAlone);
        return use(unitsForUs(units));
      }
      const stop = new AbortController();
      const both = AbortSignal.any([signal, stop.signal]);
      const onRead = (shard: string, host: string, bytes: number) => this.#note(shard, host, bytes);
      const about = { repository: this.#repository, set: this.#set, shard: this.#shard, meter: this.#meter };
      const source = new LeaderSource({ ...about, round, batches, progress, onRead, signal: both });
      const attending = source.attend();
      attending.catch(() => {});
      try {
        const result = await use(source);
        await attending;
        throwIfAborted(signal);
        return result;
      } finally {
        stop.abort();
        await attending.catch(() => {});
      }
    };
  }

  async close(): Promise<void> {
    if (this.#round > 0) await this.#set.close(this.#round).catch(() => {}); // the snapshot itself tells as well
  }

  async committed(): Promise<void> {
    await this.#set.end({ outcome: 'committed' }).catch(() => {}); // the set itself tells as well
  }

  shares(): readonly ShardShare[] {
    return [...this.#shares.values()].sort((a, b) => Number.parseInt(a.shard, 10) - Number.parseInt(b.shard, 10));
  }

  #note(shard: string, host: string, bytes: number): void {
    const key = `${shard} ${host}`;
    const before = this.#shares.get(key)?.bytes ?? 0;
    this.#shares.set(key, { shard, host, bytes: before + bytes });
  }
}

/** A snapshot that a standby exports can show unfinished transactions as finished. */
const readsAlone =
  'the source is a standby: this shard, which leads, reads it alone, by one connection, and the others wait; let the plan name the primary to read with all of them';

/** Runs `make` as the leader of a group, and lets the others know that it has failed. Whoever dies says nothing. */
export async function asLeader<T>(set: SharedSet, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (thrown) {
    await set.end({ outcome: 'failed', error: runError(thrown) }).catch(() => {});
    throw thrown;
  }
}
