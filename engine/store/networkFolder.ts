import { rm, statfs } from 'node:fs/promises';
import { writeTemporary } from './durable.ts';
import { errno } from './folderError.ts';

/** NFS, SMB, CIFS, SMB2, FUSE: https://man7.org/linux/man-pages/man2/statfs.2.html */
const networkTypes = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x65735546]);

/** Whether a folder is on a file system that other machines may write to as well. */
export async function isShared(folder: string): Promise<boolean> {
  const { type } = await statfs(folder);
  return networkTypes.has(type >>> 0);
}

/**
 * Makes the client of a network file system look at a folder anew. What it has cached of the folder may be a minute old: a
 * prune would not see the lease that another machine has just taken, and delete what that one relies on. An entry that is
 * made in the folder makes it compare the folder's version with the server's.
 * https://man7.org/linux/man-pages/man5/nfs.5.html (Directory entry caching)
 */
export async function seeAnew(folder: string): Promise<void> {
  try {
    await rm(await writeTemporary(folder, Buffer.alloc(0)), { force: true });
  } catch (thrown) {
    if (!harmless.has(errno(thrown) ?? '')) throw thrown;
  }
}

/** Who cannot write decides nothing by what is listed; that the folder is missing the listing itself says. */
const harmless = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'EDQUOT', 'ENOENT', 'ENOTDIR']);
