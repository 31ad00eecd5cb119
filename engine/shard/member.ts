import { z } from 'zod';
import { beatEvery, judgeLease } from '../lease/judgeLease.ts';
import { type LeaseHolder, leaseHolderSchema } from '../lease/leaseRecord.ts';
import { holderOf } from '../lease/settle.ts';
import type { Repository } from '../repository/repository.ts';
import type { SharedSet } from '../repository/shardRecords.ts';
import type { StoredObject } from '../store/store.ts';

/** A machine that reads for a set that another one makes. */
export interface MemberRecord {
  /** Which one, such as `3/8`. */
  readonly shard: string;
  readonly holder: LeaseHolder;
  /** ISO 8601; absent while it reads, and when it died. */
  readonly ended?: string | undefined;
}

/** Runs `use` while an object says every few seconds that we are alive. */
export async function asMember<T>(
  { surroundings }: Pick<Repository, 'surroundings'>,
  set: SharedSet,
  { member, shard }: { readonly member: string; readonly shard: string },
  use: () => Promise<T>,
): Promise<T> {
  const record: MemberRecord = { shard, holder: holderOf(surroundings) };
  await set.writeMember(member, record);
  const stop = new AbortController();
  const beating = beat(() => set.writeMember(member, record), surroundings.pause, stop.signal);
  try {
    return await use();
  } finally {
    stop.abort();
    await beating;
    const ended = surroundings.now().toISOString();
    await set.writeMember(member, { ...record, ended }).catch(() => {}); // else it is missed after a minute
  }
}

/** Never rejects: if the store is really gone, the work will hear it itself. */
async function beat(
  write: () => Promise<void>,
  pause: Repository['surroundings']['pause'],
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await pause(beatEvery, signal);
    if (signal.aborted) return;
    await write().catch(() => {});
  }
}

/** Which members have surely ended: costs a request for each change of one, and for the time while one is silent. */
export class Obituaries {
  readonly #repository: Pick<Repository, 'surroundings' | 'store'>;
  readonly #set: SharedSet;
  readonly #seen = new Map<string, Seen>();

  constructor(repository: Pick<Repository, 'surroundings' | 'store'>, set: SharedSet) {
    this.#repository = repository;
    this.#set = set;
  }

  /** Whether a member is dead, by the object that a listing has just shown of it. */
  async isDead(member: string, object: StoredObject | undefined): Promise<boolean> {
    if (!object) return true; // it shows itself before it claims anything
    const { record, since } = await this.#look(member, object);
    const unchanged = performance.now() - since;
    const silence = unchanged < 2 * beatEvery ? 0 : await this.#silence(object);
    return ['ended', 'gone', 'expired'].includes(judgeLease(record, silence, this.#repository.surroundings));
  }

  async #look(member: string, object: StoredObject): Promise<Seen> {
    const form = `${object.modified.getTime()} ${object.size} ${object.etag}`;
    const seen = this.#seen.get(member);
    if (seen?.form === form) return seen;
    const record = await this.#set.readMember(member, memberSchema);
    const now = { form, record, since: performance.now() };
    this.#seen.set(member, now);
    return now;
  }

  async #silence({ modified }: StoredObject): Promise<number> {
    return (await this.#repository.store.clock()).getTime() - modified.getTime();
  }
}

interface Seen {
  readonly form: string;
  readonly record: MemberRecord;
  /** By our own clock. */
  readonly since: number;
}

const memberSchema: z.ZodType<MemberRecord> = z.object({
  shard: z.string(),
  holder: leaseHolderSchema,
  ended: z.iso.datetime().optional(),
});
