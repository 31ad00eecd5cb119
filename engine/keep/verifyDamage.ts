import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import type { PgstowError } from '../errors.ts';
import { blobSize } from '../pipe/blobWriter.ts';
import { blobKey } from '../repository/keys.ts';
import type { Damage } from './verifyFinding.ts';

/** What has become of a blob that cannot be read, looked at more closely than a reader needs to. */
export async function describeDamage(
  id: string,
  stored: Buffer | undefined,
  known: ReadonlyMap<string, number>,
  error: PgstowError,
): Promise<Damage> {
  const key = blobKey(id);
  if (stored === undefined) return { kind: 'missing', message: `${key} is missing` };
  if (stored.length === 0) return { kind: 'truncated', message: `${key} is empty` };
  const actual = await contentId(stored);
  if (actual.id && actual.id !== id && known.has(actual.id)) {
    return { kind: 'swapped', message: `${key} holds the content of ${blobKey(actual.id)}` };
  }
  if (actual.endsEarly) return { kind: 'truncated', message: `${key} ends too early, after ${stored.length} bytes` };
  return { kind: 'altered', message: `${key} was altered: ${error.message}` };
}

async function contentId(stored: Buffer): Promise<{ id?: string; endsEarly?: true }> {
  try {
    const content = await promisify(zstdDecompress)(stored, { maxOutputLength: blobSize });
    return { id: createHash('sha256').update(content).digest('hex') };
  } catch (thrown) {
    return (thrown as { code?: string }).code === 'Z_BUF_ERROR' ? { endsEarly: true } : {};
  }
}
