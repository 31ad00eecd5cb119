import { parsePinKey, parseSetArchivedKey, parseSetLockKey } from './keys.ts';
import type { SetObjects } from './sets.ts';
import { tombstoneLimit } from './tombstone.ts';

/** What is noted of a set beside it, as a listing of its objects tells: nothing is read, so nothing is proved. */
export interface SetNotes {
  /** The longest lock of it. */
  readonly lockedUntil?: Date | undefined;
  /** Archive classes that something it needs was moved to, such as `GLACIER`: it has to be thawed before it can be restored. */
  readonly archivedIn: readonly string[];
  /** Pins, and legal holds, of which the listing does not tell them. */
  readonly pins: number;
}

export function notesIn({ parts }: Pick<SetObjects, 'parts'>): SetNotes {
  const keys = [...parts.values()].map(({ key }) => key);
  const locks = keys.flatMap((key) => parseSetLockKey(key)?.until.getTime() ?? []);
  return {
    ...(locks.length > 0 && { lockedUntil: new Date(Math.max(...locks)) }),
    archivedIn: keys.flatMap((key) => parseSetArchivedKey(key)?.storageClass ?? []).sort(),
    pins: keys.filter((key) => parsePinKey(key)).length,
  };
}

/** Whether there is a set, and no tombstone in its place, as far as a listing tells. */
export function isThere({ parts }: Pick<SetObjects, 'parts'>): boolean {
  return (parts.get('manifest.json')?.size ?? 0) > tombstoneLimit;
}
