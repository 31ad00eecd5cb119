import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import type { PgstowError } from '../errors.ts';
import { blobSize } from '../pipe/blobWriter.ts';
import { contentOf, type NewHash } from '../pipe/contentHash.ts';
import type { BlobStore } from '../repository/blobs.ts';
import { blobKey } from '../repository/keys.ts';
import type { Damage } from './verifyFinding.ts';

/** What has become of a blob that cannot be read, looked at more closely than a reader needs to. */
export async function describeDamage(
  id: string,
  frame: Buffer | undefined,
  { store, known, error }: { store: BlobStore; known: ReadonlyMap<string, number>; error: PgstowError },
): Promise<Damage> {
  const key = blobKey(id);
  const size = await store.size(id);
  if (size === undefined) return { kind: 'missing', message: `${key} is missing` };
  if (size === 0) return { kind: 'truncated', message: `${key} is empty` };
  if (frame === undefined) return { kind: 'altered', message: error.message }; // its seal does not fit
  const actual = await contentId(frame, store.newHash);
  if (actual.id && actual.id !== contentOf(id) && known.has(actual.id)) {
    return { kind: 'swapped', message: `${key} holds the content of ${blobKey(actual.id)}` };
  }
  if (actual.endsEarly) return { kind: 'truncated', message: `${key} ends too early, after ${size} bytes` };
  return { kind: 'altered', message: `${key} was altered: ${error.message}` };
}

async function contentId(frame: Buffer, newHash: NewHash): Promise<{ id?: string; endsEarly?: true }> {
  try {
    const content = await promisify(zstdDecompress)(frame, { maxOutputLength: blobSize });
    const hash = newHash();
    hash.update(content);
    return { id: hash.digest('hex') };
  } catch (thrown) {
    return (thrown as { code?: string }).code === 'Z_BUF_ERROR' ? { endsEarly: true } : {};
  }
}
