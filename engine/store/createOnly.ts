import { randomUUID } from 'node:crypto';
import { PgstowError } from '../errors.ts';
import type { Store } from './store.ts';

/** What to do when a service writes over what must be created only, or refuses such writes. */
export const createOnlyHint =
  'try create-only=oss (Alibaba OSS, whose bucket must have versioning off), create-only=gcs (Google Cloud Storage) or create-only=if-none-match (most others) in the address; a service without any such write cannot keep a repository, and some heed it only where the bucket keeps no versions (Ceph 16)';

/** Rejects with `unsupported` unless the store keeps apart who creates an object and who comes late. */
export async function requireCreateOnly(store: Store): Promise<void> {
  const key = `probes/${randomUUID()}`;
  const first = await store.create(key, Buffer.from('first\n'));
  const second = await store.create(key, Buffer.from('second\n'));
  await store.delete(key).catch(() => {}); // whoever makes a repository need not be allowed to delete
  if (first && !second) return;
  const what = first ? 'writes over an object that must be created only' : 'says that a new object was there already';
  throw new PgstowError('unsupported', `${store.url} ${what}`, { hint: createOnlyHint });
}
