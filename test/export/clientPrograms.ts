import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { TestContext } from 'vitest';
import { systemMajors } from '../../engine/throwaway/installation.ts';
import type { TestDatabase } from '../servers.ts';

/** Where a program of PostgreSQL may be: in PATH, and where Debian puts those of each version. */
function candidates(name: string): string[] {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...systemMajors().map((major) => `/usr/lib/postgresql/${major}/bin`),
  ];
  return folders.map((folder) => join(folder, name)).filter((path) => existsSync(path));
}

function majorOf(program: string): number {
  return Number(/\(PostgreSQL\) (\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1]);
}

/**
 * The newest of the program that works with a server of this version: from 17 on pg_restore makes settings that servers before
 * 17 do not know. Where this machine has none the test is skipped and says so.
 */
export function clientProgram(name: 'pg_restore' | 'psql', serverMajor: number, context: TestContext): string {
  const most = Math.max(serverMajor, 16);
  const fitting = candidates(name)
    .map((path) => ({ path, major: majorOf(path) }))
    .filter(({ major }) => major >= 12 && major <= most)
    .toSorted((a, b) => b.major - a.major);
  if (fitting[0] === undefined) context.skip(`no ${name} from 12 to ${most} is installed here: its tests are skipped`);
  return fitting[0].path;
}

/** Runs a client program against a database; rejects with what it has said when it fails. */
export async function runClient(
  program: string,
  { server, name }: TestDatabase,
  args: readonly string[],
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const into = ['--host', server.host, '--port', String(server.port), '--username', server.superuser, '--dbname', name];
  try {
    return await promisify(execFile)(program, [...into, ...args], { maxBuffer: 2 ** 28 });
  } catch (thrown) {
    const { stderr } = thrown as { stderr: string };
    throw new Error(`${program}: ${stderr}`, { cause: thrown });
  }
}
