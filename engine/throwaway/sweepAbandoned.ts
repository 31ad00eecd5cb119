import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isSurelyGone, type ProcessIdentity } from '../repository/processIdentity.ts';
import type { Account } from './account.ts';

/** What the folders of throwaway servers are named by. */
export const lodgingPrefix = 'pgstow-';
/** Names the process that a folder of throwaway servers belongs to. */
export const ownerFile = 'owner.json';

/**
 * Removes the folders whose process has ended without anybody having seen to them: its guard was killed as well, or the machine
 * went down. Servers that still run in them are ended first. What cannot be told, or is another user's, stays.
 */
export function sweepAbandoned(parent: string, account: Account): void {
  for (const name of readdirSync(parent).filter((each) => each.startsWith(lodgingPrefix))) {
    const folder = join(parent, name);
    try {
      if (!isOurs(folder, account) || !isAbandoned(folder)) continue;
      for (const inside of readdirSync(folder)) endServer(join(folder, inside));
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // it vanished meanwhile, or it may not be looked into
    }
  }
}

/** Root lends its folders to the server's account. */
function isOurs(folder: string, account: Account): boolean {
  return [process.getuid?.(), account.uid].includes(statSync(folder).uid);
}

function isAbandoned(folder: string): boolean {
  const owner = JSON.parse(readFileSync(join(folder, ownerFile), 'utf8')) as ProcessIdentity | null;
  return owner !== null && isSurelyGone(owner);
}

/** Only what was started with the folder as its data directory: the number may be another process's by now. */
function endServer(folder: string): void {
  const pid = readNumber(join(folder, 'pid'));
  if (pid === undefined) return;
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (command.split('\0').includes(join(folder, 'data'))) process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended
  }
}

function readNumber(path: string): number | undefined {
  try {
    const number = Number(readFileSync(path, 'utf8'));
    return Number.isSafeInteger(number) && number > 1 ? number : undefined;
  } catch {
    return undefined; // there is none
  }
}
