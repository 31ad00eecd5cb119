import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { PgstowError } from '../errors.ts';
import { isBearable } from '../seal/slots.ts';
import { inParallel } from './inParallel.ts';
import { damaged, decodeRecord, encodeRecord } from './jsonRecord.ts';
import { allKeySlotsPrefix, keySlotKey, parseKeySlotKey } from './keys.ts';
import { listParsed } from './listing.ts';
import type { Place } from './place.ts';
import { type SlotOpener, type SlotPlace, type SlotWrapped, unwrapFromSlot, wrapForSlot } from './slotWrapping.ts';
import { requireOpener, type Unlocking } from './unlocking.ts';

/** One way to open a repository: its master key, wrapped for a key, a passphrase or a key of AWS KMS. */
export interface KeySlot {
  /** Eight characters. */
  readonly slot: string;
  /** ISO 8601. */
  readonly created: string;
  /** `user@host`. */
  readonly by: string;
  /** What it is for, in the words of whoever added it. */
  readonly label?: string | undefined;
  readonly wrapped: SlotWrapped;
}

/** What has opened a repository. */
export interface Opened {
  readonly slot: string;
  readonly master: Uint8Array;
}

/** The key slots of a repository, each an object of its own: one is added or removed without touching the others. */
export class KeySlots {
  readonly #place: Place;
  readonly #repository: string;
  readonly #opened: Opened | undefined;

  /** Of the repository with this id. Without its master key slots can be listed, not added or removed. */
  constructor(place: Place, repository: string, opened?: Opened) {
    this.#place = place;
    this.#repository = repository;
    this.#opened = opened;
  }

  /** The slot that has opened the repository; undefined when it is locked. */
  get opened(): string | undefined {
    return this.#opened?.slot;
  }

  /** In the order in which they were added. */
  async list(): Promise<KeySlot[]> {
    return inOrder(await inParallel(await this.#names(), (slot) => this.#read(slot)));
  }

  /** Adds a slot, so that the repository opens with this as well. Rejects with `input` when it is locked, or not encrypted. */
  async add(unlocking: Unlocking, label?: string): Promise<KeySlot> {
    const opener = requireOpener(unlocking);
    if (!this.#opened) throw locked(this.#place.store.url, 'added');
    return this.#wrapInSlot(this.#opened.master, opener, label);
  }

  /** The first slot of a new repository. */
  async addFirst(master: Uint8Array, unlocking: Unlocking): Promise<Opened> {
    const { slot } = await this.#wrapInSlot(master, requireOpener(unlocking));
    return { slot, master };
  }

  /**
   * Removes a slot, but never the one that has opened the repository: of no other is it known that it opens it, for an `init`
   * that died may have left one with another master key. Puts it back when somebody has removed ours meanwhile: each of two
   * who remove one another's looks after it has deleted, so at least one of them sees it, and one that opens stays.
   */
  async remove(slot: string): Promise<KeySlot> {
    const slots = await this.list();
    const doomed = slots.find((each) => each.slot === slot);
    if (!doomed) {
      throw new PgstowError('input', `there is no key slot ${JSON.stringify(slot)}`, {
        hint: `there are ${slots.map((each) => each.slot).join(', ')}: pgstow key list`,
      });
    }
    if (slots.length === 1) {
      throw new PgstowError('input', `${slot} is the only key slot: without it nothing could be read any more`, {
        hint: 'add another one first: pgstow key add',
      });
    }
    if (!this.#opened) throw locked(this.#place.store.url, 'removed');
    if (slot === this.#opened.slot) {
      throw new PgstowError('input', `${slot} is the key slot that has just opened the repository`, {
        hint: 'open it with what is to stay, and remove this one then',
      });
    }
    await this.#place.store.delete(keySlotKey(slot));
    if ((await this.#place.store.size(keySlotKey(this.#opened.slot))) !== undefined) return doomed;
    await this.#place.store.create(keySlotKey(slot), encodeRecord(doomed));
    throw new PgstowError('conflict', `key slot ${this.#opened.slot} was removed at the same moment by somebody else`, {
      hint: `${slot} was put back: look at pgstow key list`,
    });
  }

  /** Whether AWS KMS could open it. */
  async hasKms(): Promise<boolean> {
    return (await this.#readable()).slots.some(({ wrapped }) => wrapped.kind === 'kms');
  }

  /**
   * The slot for this opener, with the master key of the repository, which `fits`. Slots with another one are passed over:
   * an `init` that died may have left one. So are damaged ones, and those that AWS KMS refuses: one is not to keep out who
   * can open another. Rejects with `input` when no slot is for this opener, or as {@link unwrapFromSlot} does.
   */
  async open(opener: SlotOpener, fits: (master: Buffer) => boolean): Promise<Opened> {
    const found = await this.#readable();
    const refusals: unknown[] = [];
    const { url } = this.#place.store;
    for (const { slot, wrapped } of found.slots) {
      const place = this.#slotPlace(slot, `${url} cannot be opened`);
      const master = await unwrapFromSlot(wrapped, opener, place).catch((thrown) => void refusals.push(thrown));
      if (master && fits(master)) return { slot, master };
    }
    if (refusals.length > 0) throw withOtherWays(refusals[0], opener, found);
    throw wrongOpener(opener, found, url);
  }

  #slotPlace(slot: string, purpose: string): SlotPlace {
    return { repository: this.#repository, slot, purpose, aws: this.#place.aws };
  }

  async #wrapInSlot(master: Uint8Array, opener: SlotOpener, label?: string): Promise<KeySlot> {
    const { now, user, host } = this.#place.surroundings;
    const slot = randomBytes(4).toString('hex');
    const added: KeySlot = {
      slot,
      created: now().toISOString(),
      by: `${user}@${host}`,
      ...(label && { label }),
      wrapped: await wrapForSlot(master, opener, this.#slotPlace(slot, 'key slot')),
    };
    if (await this.#place.store.create(keySlotKey(slot), encodeRecord(added))) return added;
    return this.#wrapInSlot(master, opener, label);
  }

  async #readable(): Promise<Found> {
    const found = await this.#names();
    const read = await inParallel(found, (slot) => this.#read(slot).catch(damageOf));
    const slots = read.filter((each): each is KeySlot => !(each instanceof PgstowError));
    return { slots: inOrder(slots), damaged: read.filter((each) => each instanceof PgstowError) };
  }

  async #names(): Promise<string[]> {
    return (await listParsed(this.#place.store, allKeySlotsPrefix, parseKeySlotKey)).map(({ slot }) => slot);
  }

  async #read(slot: string): Promise<KeySlot> {
    const key = keySlotKey(slot);
    const read = decodeRecord(await this.#place.store.get(key), slotSchema, key);
    if (read.slot === slot) return read;
    throw damaged(key, `says that it is key slot ${read.slot}`);
  }
}

function inOrder(slots: readonly KeySlot[]): KeySlot[] {
  return slots.toSorted((a, b) => (a.created < b.created ? -1 : 1));
}

function damageOf(thrown: unknown): PgstowError {
  if (thrown instanceof PgstowError && thrown.code === 'damaged') return thrown;
  throw thrown;
}

function locked(url: string, deed: 'added' | 'removed'): PgstowError {
  return new PgstowError('input', `${url} is not open: a key can only be ${deed} by who has one`, {
    hint: 'set PGSTOW_KEY or PGSTOW_PASSPHRASE to one that opens it; a repository without encryption has no keys',
  });
}

interface Found {
  readonly slots: readonly KeySlot[];
  readonly damaged: readonly PgstowError[];
}

const kinds = { key: 'key', passphrase: 'passphrase', kms: 'key of AWS KMS' } as const;

function wrongOpener({ kind }: SlotOpener, { slots, damaged }: Found, url: string): PgstowError {
  const same = slots.filter(({ wrapped }) => wrapped.kind === kind);
  const why = same.length > 0 ? `the ${kinds[kind]} is wrong` : `it has no slot for a ${kinds[kind]}`;
  const lost = damaged.map(({ message }) => `; ${message}`).join('');
  return new PgstowError('input', `${url} cannot be opened: ${why}`, {
    hint: `it opens with: ${waysIn(slots) || 'nothing, for its key slots are gone'}${lost}`,
  });
}

/** What AWS says, and that there is another way. */
function withOtherWays(thrown: unknown, { kind }: SlotOpener, { slots }: Found): unknown {
  const others = waysIn(slots.filter(({ wrapped }) => wrapped.kind !== kind));
  if (!(thrown instanceof PgstowError) || !others) return thrown;
  const { code, message, hint, retryable } = thrown;
  return new PgstowError(code, message, { hint: `${hint}; it also opens with: ${others}`, retryable, cause: thrown });
}

function waysIn(slots: readonly KeySlot[]): string {
  return slots.map(({ slot, label, created, wrapped }) => `${wrapped.kind} ${label ?? slot} of ${created}`).join('; ');
}

const text = z.string();

const slotSchema: z.ZodType<KeySlot> = z.object({
  slot: text,
  created: z.iso.datetime(),
  by: text,
  label: text.optional(),
  wrapped: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('key'), sealed: text }),
    z.object({
      kind: z.literal('passphrase'),
      // bounded: whoever can write to the store is not to keep us busy for ever
      scrypt: z
        .object({ N: z.int().min(2), r: z.int().min(1).max(16), p: z.int().min(1).max(16), salt: text })
        .refine(isBearable, 'its numbers for scrypt are out of bounds'),
      sealed: text,
    }),
    z.object({ kind: z.literal('kms'), key: text, ciphertext: text }),
  ]),
});
