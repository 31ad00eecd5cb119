import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Store, StoredObject, StoreOptions } from '../store/store.ts';
import type { SetName } from './contents.ts';
import { inParallel } from './inParallel.ts';
import { checkShape, decodeRecord, encodeRecord, parseJson } from './jsonRecord.ts';
import { groupPrefix, parseShardKey, shardKey } from './keys.ts';
import { encodeProven, provenBody } from './provenFile.ts';
import { type BatchResult, batchResultSchema, type SharedWork, sharedWorkSchema } from './sharedWork.ts';
import { openVault, type Vault } from './vault.ts';

/**
 * The objects by which several machines make one set. All are created once, but for those by which each machine shows that it is
 * alive. What speaks of rows is sealed as all of a set is.
 *
 * ```
 * shards/<plan>/<group>/<set>/begun.json                   the set is one that this group may make
 * shards/<plan>/<group>/<set>/members/<member>.json        a machine that reads for it           rewritten by that machine
 * shards/<plan>/<group>/<set>/<round>/work.json            a snapshot, and what is read at it
 * shards/<plan>/<group>/<set>/<round>/claims/<batch>.<n>   who reads a batch, after n - 1 that died
 * shards/<plan>/<group>/<set>/<round>/results/<batch>      what was read
 * shards/<plan>/<group>/<set>/<round>/over.json            the leader has let its snapshot go
 * shards/<plan>/<group>/<set>/end.json                     how the leader has ended
 * ```
 */
export class ShardRecords {
  readonly #store: Store;
  readonly #vault: Vault;

  constructor(store: Store, vault: Vault = openVault) {
    this.#store = store;
    this.#vault = vault;
  }

  /** The sets that a group has begun to make of a plan. */
  async begunBy(plan: string, group: string, options?: StoreOptions): Promise<SetName[]> {
    const sets: SetName[] = [];
    for await (const { key } of this.#store.list(groupPrefix(plan, folderOf(group)), options)) {
      const name = parseShardKey(key);
      if (name?.part === 'begun.json') sets.push({ plan, set: name.set });
    }
    return sets;
  }

  of(group: string, name: SetName): SharedSet {
    return new SharedSet(this.#store, this.#vault, folderOf(group), name);
  }
}

/** A group's name may be any text. */
function folderOf(group: string): string {
  return createHash('sha256').update(group).digest('hex').slice(0, 16);
}

/** Who makes a set. */
export interface Begun {
  readonly group: string;
  readonly run: string;
}

/** Who reads a batch. */
export interface Claim {
  readonly member: string;
  readonly shard: string;
}

/** What the leader has come to. */
export type SharedEnd =
  | { readonly outcome: 'committed' }
  | { readonly outcome: 'failed'; readonly error: SharedFailure };

export interface SharedFailure {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** A set that several machines make. */
export class SharedSet {
  readonly name: SetName;
  readonly #store: Store;
  readonly #vault: Vault;
  readonly #group: string;
  /** How the work begins that was read last: results are sealed with its keys, for the leader may know of no newer ones. */
  #work: Buffer | undefined;

  constructor(store: Store, vault: Vault, group: string, name: SetName) {
    this.name = name;
    this.#store = store;
    this.#vault = vault;
    this.#group = group;
  }

  /** What is there, by what keys have after the set. */
  async look(under = '', options?: StoreOptions): Promise<ReadonlyMap<string, StoredObject>> {
    const prefix = this.#key(under);
    const found = new Map<string, StoredObject>();
    for await (const object of this.#store.list(prefix, options)) {
      found.set(object.key.slice(prefix.length - under.length), object);
    }
    return found;
  }

  async begin(begun: Begun): Promise<void> {
    await this.#store.create(this.#key('begun.json'), encodeRecord(begun));
  }

  async readBegun(options?: StoreOptions): Promise<Begun> {
    const key = this.#key('begun.json');
    return decodeRecord(await this.#store.get(key, undefined, options), begunSchema, key);
  }

  async end(end: SharedEnd): Promise<void> {
    await this.#store.create(this.#key('end.json'), encodeRecord(end));
  }

  async readEnd(options?: StoreOptions): Promise<SharedEnd> {
    const key = this.#key('end.json');
    return decodeRecord(await this.#store.get(key, undefined, options), endSchema, key);
  }

  async publish(round: number, work: SharedWork): Promise<void> {
    await this.#createProven(this.#key(`${round}/work.json`), 'work', work);
  }

  async readWork(round: number, options?: StoreOptions): Promise<SharedWork> {
    const key = this.#key(`${round}/work.json`);
    const stored = await this.#store.get(key, undefined, options);
    const work = await this.#proved(key, stored, 'work', sharedWorkSchema);
    this.#work = stored.subarray(0, 64);
    return work;
  }

  /** False when somebody else has this claim. */
  async claim(round: number, batch: number, nth: number, claim: Claim, options?: StoreOptions): Promise<boolean> {
    return this.#store.create(this.#key(`${round}/claims/${batch}.${nth}`), encodeRecord(claim), options);
  }

  async readClaim(round: number, batch: number, nth: number, options?: StoreOptions): Promise<Claim> {
    const key = this.#key(`${round}/claims/${batch}.${nth}`);
    return decodeRecord(await this.#store.get(key, undefined, options), claimSchema, key);
  }

  /** The first result of a batch counts: another one is of the same rows. */
  async addResult(round: number, batch: number, result: BatchResult): Promise<void> {
    await this.#createProven(this.#key(`${round}/results/${batch}`), 'result', result, this.#work);
  }

  async readResult(round: number, batch: number, options?: StoreOptions): Promise<BatchResult> {
    return this.#readProven(this.#key(`${round}/results/${batch}`), 'result', batchResultSchema, options);
  }

  async close(round: number): Promise<void> {
    await this.#store.create(this.#key(`${round}/over.json`), encodeRecord({}));
  }

  /** To be called by that member alone. */
  async writeMember(member: string, record: object): Promise<void> {
    await this.#store.replace(this.#key(`members/${member}.json`), encodeRecord(record));
  }

  async readMember<T>(member: string, schema: z.ZodType<T>, options?: StoreOptions): Promise<T> {
    const key = this.#key(`members/${member}.json`);
    return decodeRecord(await this.#store.get(key, undefined, options), schema, key);
  }

  /** Forgets all but what late machines ask for. */
  async clear(): Promise<void> {
    const parts = [...(await this.look()).values()].filter(({ key }) => !/\/(begun|end)\.json$/.test(key));
    await inParallel(parts, ({ key }) => this.#store.delete(key));
  }

  #key(part: string): string {
    return shardKey(this.name.plan, this.#group, this.name.set, part);
  }

  async #createProven(key: string, what: 'work' | 'result', value: unknown, like?: Buffer): Promise<void> {
    await this.#store.create(key, this.#vault.sealRecord(key, [encodeProven(what, value)], like));
  }

  async #readProven<T>(key: string, what: 'work' | 'result', schema: z.ZodType<T>, options?: StoreOptions): Promise<T> {
    return this.#proved(key, await this.#store.get(key, undefined, options), what, schema);
  }

  async #proved<T>(key: string, stored: Buffer, what: 'work' | 'result', schema: z.ZodType<T>): Promise<T> {
    const opened = await this.#vault.openRecord(key, stored);
    return checkShape(parseJson(provenBody(opened, what, key), key), schema, key);
  }
}

const begunSchema: z.ZodType<Begun> = z.object({ group: z.string(), run: z.string() });
const claimSchema: z.ZodType<Claim> = z.object({ member: z.string(), shard: z.string() });
const endSchema: z.ZodType<SharedEnd> = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('committed') }),
  z.object({
    outcome: z.literal('failed'),
    error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }),
  }),
]);
