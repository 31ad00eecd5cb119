import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { z } from 'zod';
import { PgstowError } from '../errors.ts';
import type { Store, StoreOptions } from '../store/store.ts';
import { checkShape, damaged, parseJson } from './jsonRecord.ts';
import type { Vault } from './vault.ts';

/**
 * Publishes a list, a line an item, unless one is published under this key; gives what was published. On the main thread: a million names
 * take a quarter of a second, once in a run.
 */
export async function publishLines<T>(
  { store, vault }: Shelf,
  key: string,
  items: readonly T[],
  schema: z.ZodType<T>,
): Promise<readonly T[]> {
  const lines = items.map((item) => `${JSON.stringify(item)}\n`).join('');
  const body = zstdCompressSync(lines, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  if (await store.create(key, vault.sealRecord(key, [body]))) return items;
  return readLines({ store, vault }, key, schema);
}

/** The mirror image. */
export async function readLines<T>(
  { store, vault }: Shelf,
  key: string,
  schema: z.ZodType<T>,
  options?: StoreOptions,
): Promise<readonly T[]> {
  try {
    const stored = await vault.openRecord(key, await store.get(key, undefined, options));
    const lines = decompressed(stored, key).split('\n').slice(0, -1);
    return lines.map((line, index) => {
      const where = `${key}, line ${index + 1},`;
      return checkShape(parseJson(Buffer.from(line), where), schema, where);
    });
  } catch (thrown) {
    throw thrown instanceof PgstowError && thrown.code === 'damaged' ? unreadable(key, thrown) : thrown;
  }
}

interface Shelf {
  readonly store: Store;
  readonly vault: Vault;
}

/** Who cannot know which blobs are meant must not store any; and nobody else can go on with it either. */
function unreadable(key: string, { message, cause }: PgstowError): PgstowError {
  const folder = key.slice(0, key.lastIndexOf('/') + 1);
  const what = folder.startsWith('prunes/') ? 'prune' : 'archiving';
  return new PgstowError('damaged', message, {
    hint: `when no ${what} is under way (pgstow runs), delete all of ${folder} in the repository by hand; the next ${what} starts anew`,
    cause,
  });
}

function decompressed(stored: Buffer, key: string): string {
  try {
    return zstdDecompressSync(stored).toString();
  } catch (thrown) {
    throw damaged(key, 'is no zstd', thrown);
  }
}
