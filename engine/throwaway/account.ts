import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PgstowError } from '../errors.ts';

/** Whom the server's programs run as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root lends it another account: `postgres` where there is one, else `nobody`.
 * Everybody else runs it as themselves.
 */
export function serverAccount(): Account {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  if (uid === undefined || gid === undefined) {
    throw new PgstowError('unsupported', `no throwaway PostgreSQL on ${process.platform}`, {
      hint: 'run this on Linux or macOS',
    });
  }
  return uid === 0 ? (passwdEntry('postgres') ?? passwdEntry('nobody') ?? { uid: 65534, gid: 65534 }) : { uid, gid };
}

/** Whether the account may enter every folder on the way to `path` and read it. */
export function canReach(path: string, account: Account): boolean {
  const permits = (place: string, bits: number) => {
    const { mode, uid, gid } = statSync(place);
    const granted = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode;
    return (granted & bits) === bits;
  };
  if (!permits(path, 0o5)) return false;
  for (let place = path; place !== dirname(place); place = dirname(place)) {
    if (!permits(dirname(place), 0o1)) return false;
  }
  return true;
}

function passwdEntry(name: string): Account | undefined {
  const line = readPasswd().find((entry) => entry.startsWith(`${name}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

function readPasswd(): string[] {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n');
  } catch {
    return []; // an image without one still has the number 65534
  }
}
