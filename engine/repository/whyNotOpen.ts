import { PgstowError } from '../errors.ts';
import { publicKeyOf } from '../seal/slots.ts';
import { type Generation, mostRecordsRead, type RemovedSlot } from './generations.ts';
import type { KeyFolder, KeysStored } from './keyFolder.ts';
import type { KeySlot } from './keySlot.ts';
import type { SlotOpener } from './slotWrapping.ts';

const kinds = { key: 'key', passphrase: 'passphrase', kms: 'key of AWS KMS' } as const;

/** Why nothing that is at hand opens a repository whose first master key is its newest. */
export function noOpener({ kind }: SlotOpener, { current, damaged }: KeysStored, url: string): PgstowError {
  const same = current.filter(({ wrapped }) => wrapped.kind === kind);
  const why = same.length > 0 ? `the ${kinds[kind]} is wrong` : `it has no slot for a ${kinds[kind]}`;
  const lost = damaged.map(({ message }) => `; ${message}`).join('');
  return new PgstowError('input', `${url} cannot be opened: ${why}`, {
    hint: `it opens with: ${waysIn(current) || 'nothing, for its key slots are gone'}${lost}`,
  });
}

/** What AWS says, and that there is another way. */
export function withOtherWays(thrown: unknown, { kind }: SlotOpener, slots: readonly KeySlot[]): unknown {
  const others = waysIn(slots.filter(({ wrapped }) => wrapped.kind !== kind));
  if (!(thrown instanceof PgstowError) || !others) return thrown;
  const { code, message, hint, retryable } = thrown;
  return new PgstowError(code, message, { hint: `${hint}; it also opens with: ${others}`, retryable, cause: thrown });
}

function waysIn(slots: readonly KeySlot[]): string {
  return slots.map(({ slot, label, created, wrapped }) => `${wrapped.kind} ${label ?? slot} of ${created}`).join('; ');
}

/** The key that is at hand is of before a rotation: told apart, for it is what a machine meets that nobody has given the new one. */
export class KeysRotated extends PgstowError {
  /** The number of the master key since which it opens nothing. */
  since: number | undefined;
}

interface Rotated {
  readonly url: string;
  readonly opener: SlotOpener;
  readonly stored: KeysStored;
  /** A slot of before the rotation that is still there, and that the key at hand opens. */
  readonly before: string | undefined;
  readonly folder: KeyFolder;
}

export async function wasRotated({ url, opener, stored, before, folder }: Rotated): Promise<KeysRotated> {
  const { current, recorded } = stored;
  const newestFirst = [...recorded].toSorted((a, b) => b - a);
  const removed = await removedWith(opener, newestFirst.slice(0, mostRecordsRead), folder);
  const what = `the ${kinds[opener.kind]}`;
  const which = removed ? `${what} of slot ${described(removed.slot)}` : what;
  const known = removed || before !== undefined;
  const by = removed?.by ?? stored.generation!;
  const when = `the repository's keys were rotated ${by.created} by ${by.by}`;
  const why = known ? `${when}, and ${which} was removed then` : `${what} is wrong, or was removed when ${when}`;
  const rotated = new KeysRotated('input', `${url} cannot be opened: ${why}`, {
    hint: `set PGSTOW_KEY (or what else opens it) to what is in force now, and start again: it opens with: ${waysIn(current) || 'nothing, for its key slots are gone'}`,
  });
  rotated.since = by.generation;
  return rotated;
}

/** The slot that a key has opened once, and the generation that it was removed with. */
async function removedWith(
  opener: SlotOpener,
  newestFirst: readonly number[],
  folder: KeyFolder,
): Promise<{ readonly slot: RemovedSlot; readonly by: Generation } | undefined> {
  if (opener.kind !== 'key') return undefined;
  const publicKey = publicKeyOf(opener.key);
  for (const number of newestFirst) {
    const generation = await folder.generation(number).catch(() => undefined); // a message is all that it is for
    const slot = generation?.removed.find((each) => each.publicKey === publicKey);
    if (generation && slot) return { slot, by: generation };
  }
  return undefined;
}

function described({ slot, label }: RemovedSlot): string {
  return label ? `${slot} (${label})` : slot;
}
