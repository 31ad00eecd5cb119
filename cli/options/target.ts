import { InputError } from '../../values/inputError.ts';
import { holdsPassword } from '../../values/targetUrl.ts';

/**
 * The URL of the database to restore into. Every user of a machine sees the arguments of every process: a password among
 * them is refused, so that nobody gets used to it.
 */
export function targetUrl(url: string | undefined, fromArguments: boolean): string {
  if (!url) {
    throw new InputError(
      'no target is given',
      'name it with --target postgresql://user@host:5432/database (postgresql:// alone is that of PGHOST and its like), or set PGSTOW_TARGET',
    );
  }
  if (fromArguments) refusePassword('--target', url, ', or set PGSTOW_TARGET to the whole URL');
  return url;
}

/** Refuses a URL among the arguments that holds a password. */
export function refusePassword(option: string, url: string, otherwise = ''): void {
  if (!holdsPassword(url)) return;
  throw new InputError(
    `${option} holds a password, and every user of this machine can read the arguments of a process`,
    `leave it out and set PGPASSWORD${otherwise}`,
  );
}
