import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyProcess } from '../repository/processIdentity.ts';
import { type Account, canReach } from './account.ts';
import { lodgingPrefix, ownerFile, sweepAbandoned } from './sweepAbandoned.ts';

let lodging: string | undefined;

/**
 * The one temporary folder of this process in which all its servers live. It and they are gone soon after the process is,
 * however it ended: a guard, a shell of its own, waits for its input to close, which the kernel does even after `kill -9`.
 */
export function lodgingFolder(account: Account): string {
  lodging ??= createLodging(account);
  return lodging;
}

function createLodging(account: Account): string {
  // root's own TMPDIR may be closed to others
  const parent = canReach(tmpdir(), account) ? tmpdir() : '/tmp';
  sweepAbandoned(parent, account);
  const folder = mkdtempSync(join(parent, lodgingPrefix));
  writeFileSync(join(folder, ownerFile), JSON.stringify(identifyProcess(process.pid) ?? null));
  chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  startGuard(folder);
  return folder;
}

/** SIGQUIT is PostgreSQL's immediate shutdown: https://www.postgresql.org/docs/current/server-shutdown.html */
const guardScript = `
  trap '' INT TERM HUP
  cat >/dev/null
  for file in "$1"/*/pid; do
    [ -s "$file" ] || continue
    pid=$(cat "$file")
    kill -QUIT "$pid" 2>/dev/null
    tries=0
    while [ -e "\${file%pid}data/postmaster.pid" ] && kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 100 ]; do
      sleep 0.1
      tries=$((tries + 1))
    done
    kill -KILL "$pid" 2>/dev/null
  done
  rm -rf -- "$1"
`;

function startGuard(folder: string): void {
  const guard = spawn('/bin/sh', ['-c', guardScript, 'pgstow-guard', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // the terminal's Ctrl-C is not for it
    cwd: '/',
  });
  guard.unref();
  (guard.stdin as Socket).unref();
}
