import { PgstowError } from '../errors.ts';
import type { SetManifest } from './manifest.ts';

/** The instants that a plan's sets can bring back, ISO 8601. */
export interface AvailableRange {
  readonly earliest: string;
  readonly latest: string;
  readonly sets: number;
}

/** From when to when sets reach; undefined when there is none. */
export function rangeOf(manifests: readonly SetManifest[]): AvailableRange | undefined {
  const inOrder = manifests.toSorted(newestFirst);
  const [latest, earliest] = [inOrder[0], inOrder.at(-1)];
  return latest && earliest && { earliest: earliest.snapshotAt, latest: latest.snapshotAt, sets: manifests.length };
}

/** The newest whose snapshot was taken until then. */
export function newestOf(manifests: readonly SetManifest[], until: number): SetManifest | undefined {
  return manifests.filter((manifest) => snapshotTime(manifest) <= until).toSorted(newestFirst)[0];
}

/** A damaged set that might be newer than the newest whole one. */
export function passedOver(error: PgstowError, newest: SetManifest | undefined): PgstowError {
  const hint = newest ? `restore the one before it with --set ${newest.set}` : 'no older set is whole';
  return new PgstowError(error.code, error.message, { hint, cause: error });
}

/** There is none of a plan that is old enough. */
export function noneAt(plan: string, instant: Date | undefined, range: AvailableRange | undefined): PgstowError {
  if (!range) {
    return new PgstowError('input', `plan ${plan} has no set yet`, { hint: `make one: pgstow backup ${plan}` });
  }
  return new PgstowError('input', `plan ${plan} has no set at or before ${instant?.toISOString()}`, {
    hint: `its sets reach from ${range.earliest} to ${range.latest}`,
  });
}

function snapshotTime(manifest: SetManifest): number {
  return Date.parse(manifest.snapshotAt);
}

function newestFirst(a: SetManifest, b: SetManifest): number {
  return snapshotTime(b) - snapshotTime(a) || (a.set < b.set ? 1 : -1);
}
