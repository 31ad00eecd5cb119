import { randomBytes } from 'node:crypto';
import { PgstowError } from '../errors.ts';
import { deriveKeys, masterKeySize } from '../seal/keys.ts';
import { recipientOf } from '../seal/slots.ts';
import {
  createGeneration,
  type Generation,
  mendGeneration,
  provenGeneration,
  type RemovedSlot,
} from './generations.ts';
import { type KeyFolder, type KeysStored, newestOf, type Opened } from './keyFolder.ts';
import { isProved, type KeySlot } from './keySlot.ts';
import { type KeySlotName, keySlotKey } from './keys.ts';
import { type Masters, makeSlot, storeSlot, whoWorks } from './makeSlot.ts';
import { type SlotRecipient, unwrapFromSlot } from './slotWrapping.ts';

/** What has come of a rotation. */
export interface Rotation {
  /** The master key that seals from now on. */
  readonly generation: Generation;
  /** What opens the repository now. */
  readonly slots: readonly KeySlot[];
  /** What should have been done besides, and could not. */
  readonly warnings: readonly string[];
}

/**
 * Makes another master key, under which all is sealed from now on. Nothing that is stored is written anew: those before it are kept with it, sealed.
 *
 * 1. Each slot that stays gets an object with the new master key: without what opens it, for a slot names a public key. Nobody heeds them yet.
 * 2. The record of the generation is created, which puts them into force: of two who rotate at once one does.
 * 3. It is looked what others have done to slots meanwhile, and the objects of before go.
 *
 * Whoever dies before the second leaves objects that open nothing; after it, ones that are of no use.
 */
export async function rotateKeys(
  folder: KeyFolder,
  opened: Opened,
  stored: KeysStored,
  remove: readonly string[],
): Promise<Rotation> {
  const master = randomBytes(masterKeySize);
  const next = { generation: stored.newest + 1, masters: [...opened.masters, master] };
  const rotating = { folder, opened, stored, next };
  const staying = stored.current.filter(({ slot }) => !remove.includes(slot));
  const slots: KeySlot[] = [];
  for (const slot of staying) slots.push(await makeSlot(folder, next, slot, await recipientIn(slot, rotating)));
  for (const slot of slots) await storeSlot(folder, slot);
  await requireOurs(rotating, slots);
  const generation = generationOf(rotating, remove);
  if (!(await createdByUs(folder, generation))) {
    await forget(folder, slots);
    throw await rotatedMeanwhile(rotating);
  }
  return { generation, ...(await finish(rotating, generation, slots)) };
}

interface Rotating {
  readonly folder: KeyFolder;
  readonly opened: Opened;
  readonly stored: KeysStored;
  readonly next: Masters;
}

/** Whom a slot is for: as is proved, lest somebody who can write to the store be given the new master key. What has opened the repository vouches for it. */
async function recipientIn(slot: KeySlot, { folder, opened, next }: Rotating): Promise<SlotRecipient> {
  const { wrapped } = slot;
  if (slot.slot === opened.slot && opened.opener.kind !== 'kms') {
    const { publicKey } = deriveKeys(next.masters.at(-1)!, folder.repository);
    return recipientOf(opened.opener, publicKey, wrapped.kind === 'passphrase' ? wrapped.scrypt : undefined);
  }
  const { prover } = opened; // who had an older one only may know it from a leak
  if (prover && isProved(slot, deriveKeys(prover, folder.repository))) return wrapped as SlotRecipient;
  if (prover && slot.proof === undefined && wrapped.kind === 'kms' && (await opensByKms(slot, prover, folder))) {
    return { kind: 'kms', key: wrapped.key };
  }
  throw cannotStay(slot);
}

/** Of a slot without a proof KMS tells: nobody has encrypted the newest master key who did not have it. */
async function opensByKms(slot: KeySlot, newest: Uint8Array, folder: KeyFolder): Promise<boolean> {
  const place = folder.slotPlace(slot, `key slot ${slot.slot} cannot be taken along`);
  const unwrapped = await unwrapFromSlot(slot.wrapped, { kind: 'kms', key: undefined }, place);
  return unwrapped?.master.equals(newest) ?? false;
}

function cannotStay({ slot, label, proof }: KeySlot): PgstowError {
  const which = label ? `${slot} (${label})` : slot;
  const why =
    proof === undefined
      ? 'it was made by a version that did not say whom it is for'
      : 'it was altered, or was not made by who had a key of this repository';
  return new PgstowError('conflict', `nothing was rotated: key slot ${which} cannot be taken along: ${why}`, {
    hint: `remove it in the same step, with --remove ${slot}, and add what it was for afterwards: pgstow key add`,
  });
}

/** What has opened the repository opens what was stored for it: proved by reading, before anything rests on it. */
async function requireOurs({ folder, opened, next }: Rotating, slots: readonly KeySlot[]): Promise<void> {
  const { slot } = opened;
  const read = await folder.readSlot(slots.find((each) => each.slot === slot)!);
  const unwrapped = await unwrapFromSlot(read.wrapped, opened.opener, folder.slotPlace(read, `key slot ${slot}`));
  const newest = next.masters.at(-1)!;
  const isWhole = unwrapped?.master.equals(newest);
  if (isWhole && unwrapped?.vouchesFor([deriveKeys(newest, folder.repository).publicKey])) return;
  throw new PgstowError('store', `nothing was rotated: key slot ${slot} does not open as it was just stored`, {
    hint: 'is another program writing to the repository, or is its disk failing?',
  });
}

function generationOf({ folder, opened, stored, next }: Rotating, remove: readonly string[]): Generation {
  const { publicKey } = deriveKeys(next.masters.at(-1)!, folder.repository);
  const removed = stored.current.filter(({ slot }) => remove.includes(slot)).map(describeRemoved);
  const generation = {
    generation: next.generation,
    publicKey: publicKey.toString('base64'),
    created: folder.place.surroundings.now().toISOString(),
    by: whoWorks(folder),
    removed,
  };
  return provenGeneration(generation, deriveKeys(newestOf(opened), folder.repository));
}

function describeRemoved({ slot, label, wrapped }: KeySlot): RemovedSlot {
  const publicKey = wrapped.kind === 'key' ? wrapped.publicKey : undefined;
  return { slot, kind: wrapped.kind, ...(label && { label }), ...(publicKey && { publicKey }) };
}

/** When the answer is lost it is looked whether the record is ours. Where that cannot be told nothing is removed: it may come to be yet. */
async function createdByUs(folder: KeyFolder, generation: Generation): Promise<boolean> {
  const { store } = folder.place;
  try {
    return await createGeneration(store, generation);
  } catch (thrown) {
    const there = await folder.generation(generation.generation).catch(() => undefined);
    if (!there) throw thrown;
    return there.publicKey === generation.publicKey;
  }
}

async function forget({ place: { store } }: KeyFolder, slots: readonly KeySlotName[]): Promise<void> {
  for (const slot of slots) await store.delete(keySlotKey(slot));
}

async function rotatedMeanwhile({ folder, next }: Rotating): Promise<PgstowError> {
  const { created, by } = await folder.generation(next.generation);
  return new PgstowError(
    'conflict',
    `the keys were rotated at the same moment by ${by} (${created}): nothing of this one holds`,
    {
      hint: 'look at pgstow key list; rotate again if something else is to be removed',
    },
  );
}

/** The objects of before go, those too that others have left who came to nothing: they were there before our record, and so are never put into force. */
async function finish(
  rotating: Rotating,
  generation: Generation,
  made: readonly KeySlot[],
): Promise<Pick<Rotation, 'slots' | 'warnings'>> {
  const { folder, stored } = rotating;
  const warnings: string[] = [];
  try {
    await storeSlot(folder, made.find(({ slot }) => slot === rotating.opened.slot)!); // if anybody has taken it away meanwhile
    await mendGeneration(folder.place.store, generation);
    const { slots: now } = await folder.list();
    const slots = await afterOthers(rotating, made, now, warnings);
    const before = [...stored.slots, ...now.filter(({ keys }) => keys === namedBefore(rotating).keys)];
    const foreign = before.filter((name) => mayBeOfOthers(name, rotating));
    await forget(
      folder,
      before.filter((name) => !foreign.includes(name)),
    );
    if (foreign.length > 0) warnings.push(whoseTheyAre(foreign));
    return { slots, warnings };
  } catch (thrown) {
    if (!(thrown instanceof PgstowError)) throw thrown;
    warnings.push(`objects of before stay, which open nothing that is stored from now on: ${thrown.message}`);
    return { slots: made, warnings };
  }
}

/**
 * Where it could not be told which keys are the newest, others may be so which our key was kept from, and all that is stored be sealed with them. Their
 * slots stay, lest they be lost by who mends what nobody has damaged.
 */
function mayBeOfOthers({ keys }: KeySlotName, { folder, opened: { masters, unsure } }: Rotating): boolean {
  return (
    unsure !== undefined &&
    keys !== undefined &&
    !masters.some((each) => deriveKeys(each, folder.repository).id === keys)
  );
}

function whoseTheyAre(slots: readonly KeySlotName[]): string {
  return `key slots of master keys that you do not have stay: ${slots.map((name) => keySlotKey(name)).join(', ')}; they open nothing that is stored from now on; delete them when you know that somebody without a key has put them there`;
}

/** Slots that others have removed while we rotated go; those that they have added come along. */
async function afterOthers(
  rotating: Rotating,
  made: readonly KeySlot[],
  now: readonly KeySlotName[],
  warnings: string[],
): Promise<KeySlot[]> {
  const { folder, opened, next, stored } = rotating;
  const before = now.filter(({ keys }) => keys === namedBefore(rotating).keys).map(({ slot }) => slot);
  const gone = made.filter(({ slot }) => slot !== opened.slot && !before.includes(slot));
  await forget(folder, gone);
  const slots = made.filter((slot) => !gone.includes(slot));
  const known = stored.current.map(({ slot }) => slot);
  for (const slot of before.filter((each) => !known.includes(each))) {
    try {
      const added = await folder.readSlot({ slot, ...namedBefore(rotating) });
      const along = await makeSlot(folder, next, added, await recipientIn(added, rotating));
      await storeSlot(folder, along);
      slots.push(along);
    } catch (thrown) {
      if (!(thrown instanceof PgstowError)) throw thrown;
      warnings.push(`key slot ${slot}, which was added meanwhile, was not taken along: ${thrown.message}`);
    }
  }
  return slots;
}

/** What the objects of slots of before bear in their names. */
function namedBefore({ folder, opened }: Rotating): Pick<KeySlotName, 'keys'> {
  return opened.masters.length === 1 ? {} : { keys: deriveKeys(newestOf(opened), folder.repository).id };
}
