import { interrupted, messageOf, PgstowError } from '../errors.ts';

interface Remedy {
  readonly what: string;
  readonly hint: string;
  readonly retryable?: boolean;
}

/** https://man7.org/linux/man-pages/man3/errno.3.html */
const remedies: Readonly<Record<string, Remedy>> = {
  ENOENT: { what: 'no such file or folder', hint: 'is the disk mounted, and was the folder moved or removed?' },
  ENOTDIR: { what: 'a part of the path is a file, not a folder', hint: 'name a folder' },
  EISDIR: { what: 'it is a folder, not a file', hint: 'something else than pgstow has put it there: move it away' },
  EACCES: { what: 'permission denied', hint: 'give this user the right to read and write the folder and all below it' },
  EPERM: {
    what: 'operation not permitted',
    hint: 'give this user the right to read and write the folder and all below it',
  },
  EROFS: { what: 'the file system is read-only', hint: 'mount it for writing, or name another folder' },
  ENOSPC: {
    what: 'no space left on the disk',
    hint: 'free some space or name a folder on a larger disk, then run again',
  },
  EDQUOT: { what: 'the disk quota is used up', hint: 'free some space or raise the quota, then run again' },
  EFBIG: { what: 'the file would be larger than allowed', hint: 'raise the limit of the file size (ulimit -f)' },
  EMFILE: { what: 'too many open files', hint: 'raise the limit of open files (ulimit -n)', retryable: true },
  ENFILE: { what: 'too many open files on this machine', hint: 'close something, then run again', retryable: true },
  EIO: { what: 'the disk failed', hint: 'look at the disk and the kernel log before trusting what it holds' },
  ESTALE: { what: 'the network file system lost the file', hint: 'mount it anew, then run again', retryable: true },
  EBUSY: { what: 'the file is in use', hint: 'run again', retryable: true },
  ENAMETOOLONG: { what: 'the path is too long', hint: 'name a folder with a shorter path' },
  ELOOP: { what: 'symbolic links go in a circle', hint: 'name the folder itself' },
};

/** What `node:fs` threw, as a `store` error that names the path, the errno and a remedy. */
export function folderError(action: string, path: string, thrown: unknown, signal?: AbortSignal): PgstowError {
  if (thrown instanceof PgstowError) return thrown;
  if (signal?.aborted) return interrupted(signal);
  const code = errno(thrown);
  const remedy = code === undefined ? undefined : remedies[code];
  const what = remedy ? `${remedy.what} (${code})` : messageOf(thrown);
  return new PgstowError('store', `cannot ${action} ${path}: ${what}`, {
    hint: remedy?.hint ?? 'look at the folder and the disk it is on, then run again',
    retryable: remedy?.retryable ?? false,
    cause: thrown,
  });
}

/** The name of a system error, such as `ENOENT`. */
export function errno(thrown: unknown): string | undefined {
  const code = (thrown as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
