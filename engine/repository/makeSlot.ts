import { randomBytes } from 'node:crypto';
import { deriveKeys } from '../seal/keys.ts';
import { recipientOf } from '../seal/slots.ts';
import type { KeyFolder } from './keyFolder.ts';
import { encodeKeySlot, type KeySlot, sealOlder, withProof } from './keySlot.ts';
import { keySlotKey } from './keys.ts';
import { type SlotOpener, type SlotRecipient, wrapForSlot } from './slotWrapping.ts';

/** Which master key a slot gets, with all before it, the oldest first. */
export interface Masters {
  readonly generation: number;
  readonly masters: readonly Uint8Array[];
}

/** What a slot is told apart by, whatever is in it. */
export type SlotAbout = Pick<KeySlot, 'slot' | 'created' | 'by' | 'label'>;

/** Adds a slot for something that the repository is to open with; as `known`, where it was added to a master key before this one. */
export async function addSlot(
  folder: KeyFolder,
  masters: Masters,
  opener: SlotOpener,
  label?: string,
  known?: string,
): Promise<KeySlot> {
  const newest = deriveKeys(masters.masters.at(-1)!, folder.repository);
  const recipient =
    opener.kind === 'kms' ? { kind: 'kms' as const, key: opener.key! } : await recipientOf(opener, newest.publicKey);
  const created = folder.place.surroundings.now().toISOString();
  for (;;) {
    const slot = known ?? randomBytes(4).toString('hex');
    const about = { slot, created, by: whoWorks(folder), ...(label && { label }) };
    const added = await makeSlot(folder, masters, about, recipient);
    if ((await storeSlot(folder, added)) || known) return added; // or it was taken along
  }
}

/** A slot for a recipient, who need not be there. */
export async function makeSlot(
  folder: KeyFolder,
  { generation, masters }: Masters,
  { slot, created, by, label }: SlotAbout,
  recipient: SlotRecipient,
): Promise<KeySlot> {
  const newest = masters.at(-1)!;
  const keys = deriveKeys(newest, folder.repository);
  const name = { slot, ...(generation > 1 && { keys: keys.id }) };
  const wrapped = await wrapForSlot(newest, recipient, folder.slotPlace(name, 'key slot'));
  const older = sealOlder(masters.slice(0, -1), keys);
  return withProof({ ...name, created, by, ...(label && { label }), generation, wrapped, older }, keys);
}

/** False where a slot of this name is there already. */
export function storeSlot({ place: { store } }: KeyFolder, slot: KeySlot): Promise<boolean> {
  return store.create(keySlotKey(slot), encodeKeySlot(slot));
}

export function whoWorks({ place: { surroundings } }: KeyFolder): string {
  return `${surroundings.user}@${surroundings.host}`;
}
