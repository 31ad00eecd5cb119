import { PgstowError } from '../errors.ts';
import type { BlobKeys } from '../seal/blobKeys.ts';
import { type Generation, mendGeneration } from './generations.ts';
import { inParallel } from './inParallel.ts';
import { damaged } from './jsonRecord.ts';
import type { KeyFolder, KeysStored } from './keyFolder.ts';
import type { KeyRing } from './keyRing.ts';
import { damageOf, encodeKeySlot, type KeySlot } from './keySlot.ts';
import { generationKey, keySlotKey, parseKeySlotKey } from './keys.ts';
import { addSlot } from './makeSlot.ts';
import { type Rotation, rotateKeys } from './rotateKeys.ts';
import { requireOpener, type Unlocking } from './unlocking.ts';

/** What secrets are sealed to. X25519, 32 bytes. */
export interface NewestPublicKey {
  readonly generation: number;
  readonly publicKey: Uint8Array;
}

export interface ListingKeys {
  /** Is told what cannot be read; the rest is listed. */
  readonly onDamaged?: ((error: PgstowError) => void) | undefined;
}

/** The key slots of a repository, each an object of its own: one is added or removed without touching the others. */
export class KeySlots {
  readonly #folder: KeyFolder | undefined;
  readonly #url: string;
  readonly #ring: KeyRing | undefined;

  /** Without a ring slots can be listed, not added or removed; without a folder the repository is not encrypted. */
  constructor(url: string, folder?: KeyFolder, ring?: KeyRing) {
    this.#url = url;
    this.#folder = folder;
    this.#ring = ring;
  }

  /** The slot that has opened the repository; undefined when it is locked. */
  get opened(): string | undefined {
    return this.#ring?.opened.slot;
  }

  /** In the order in which they were added. Rejects with `damaged` where one is, unless that is told to `onDamaged`. */
  async list({ onDamaged }: ListingKeys = {}): Promise<readonly KeySlot[]> {
    if (!this.#folder) return [];
    const { current, damaged } = await this.#folder.read();
    if (damaged[0] && !onDamaged) throw damaged[0];
    for (const each of damaged) onDamaged!(each);
    return current;
  }

  /**
   * The master keys that the repository has had, the oldest first, with what was removed with each. Rejects with `damaged` where that cannot be
   * read of one, unless that is told to `onDamaged`.
   */
  async generations({ onDamaged }: ListingKeys = {}): Promise<readonly Generation[]> {
    const folder = this.#folder;
    if (!folder) return [];
    const numbers = [1, ...(await folder.list()).recorded].toSorted((a, b) => a - b);
    const read = await inParallel(numbers, (number) => folder.generation(number).catch(damageOf));
    return [...read, ...missingIn(numbers, this.#url)].filter((each): each is Generation => {
      if (!(each instanceof PgstowError)) return true;
      if (!onDamaged) throw each;
      onDamaged(each);
      return false;
    });
  }

  /** What secrets are sealed to now: the newest public key. It is trusted as `repository.json` is, unless the repository is open. */
  async publicKey(): Promise<NewestPublicKey> {
    if (this.#ring) {
      await this.#ring.look();
      return { generation: this.#ring.generation, publicKey: this.#ring.newest.publicKey };
    }
    const folder = this.#folder!;
    const { generation, publicKey } = await folder.generation((await folder.list()).newest);
    return { generation, publicKey: Buffer.from(publicKey, 'base64') };
  }

  /** Looks whether the keys were rotated since, and takes the new ones: what begins now is sealed with them. One request where there are none. */
  async look(): Promise<void> {
    await this.#ring?.look();
  }

  /** What another repository is to name and open its blobs with. Rejects with `input` when it is locked, or not encrypted. */
  async blobKeys(): Promise<BlobKeys> {
    if (!this.#ring) throw cannotShare(this.#url);
    await this.#ring.look();
    this.#ring.requireSure();
    return this.#ring.blobs;
  }

  /** Whether an object is a key slot of before the newest master key: rotations delete these, and they open nothing that comes. Of a locked repository it is not known. */
  isSuperseded(key: string): boolean {
    const name = parseKeySlotKey(key);
    if (!name || !this.#ring || this.#ring.opened.unsure) return false;
    const keys = this.#ring.find(name.keys);
    return keys !== undefined && keys.id !== this.#ring.newest.id;
  }

  /** Adds a slot, so that the repository opens with this as well. Rejects with `input` when it is locked, or not encrypted. */
  async add(unlocking: Unlocking, label?: string): Promise<KeySlot> {
    const opener = requireOpener(unlocking);
    const { folder, ring } = await this.#required('added');
    for (let before: KeySlot | undefined; ; ) {
      const { generation, opened } = ring;
      const added = await addSlot(folder, { generation, masters: opened.masters }, opener, label, before?.slot);
      if (before) await folder.place.store.delete(keySlotKey(before));
      await ring.look();
      if (ring.generation === generation) return added;
      before = added; // somebody has rotated the keys, and takes it along under this name, or has not seen it
    }
  }

  /**
   * Removes a slot, but never the one that has opened the repository: of no other is it known that it opens it, for an `init`
   * that died may have left one with another master key. Puts it back when somebody has removed ours meanwhile: each of two
   * who remove one another's looks after it has deleted, so at least one of them sees it, and one that opens stays.
   */
  async remove(slot: string): Promise<KeySlot> {
    const stored = await this.#folder?.read();
    const doomed = requireSlot(slot, stored);
    if (stored!.current.length === 1) throw onlySlot(slot);
    const { folder, ring } = await this.#required('removed');
    if (slot === ring.opened.slot) throw hasOpened(slot, 'remove this one then');
    const { generation } = ring;
    if (stored!.newest !== generation) return this.remove(slot); // somebody has rotated the keys meanwhile
    const { store } = folder.place;
    await store.delete(keySlotKey(doomed)); // not what a rotation under way has for this slot: it may be all that will open
    const isThere = await this.#isOursThere(folder, ring);
    await ring.look();
    if (ring.generation !== generation) return this.#removeAgain(doomed); // somebody has rotated the keys, and may have taken it along
    if (isThere) return doomed;
    await store.create(keySlotKey(doomed), encodeKeySlot(doomed));
    throw new PgstowError('conflict', `key slot ${ring.opened.slot} was removed at the same moment by somebody else`, {
      hint: `${slot} was put back: look at pgstow key list`,
    });
  }

  async #removeAgain(doomed: KeySlot): Promise<KeySlot> {
    const { current } = await this.#folder!.read();
    return current.some(({ slot }) => slot === doomed.slot) ? this.remove(doomed.slot) : doomed;
  }

  async #isOursThere({ place: { store } }: KeyFolder, ring: KeyRing): Promise<boolean> {
    const { slot } = ring.opened;
    const keys = ring.generation === 1 ? undefined : ring.newest.id;
    return (await store.size(keySlotKey({ slot, keys }))) !== undefined;
  }

  /**
   * Makes another master key, under which all is sealed from now on, and takes along all slots but those to be removed. Nothing that is stored is
   * written anew: older master keys are kept, sealed under this one. See {@link rotateKeys}.
   */
  async rotate(remove: readonly string[] = []): Promise<Rotation> {
    const { folder, ring } = await this.#required('rotated');
    const stored = ring.opened.unsure ? await folder.readAll(ring.opened.prover) : await folder.read();
    if (stored.newest !== ring.generation && !ring.opened.unsure) return this.rotate(remove); // somebody else just has
    requireOurs(ring, stored);
    requireNumber(ring, stored);
    for (const slot of remove) {
      if (!stored.slots.some((each) => each.slot === slot)) requireSlot(slot, stored); // one that is damaged may go
      if (slot === ring.opened.slot) throw hasOpened(slot, 'rotate the keys then');
    }
    requireWhole(stored, remove);
    const rotation = await rotateKeys(folder, ring.opened, stored, remove);
    await ring.look();
    return rotation;
  }

  async #required(deed: Deed): Promise<{ readonly folder: KeyFolder; readonly ring: KeyRing }> {
    const [folder, ring] = [this.#folder, this.#ring];
    if (!folder || !ring) throw locked(this.#url, deed);
    await ring.look();
    if (deed === 'rotated') return { folder, ring };
    ring.requireSure();
    if (ring.generation > 1) {
      await mendGeneration(folder.place.store, await folder.generation(ring.generation));
    }
    return { folder, ring };
  }
}

/** Whoever can write to the store may have put a record of any number there: so what is missing before it is told once. */
function missingIn(ascending: readonly number[], url: string): PgstowError[] {
  return ascending.slice(1).flatMap((number, index) => {
    const [first, missing] = [ascending[index]! + 1, number - ascending[index]! - 1];
    const more = missing > 1 ? `, and so are all up to ${generationKey(number - 1)}` : '';
    return missing > 0 ? [damaged(generationKey(first), `is missing in ${url}${more}`)] : [];
  });
}

/** What has opened the repository may have been removed since. */
function requireOurs({ opened: { slot } }: KeyRing, { current }: KeysStored): void {
  if (current.some((each) => each.slot === slot)) return;
  throw new PgstowError(
    'conflict',
    `nothing was rotated: key slot ${slot}, which has opened the repository, is not there any more`,
    {
      hint: 'was it removed at the same moment? look at pgstow key list',
    },
  );
}

/** So many numbers of records are passed over at once, which somebody has put there: not so many that they could come to an end. */
const mostPassedOver = 100;

function requireNumber({ opened: { slot } }: KeyRing, { current, newest }: KeysStored): void {
  const { generation } = current.find((each) => each.slot === slot)!;
  if (newest - generation <= mostPassedOver) return;
  const what = `keys/ speaks of generation ${newest}, and what has opened the repository is of generation ${generation}`;
  throw new PgstowError('damaged', `nothing was rotated: ${what}`, {
    hint: `no rotation has made so many: delete ${generationKey(newest)} and ${generationKey(newest, true)}, if they are there, and look who can write to the repository`,
  });
}

/** One that nobody can read cannot be taken along. */
function requireWhole({ current, slots, damaged }: KeysStored, remove: readonly string[]): void {
  const ofNow = slots.filter(({ keys }) => current.some((each) => each.keys === keys));
  const lost = ofNow.find(({ slot }) => !remove.includes(slot) && !current.some((each) => each.slot === slot));
  if (!lost) return;
  const [why] = damaged.filter(({ message }) => message.includes(keySlotKey(lost)));
  throw new PgstowError('damaged', `nothing was rotated: ${why?.message ?? `${keySlotKey(lost)} cannot be read`}`, {
    hint: `remove it in the same step, with --remove ${lost.slot}, and add what it was for afterwards: pgstow key add`,
  });
}

function requireSlot(slot: string, stored: KeysStored | undefined): KeySlot {
  const found = stored?.current.find((each) => each.slot === slot);
  if (found) return found;
  const lost = stored?.damaged.find(({ message }) => message.includes(`keys/${slot}.`));
  if (lost) {
    throw new PgstowError('damaged', `key slot ${slot} is damaged: ${lost.message}`, {
      hint: `remove it by making a new master key: pgstow key rotate --remove ${slot}`,
    });
  }
  throw new PgstowError('input', `there is no key slot ${JSON.stringify(slot)}`, {
    hint: `there are ${stored?.current.map((each) => each.slot).join(', ') || 'none'}: pgstow key list`,
  });
}

function onlySlot(slot: string): PgstowError {
  return new PgstowError('input', `${slot} is the only key slot: without it nothing could be read any more`, {
    hint: 'add another one first: pgstow key add',
  });
}

function hasOpened(slot: string, then: string): PgstowError {
  return new PgstowError('input', `${slot} is the key slot that has just opened the repository`, {
    hint: `open it with what is to stay, and ${then}`,
  });
}

function cannotShare(url: string): PgstowError {
  return new PgstowError('input', `${url} is not open: the keys of its blobs can only be shared by who opens it`, {
    hint: 'give what opens it: to pgstow init --from-key-file, PGSTOW_COPY_KEY, PGSTOW_COPY_PASSPHRASE or PGSTOW_COPY_KMS_KEY, to Terraform PGSTOW_KEY, PGSTOW_PASSPHRASE or PGSTOW_KMS_KEY; a repository without encryption has no keys',
  });
}

type Deed = 'added' | 'removed' | 'rotated';

function locked(url: string, deed: Deed): PgstowError {
  return new PgstowError('input', `${url} is not open: a key can only be ${deed} by who has one`, {
    hint: 'set PGSTOW_KEY or PGSTOW_PASSPHRASE to one that opens it; a repository without encryption has no keys',
  });
}
