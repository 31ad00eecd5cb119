import { statfs } from 'node:fs/promises';
import { FolderStore } from '../store/folder.ts';
import type { Store } from '../store/store.ts';

/** How many bytes can still be stored; undefined where there is no limit to ask for, as in a bucket. */
export async function freeSpace(store: Store): Promise<number | undefined> {
  if (!(store instanceof FolderStore)) return undefined;
  const disk = await statfs(store.url);
  return disk.bavail * disk.bsize; // what is kept back for root is not ours
}
