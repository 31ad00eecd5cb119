import { PgstowError } from '../errors.ts';
import { deriveKeys, keysId } from '../seal/keys.ts';
import { followsOn, type Generation, mostRecordsRead, readGeneration } from './generations.ts';
import { inParallel } from './inParallel.ts';
import { damaged } from './jsonRecord.ts';
import { damageOf, decodeKeySlot, isProved, type KeySlot, nameInWrap, openOlder } from './keySlot.ts';
import {
  allKeySlotsPrefix,
  generationKey,
  type KeySlotName,
  keySlotKey,
  parseGenerationKey,
  parseKeySlotKey,
} from './keys.ts';
import { listParsed } from './listing.ts';
import type { Place } from './place.ts';
import { type SlotOpener, type SlotPlace, unwrapFromSlot } from './slotWrapping.ts';
import { noOpener, wasRotated, withOtherWays } from './whyNotOpen.ts';

/** What is under `keys/`, by names alone. */
export interface KeyListing {
  readonly slots: readonly KeySlotName[];
  /** The number of the newest master key: 1 where there is but the first. */
  readonly newest: number;
  /** The numbers of those that there are records of: whoever can write to the store may have put any there. */
  readonly recorded: ReadonlySet<number>;
}

/** The newest master key, and what it is wrapped in. */
export interface KeysStored extends KeyListing {
  /** Undefined where both objects of it are damaged: which keys it stands for cannot be told then. */
  readonly generation: Generation | undefined;
  /** Of this generation, in the order in which they were added; where it cannot be told, of all but the first. */
  readonly current: readonly KeySlot[];
  readonly damaged: readonly PgstowError[];
}

/** What has opened a repository. */
export interface Opened {
  readonly slot: string;
  readonly opener: SlotOpener;
  /** All that there were, the oldest first. */
  readonly masters: readonly Uint8Array[];
  /** The newest, which proves slots; undefined where several may be it. */
  readonly prover: Uint8Array | undefined;
  /** Why nothing may be sealed: which keys are the newest cannot be told. */
  readonly unsure?: PgstowError | undefined;
}

/** The objects under `keys/` of one repository. */
export class KeyFolder {
  readonly place: Place;
  readonly repository: string;
  readonly #first: Generation;

  /** `publicKey` and `created` are what `repository.json` says. */
  constructor(place: Place, repository: string, first: Pick<Generation, 'publicKey' | 'created'>) {
    this.place = place;
    this.repository = repository;
    this.#first = { generation: 1, ...first, removed: [] };
  }

  async list(): Promise<KeyListing> {
    const slots: KeySlotName[] = [];
    const recorded = new Set<number>();
    const parse = (key: string) => {
      const slot = parseKeySlotKey(key);
      if (slot) slots.push(slot);
      const generation = parseGenerationKey(key);
      if (generation !== undefined) recorded.add(generation);
      return undefined;
    };
    await listParsed(this.place.store, allKeySlotsPrefix, parse);
    return { slots, newest: newestIn(recorded), recorded };
  }

  async read(): Promise<KeysStored> {
    const listing = await this.list();
    const generation = await this.generation(listing.newest).catch(damageOf);
    const isLost = generation instanceof PgstowError;
    const id = isLost || generation.generation === 1 ? undefined : idOf(generation);
    const names = listing.slots.filter(({ keys }) => (isLost ? keys !== undefined : keys === id));
    const read = await this.readSlots(names);
    const lost = isLost ? [generation] : [];
    return { ...listing, ...read, generation: isLost ? undefined : generation, damaged: [...lost, ...read.damaged] };
  }

  /**
   * The same where it cannot be told which keys are the newest: of each slot the object that the newest known master key proves, else the newest one,
   * and as the newest number any that is spoken of.
   */
  async readAll(prover: Uint8Array | undefined): Promise<KeysStored> {
    const keys = prover && deriveKeys(prover, this.repository);
    const listing = await this.list();
    const { current, damaged } = await this.readSlots(listing.slots);
    const newest = [...Map.groupBy(current, ({ slot }) => slot).values()].map(
      (same) =>
        same.find((each) => keys && isProved(each, keys)) ?? same.toSorted((a, b) => b.generation - a.generation)[0]!,
    );
    const known = keys ? newest.filter((each) => isProved(each, keys)) : newest; // anybody can speak of any number
    return {
      ...listing,
      newest: newestIn([listing.newest, ...known.map(({ generation }) => generation)]),
      generation: undefined,
      current: newest,
      damaged,
    };
  }

  /** Rejects with `damaged` when its record cannot be read. */
  async generation(number: number): Promise<Generation> {
    return number === 1 ? this.#first : readGeneration(this.place.store, number);
  }

  async readSlot(name: KeySlotName): Promise<KeySlot> {
    return decodeKeySlot(await this.place.store.get(keySlotKey(name)), name);
  }

  async readSlots(names: readonly KeySlotName[]): Promise<Pick<KeysStored, 'current' | 'damaged'>> {
    const read = await inParallel(names, (name) => this.readSlot(name).catch(damageOf));
    const whole = read.filter((each): each is KeySlot => !(each instanceof PgstowError));
    return {
      current: whole.toSorted((a, b) => (a.created < b.created ? -1 : 1)),
      damaged: read.filter((each) => each instanceof PgstowError),
    };
  }

  /**
   * The master keys of the repository, by the slot for this opener. Slots with another master key are passed over: an `init` that died may have
   * left one. So are damaged ones, and those that AWS KMS refuses: one is not to keep out who can open another. Rejects with `input` when no
   * slot is for this opener, or as {@link unwrapFromSlot} does.
   *
   * Where no slot of the newest generation opens, but one of before does, and nobody who had its keys has made any record that follows, it opens to
   * be read: who has no key, and can write to the store, shall not lock out who has one.
   */
  async open(opener: SlotOpener, stored: KeysStored): Promise<Opened> {
    const { url } = this.place.store;
    const { found, refusals } = await this.#unwrap(opener, stored.current, stored.generation);
    if (found && stored.generation) return found;
    if (found) return { ...found, unsure: stored.damaged[0] };
    const others = await this.#othersThan(stored);
    const newer = others.filter(({ generation }) => generation > stored.newest);
    const ahead = (await this.#unwrap(opener, newer, undefined)).found;
    if (ahead) return { ...ahead, unsure: isMissing(stored.newest + 1, ahead.slot) };
    const before = stored.newest > 1 ? (await this.#unwrap(opener, others, undefined)).found : undefined;
    if (before && !(await this.#isFollowed(before, stored))) return { ...before, unsure: notFollowing(stored) };
    if (refusals.length > 0) throw withOtherWays(refusals[0], opener, stored.current);
    if (stored.generation === undefined || stored.newest === 1) throw noOpener(opener, stored, url);
    throw await wasRotated({ url, opener, stored, before: before?.slot, folder: this });
  }

  /**
   * Whether a record was made by who had these keys: else anybody who can write to the store may have put them all there. So only the next ones
   * are read; where so many are forged that a true one is not among these, it opens to be read, too.
   */
  async #isFollowed(before: Opened, { recorded }: KeyListing): Promise<boolean> {
    const keys = deriveKeys(newestOf(before), this.repository);
    const after = [...recorded].filter((number) => number > before.masters.length).toSorted((a, b) => a - b);
    const read = await inParallel(after.slice(0, mostRecordsRead), (number) => this.generation(number).catch(damageOf));
    return read.some((each) => !(each instanceof PgstowError) && followsOn(each, keys));
  }

  /** Slots that are not in force: of before a rotation, or of one that has come to nothing. */
  async #othersThan({ slots, current }: KeysStored): Promise<readonly KeySlot[]> {
    const isRead = (name: KeySlotName) => current.some(({ slot, keys }) => slot === name.slot && keys === name.keys);
    return (await this.readSlots(slots.filter((name) => !isRead(name)))).current;
  }

  /**
   * By the first slot whose newest master key is that of the generation, and whose first one that of the repository. Where the generation cannot be told,
   * with the master keys of all slots that open.
   */
  async #unwrap(
    opener: SlotOpener,
    slots: readonly KeySlot[],
    generation: Generation | undefined,
  ): Promise<{ readonly found?: Opened; readonly refusals: readonly unknown[] }> {
    const refusals: unknown[] = [];
    const lines: Buffer[][] = [];
    let by: string | undefined;
    for (const slot of slots) {
      const place = this.slotPlace(slot, `${this.place.store.url} cannot be opened`);
      const found = await unwrapFromSlot(slot.wrapped, opener, place).catch((thrown) => void refusals.push(thrown));
      const masters = found && this.#mastersBehind(found.master, [slot, ...slots]);
      if (!masters || (generation && this.#publicKeyOf(found.master) !== generation.publicKey)) continue;
      if (!found.vouchesFor(masters.map((each) => deriveKeys(each, this.repository).publicKey))) {
        refusals.push(notVouchedFor(slot, this.place.store.url));
        continue;
      }
      if (generation) return { found: { slot: slot.slot, opener, masters, prover: masters.at(-1) }, refusals };
      lines.push(masters);
      by ??= slot.slot;
    }
    return by === undefined ? { refusals } : { found: { slot: by, opener, ...together(lines) }, refusals };
  }

  /** With all before it, from whichever slot has them whole; undefined where it is not of this repository. */
  #mastersBehind(master: Buffer, slots: readonly KeySlot[]): Buffer[] | undefined {
    const fits = (first: Buffer | undefined) => first && this.#publicKeyOf(first) === this.#first.publicKey;
    if (fits(master)) return [master];
    const keys = deriveKeys(master, this.repository);
    for (const slot of slots) {
      try {
        const older = openOlder(slot, keys);
        if (fits(older[0])) return [...older, master];
      } catch (thrown) {
        damageOf(thrown); // it is of other keys, or was altered
      }
    }
    return undefined;
  }

  #publicKeyOf(master: Uint8Array): string {
    return deriveKeys(master, this.repository).publicKey.toString('base64');
  }

  slotPlace(name: KeySlotName, purpose: string): SlotPlace {
    return { repository: this.repository, slot: nameInWrap(name), purpose, aws: this.place.aws };
  }
}

/** Of which there may be more than a call takes arguments. */
function newestIn(numbers: Iterable<number>): number {
  let newest = 1;
  for (const each of numbers) newest = Math.max(newest, each);
  return newest;
}

/**
 * All master keys of slots that open, each of which has those before its own. The newest is the one that nothing follows; where that is
 * not one alone, a rotation came to nothing, or somebody who had an older one has made another line of them.
 */
function together(lines: readonly Buffer[][]): Pick<Opened, 'masters' | 'prover'> {
  const masters = [...new Map(lines.flat().map((each) => [each.toString('hex'), each])).values()];
  const followed = lines.flatMap((line) => line.slice(0, -1));
  const ends = masters.filter((master) => !followed.some((each) => each.equals(master)));
  return { masters, prover: ends.length === 1 ? ends[0] : undefined };
}

/** The id of a generation's keys. */
export function idOf({ publicKey }: Pick<Generation, 'publicKey'>): string {
  return keysId(Buffer.from(publicKey, 'base64'));
}

/** Where it cannot be told which that is, the last one that is known. */
export function newestOf({ masters, prover }: Pick<Opened, 'masters' | 'prover'>): Uint8Array {
  return prover ?? masters.at(-1)!;
}

function notFollowing({ newest, damaged: found }: KeysStored): PgstowError {
  return found[0] ?? damaged(generationKey(newest), 'was not made by who had the keys before it');
}

/** Only who deletes it, or brings an older state of the repository back, makes that come true: a slot is in force when its record is there. */
function isMissing(generation: number, slot: string): PgstowError {
  return damaged(generationKey(generation), `is missing: key slot ${slot} is of that generation`);
}

/** Whoever can write to the store can seal a master key of theirs to a public key that they find there, to have all that comes sealed with it. */
function notVouchedFor({ slot }: KeySlot, url: string): PgstowError {
  return new PgstowError(
    'damaged',
    `${url} cannot be opened: key slot ${slot} has a master key that was put there by somebody else`,
    {
      hint: 'who can write to the repository? bring repository.json and all of keys/ back from a copy of it, or as they were in older versions of the bucket',
    },
  );
}
