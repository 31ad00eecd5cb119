import { z } from 'zod';
import type { Piece, RowsDigest } from './contents.ts';

/** What several machines read at one snapshot: numbers alone, for each looks in the catalogs by itself what they stand for. */
export interface SharedWork {
  /** For `SET TRANSACTION SNAPSHOT`; null where the leader has to read alone. */
  readonly snapshot: string | null;
  /** What the server has in its memory as long as the leader holds the snapshot, and no other server has: 16 hexadecimal digits. */
  readonly mark: string;
  readonly server: ServerIdentity;
  readonly reader: SharedReader;
  /** What is claimed in one piece. */
  readonly batches: readonly (readonly SharedUnit[])[];
}

/** Which server and database the leader is connected to. */
export interface ServerIdentity {
  /** Null where the role may not ask. */
  readonly systemIdentifier: string | null;
  readonly databaseOid: number;
  readonly database: string;
  readonly inRecovery: boolean;
  /** When it was started, ISO 8601. */
  readonly startedAt: string;
  /** As a person would write it. */
  readonly address: string;
}

/** Who reads, and how: whoever shares the work has to see the same rows, as the same text. */
export interface SharedReader {
  /** The role that it acts as. */
  readonly role: string;
  /** A hash of all that decides what rows look like: of roles, settings, and what extensions are set to. */
  readonly reading: string;
}

/** What one connection reads in one go. */
export interface SharedUnit {
  readonly contents: readonly SharedContent[];
  /** An estimate. */
  readonly bytes: number;
}

export type SharedContent =
  | { readonly table: number; readonly from?: number | undefined; readonly to?: number | undefined }
  | { readonly part: 'metadata' | 'data'; readonly oids: readonly number[] };

/** What one machine has read of a batch. */
export interface BatchResult {
  readonly shard: string;
  readonly host: string;
  /** In the order of the batch; null for what only the leader can read, for somebody else wants its table for himself. */
  readonly contents: readonly (ContentResult | null)[];
  /** The blobs that these are in, by their names. */
  readonly blobs: Readonly<Record<string, BlobResult>>;
}

export interface ContentResult extends RowsDigest {
  /** Bytes of COPY text. */
  readonly bytes: number;
  readonly pieces: readonly Piece[];
}

export interface BlobResult {
  /** Bytes that are stored. */
  readonly storedBytes: number;
  /** Bytes of its content, of a blob that was not there before. */
  readonly newBytes?: number | undefined;
}

const count = z.int().min(0);

export const sharedWorkSchema: z.ZodType<SharedWork> = z.object({
  snapshot: z.string().nullable(),
  mark: z.string().regex(/^[0-9a-f]{16}$/),
  server: z.object({
    systemIdentifier: z.string().nullable(),
    databaseOid: count,
    database: z.string(),
    inRecovery: z.boolean(),
    startedAt: z.iso.datetime(),
    address: z.string(),
  }),
  reader: z.object({ role: z.string(), reading: z.string() }),
  batches: z.array(
    z.array(
      z.object({
        contents: z.array(
          z.union([
            z.object({ table: count, from: count.optional(), to: count.optional() }),
            z.object({ part: z.enum(['metadata', 'data']), oids: z.array(count) }),
          ]),
        ),
        bytes: z.number().min(0),
      }),
    ),
  ),
});

const blobName = z.string().regex(/^[0-9a-f]{64}(\.[1-9]\d*)?$/);

export const batchResultSchema: z.ZodType<BatchResult> = z.object({
  shard: z.string(),
  host: z.string(),
  contents: z.array(
    z
      .object({
        rows: count,
        hash: z.string().regex(/^[0-9a-f]{16}$/),
        bytes: count,
        pieces: z.array(z.object({ blob: blobName, offset: count, length: count })),
      })
      .nullable(),
  ),
  blobs: z.record(blobName, z.object({ storedBytes: count, newBytes: count.optional() })),
});
