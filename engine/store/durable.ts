import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PgstowError, throwIfAborted } from '../errors.ts';
import { errno } from './folderError.ts';
import type { Body } from './store.ts';

/** Begins with a dot, as no part of a key does: a file that is still being written is nobody's object. */
const temporaryPrefix = '.writing-';
const staleAfter = 24 * 60 * 60 * 1000;

/** Writes `body` to a new file in `folder` and waits until the disk has it. A file that could not be finished is removed. */
export async function writeTemporary(folder: string, body: Body, signal?: AbortSignal): Promise<string> {
  const path = join(folder, `${temporaryPrefix}${randomBytes(12).toString('hex')}`);
  const handle = await open(path, 'wx', 0o600);
  try {
    for (const piece of body instanceof Uint8Array ? [body] : body) {
      throwIfAborted(signal);
      await handle.writeFile(piece);
    }
    await handle.sync();
    await handle.close();
    return path;
  } catch (thrown) {
    await handle.close().catch(() => {}); // the first error is the one to tell
    await rm(path, { force: true }).catch(() => {}); // what stays is removed as stale a day later
    throw thrown;
  }
}

/** Gives a finished file its name; false when the name is taken. Unlike rename(), link() never overwrites. */
export async function linkOnce(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (thrown) {
    switch (errno(thrown)) {
      case 'EEXIST':
        // NFS: the answer to a link() that worked may get lost, and its repetition fails. The link count tells:
        // https://man7.org/linux/man-pages/man2/open.2.html (O_EXCL)
        return (await stat(temporary)).nlink === 2;
      case 'EPERM':
      case 'ENOTSUP':
      case 'EOPNOTSUPP':
      case 'ENOSYS':
        throw new PgstowError('store', `cannot write ${path}: the file system has no hard links (${errno(thrown)})`, {
          hint: 'keep the repository on a file system that has them, such as ext4, xfs, btrfs, zfs, APFS or NFS',
          cause: thrown,
        });
      default:
        throw thrown;
    }
  }
}

/** Waits until the disk has the folder's entries: a file's own fsync does not cover its name. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (thrown) {
    // some network and FUSE file systems cannot sync a folder and write entries through at once
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(errno(thrown) ?? '')) throw thrown;
  } finally {
    await handle.close();
  }
}

/** Makes a folder below one that exists; that it was there already is fine. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, 0o700);
  } catch (thrown) {
    if (errno(thrown) !== 'EEXIST') throw thrown;
  }
  await syncFolder(dirname(folder)); // also when another writer made it: it may not have come that far
}

/** Removes what writers that died left in a folder. A day is far more than any one object takes to write. */
export async function removeStale(folder: string, now = Date.now()): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(temporaryPrefix));
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined); // gone: its writer has just finished
    if (found && now - found.mtimeMs > staleAfter) await rm(path, { force: true });
  }
}
