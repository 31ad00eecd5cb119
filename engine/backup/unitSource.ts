import type { FinishedBlob, PendingPieces } from '../pipe/blobWriter.ts';
import type { CopyDigest } from '../postgres/copyOut.ts';
import type { Content, Unit } from './ranges.ts';

/** A content as it was read: its digest, and where its bytes are once all blobs are stored. */
export interface ReadContent extends CopyDigest {
  readonly content: Content;
  readonly pieces: PendingPieces;
}

/** All that was read, and what it took in the repository. */
export interface ContentsRead {
  readonly contents: readonly ReadContent[];
  /** Bytes stored of each blob, by its name. */
  readonly storedBytes: ReadonlyMap<string, number>;
  /** Those that were not there before, by their names. */
  readonly newBlobs: ReadonlyMap<string, BlobSize>;
}

/** Bytes of a blob's content, and bytes that are stored of it. */
export type BlobSize = Pick<FinishedBlob, 'bytes' | 'storedBytes'>;

/** Where units come from that are to be read here. */
export interface UnitSource {
  /** The next one; undefined when there is nothing left to do. */
  take(): Promise<Unit | undefined>;
  /** Told of each content that was read here; null is one that is left to the leader, for somebody else wants its table for himself. */
  note(content: Content, read: ReadContent | null): void;
  /** Told of each blob that is there now: bytes that are stored of it, and bytes of its content if it was not there before. */
  stored(blob: string, storedBytes: number, newBytes: number | undefined): void;
  /** What others have read, and what they have left to the leader: all of it when there is nothing left to take. */
  others(): { readonly read: ContentsRead; readonly left: readonly Content[] };
}

export const nothingRead: ContentsRead = { contents: [], storedBytes: new Map(), newBlobs: new Map() };

/** All of it is for this machine. */
export function unitsForUs(units: readonly Unit[]): UnitSource {
  const left = [...units].reverse();
  return {
    take: async () => left.pop(),
    note: () => {},
    stored: () => {},
    others: () => ({ read: nothingRead, left: [] }),
  };
}

export function together(a: ContentsRead, b: ContentsRead): ContentsRead {
  return {
    contents: [...a.contents, ...b.contents],
    storedBytes: new Map([...a.storedBytes, ...b.storedBytes]),
    newBlobs: new Map([...a.newBlobs, ...b.newBlobs]),
  };
}
