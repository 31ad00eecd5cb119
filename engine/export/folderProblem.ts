import { messageOf, PgstowError } from '../errors.ts';

/** https://man7.org/linux/man-pages/man3/errno.3.html */
const remedies: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  ENOSPC: ['no space left on the disk', 'free some space, or name a folder on a larger disk'],
  EDQUOT: ['the disk quota is used up', 'free some space, or raise the quota'],
  EFBIG: ['the file would be larger than allowed', 'name a folder on a file system that takes large files'],
  EACCES: ['permission denied', 'name a folder that this user may write to'],
  EPERM: ['operation not permitted', 'name a folder that this user may write to'],
  EROFS: ['the file system is read-only', 'name another folder'],
  ENOENT: ['it is not there, and cannot be made', 'name another folder'],
  ENOTDIR: ['a part of the path is a file', 'name a folder'],
  EMFILE: ['too many open files', 'raise the limit of open files (ulimit -n)'],
};

/** What went wrong with the folder that is written to; what is an error of ours already stays as it is. */
export function folderProblem(thrown: unknown, path: string): unknown {
  const code = (thrown as { code?: unknown } | null)?.code;
  if (thrown instanceof PgstowError || typeof code !== 'string') return thrown;
  const [what, hint] = remedies[code] ?? [messageOf(thrown), 'look at the folder and the disk it is on'];
  return new PgstowError('store', `cannot write ${path}: ${what} (${code})`, {
    hint: `${hint}, then export again`,
    cause: thrown,
  });
}
