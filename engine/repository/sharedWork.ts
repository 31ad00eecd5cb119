import { z } from 'zod';
import type { Piece, RowsDigest } from './contents.ts';

/** What several machines read at one snapshot: numbers alone, for each looks in the catalogs by itself what they stand for. */
export interface SharedWork {
  /** For `SET TRANSACTION SNAPSHOT`; null where the leader has to read alone. */
  readonly snapshot: string | null;
  readonly server: ServerIdentity;
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
  /** As a person would write it. */
  readonly address: string;
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
  server: z.object({
    systemIdentifier: z.string().nullable(),
    databaseOid: count,
    database: z.string(),
    inRecovery: z.boolean(),
    address: z.string(),
  }),
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
