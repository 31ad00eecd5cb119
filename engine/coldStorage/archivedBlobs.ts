import { PgstowError } from '../errors.ts';
import type { Archived } from '../store/storageClasses.ts';
import type { ObjectState } from '../store/store.ts';

/** A blob that lies in an archive. */
export interface ArchivedBlob extends Archived {
  readonly blob: string;
  /** As it is stored. */
  readonly bytes: number;
}

/** What of one archive class is to be read. */
export interface ArchivedPart {
  /** Such as `DEEP_ARCHIVE`. */
  readonly storageClass: string;
  readonly blobs: number;
  /** As they are stored. */
  readonly bytes: number;
  /** How many of them cannot be read, and nobody has asked for it. */
  readonly frozen: number;
  /** How many are being thawed. */
  readonly thawing: number;
}

/** A blob as one in an archive; none where it lies in none. */
export function archivedBlob(blob: string, state: ObjectState | undefined): ArchivedBlob[] {
  return state?.archived ? [{ blob, bytes: state.size, ...state.archived }] : [];
}

/** Summed up by class. */
export function archivedParts(blobs: readonly ArchivedBlob[]): ArchivedPart[] {
  const byClass = Map.groupBy(blobs, ({ storageClass }) => storageClass);
  const count = (of: readonly ArchivedBlob[], state: Archived['state']) =>
    of.filter((each) => each.state === state).length;
  return [...byClass].toSorted().map(([storageClass, of]) => ({
    storageClass,
    blobs: of.length,
    bytes: of.reduce((sum, { bytes }) => sum + bytes, 0),
    frozen: count(of, 'frozen'),
    thawing: count(of, 'thawing'),
  }));
}

/** Such as `12 of 40 blobs are archived (GLACIER)`; of those that cannot be read. */
export function notReadable(blobs: readonly ArchivedBlob[], all: number): string {
  const classes = [...new Set(blobs.map(({ storageClass }) => storageClass))].sort();
  const are = blobs.length === 1 ? 'is' : 'are';
  return `${blobs.length} of ${all} blobs that are needed ${are} archived (${classes.join(', ')}), and cannot be read before ${blobs.length === 1 ? 'it is' : 'they are'} thawed`;
}

/** Of what a set needs something lies in an archive, and nobody has asked that it be thawed. */
export function isArchivedError(blobs: readonly ArchivedBlob[], all: number, set: string): PgstowError {
  return new PgstowError('archived', notReadable(blobs, all), {
    hint: `nothing was changed; thaw them, which may take hours: pgstow thaw ${set}; and then run this again`,
  });
}
