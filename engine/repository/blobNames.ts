import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { checkShape, damaged, parseJson } from './jsonRecord.ts';

/**
 * Of a set that was copied from a repository with another key: the names that its blobs have there, and the content hashes that
 * name them here. By it the next copy knows what is here already without reading it. Kept with the set, sealed as all of it is.
 */
export interface BlobNames {
  /** The id of the repository that the set was copied from. */
  readonly repository: string;
  /** Content hashes, there and here. */
  readonly contents: ReadonlyMap<string, string>;
}

export function encodeBlobNames({ repository, contents }: BlobNames): Buffer {
  return zstdCompressSync(JSON.stringify({ repository, contents: [...contents] }));
}

/** The mirror image. */
export function decodeBlobNames(bytes: Buffer, key: string): BlobNames {
  const { repository, contents } = checkShape(parseJson(decompress(bytes, key), key), schema, key);
  return { repository, contents: new Map(contents) };
}

function decompress(bytes: Buffer, key: string): Buffer {
  try {
    return zstdDecompressSync(bytes);
  } catch (thrown) {
    throw damaged(key, 'is no zstd', thrown);
  }
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const schema = z.object({ repository: z.string(), contents: z.array(z.tuple([hash, hash])) });
