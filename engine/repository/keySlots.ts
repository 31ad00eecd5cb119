import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { PgstowError } from '../errors.ts';
import { type Opener, unwrap, type Wrapped, wrap } from '../seal/slots.ts';
import type { Store } from '../store/store.ts';
import { inParallel } from './inParallel.ts';
import { decodeRecord, encodeRecord } from './jsonRecord.ts';
import { allKeySlotsPrefix, keySlotKey, parseKeySlotKey } from './keys.ts';
import { listParsed } from './listing.ts';
import type { Surroundings } from './surroundings.ts';
import { requireOpener, type Unlocking } from './unlocking.ts';

/** One way to open a repository: its master key, wrapped for a key or a passphrase. */
export interface KeySlot {
  /** Eight characters. */
  readonly slot: string;
  /** ISO 8601. */
  readonly created: string;
  /** `user@host`. */
  readonly by: string;
  /** What it is for, in the words of whoever added it. */
  readonly label?: string | undefined;
  readonly wrapped: Wrapped;
}

/** The key slots of a repository, each an object of its own: one is added or removed without touching the others. */
export class KeySlots {
  readonly #store: Store;
  readonly #surroundings: Surroundings;
  readonly #master: Uint8Array | undefined;

  /** Without the master key slots can be listed and removed, not added. */
  constructor(store: Store, surroundings: Surroundings, master?: Uint8Array) {
    this.#store = store;
    this.#surroundings = surroundings;
    this.#master = master;
  }

  /** In the order in which they were added. */
  async list(): Promise<KeySlot[]> {
    const found = await listParsed(this.#store, allKeySlotsPrefix, parseKeySlotKey);
    const slots = await inParallel(found, ({ slot }) => this.#read(slot));
    return slots.sort((a, b) => (a.created < b.created ? -1 : 1));
  }

  /** Adds a slot, so that the repository opens with this as well. Rejects with `input` when it is locked, or not encrypted. */
  async add(unlocking: Unlocking, label?: string): Promise<KeySlot> {
    const opener = requireOpener(unlocking);
    if (!this.#master) throw locked(this.#store.url);
    const { now, user, host } = this.#surroundings;
    const slot = randomBytes(4).toString('hex');
    const added: KeySlot = {
      slot,
      created: now().toISOString(),
      by: `${user}@${host}`,
      ...(label && { label }),
      wrapped: await wrap(this.#master, opener, slot),
    };
    if (await this.#store.create(keySlotKey(slot), encodeRecord(added))) return added;
    return this.add(unlocking, label);
  }

  /** Removes a slot. The last one stays: nobody could ever open the repository again. */
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
    await this.#store.delete(keySlotKey(slot));
    return doomed;
  }

  /**
   * The master key of the repository, which `fits`. Slots with another one are passed over: an `init` that died may have
   * left one. Rejects with `input` when no slot is for this opener.
   */
  async open(opener: Opener, fits: (master: Buffer) => boolean): Promise<Buffer> {
    const slots = await this.list();
    for (const { slot, wrapped } of slots) {
      const master = await unwrap(wrapped, opener, slot);
      if (master && fits(master)) return master;
    }
    throw wrongOpener(opener, slots, this.#store.url);
  }

  async #read(slot: string): Promise<KeySlot> {
    const key = keySlotKey(slot);
    return decodeRecord(await this.#store.get(key), slotSchema, key);
  }
}

function locked(url: string): PgstowError {
  return new PgstowError('input', `${url} is not open: a key can only be added by who has one`, {
    hint: 'set PGSTOW_KEY or PGSTOW_PASSPHRASE to one that opens it; a repository without encryption has no keys',
  });
}

function wrongOpener({ kind }: Opener, slots: readonly KeySlot[], url: string): PgstowError {
  const same = slots.filter(({ wrapped }) => wrapped.kind === kind);
  const known = slots.map(({ slot, label, created, wrapped }) => `${wrapped.kind} ${label ?? slot} of ${created}`);
  const why = same.length > 0 ? `the ${kind} is wrong` : `it has no slot for a ${kind}`;
  return new PgstowError('input', `${url} cannot be opened: ${why}`, {
    hint: `it opens with: ${known.join('; ') || 'nothing, for its key slots are gone'}`,
  });
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
      scrypt: z.object({ N: z.int().max(2 ** 18), r: z.int().max(16), p: z.int().max(16), salt: text }),
      sealed: text,
    }),
  ]),
});
