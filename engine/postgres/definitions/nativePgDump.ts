import { execFile } from 'node:child_process';
import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, PgstowError } from '../../errors.ts';

/** A pg_dump installed on this machine. */
export interface NativePgDump {
  readonly path: string;
  /** Such as `17.5`. */
  readonly version: string;
  readonly major: number;
}

export interface PgDumpWanted {
  readonly serverMajor: number;
  /** The path that the user named: that one or none. */
  readonly named: string | undefined;
  /** True when tables are to be left out. */
  readonly needsFilter: boolean;
  /** Folders to look in. Default: PATH and where packages put PostgreSQL. */
  readonly folders?: readonly string[];
}

/** The first version with the option `--filter`. */
const filterMajor = 17;

/**
 * The pg_dump to use for a server: the one that the user named, or the oldest of those found that can read the server, as
 * its archive's format is the best known.
 */
export async function choosePgDump({ serverMajor, named, needsFilter, folders }: PgDumpWanted): Promise<NativePgDump> {
  const major = needsFilter ? Math.max(serverMajor, filterMajor) : serverMajor;
  if (named !== undefined) return checkNamed(await inspect(named), serverMajor, major);
  const found = await installed(folders ?? (await usualFolders(process.env.PATH ?? '')));
  const fitting = found.filter((pgDump) => pgDump.major >= major).sort((a, b) => a.major - b.major)[0];
  if (fitting) return fitting;
  const versions = found.length > 0 ? `found only ${found.map(({ version }) => version).join(', ')}` : 'found none';
  throw new PgstowError(
    'unsupported',
    `the server is PostgreSQL ${serverMajor} and no pg_dump of that version or newer is here: ${versions}`,
    {
      hint: `install the PostgreSQL client tools of version ${major} or newer on this machine, or name the path of their pg_dump`,
    },
  );
}

function checkNamed(pgDump: NativePgDump, serverMajor: number, major: number): NativePgDump {
  if (pgDump.major >= major) return pgDump;
  const why =
    pgDump.major < serverMajor
      ? `cannot read a server of version ${serverMajor}`
      : `cannot be told which tables to leave out (--filter came with ${filterMajor})`;
  throw new PgstowError('unsupported', `${pgDump.path} is pg_dump ${pgDump.version} and ${why}`, {
    hint: `name a pg_dump of version ${major} or newer`,
  });
}

async function inspect(path: string): Promise<NativePgDump> {
  const failed = (what: string, cause?: unknown) =>
    new PgstowError('input', `${path} is not a usable pg_dump: ${what}`, {
      hint: 'check the path that was named',
      cause,
    });
  const { stdout } = await promisify(execFile)(path, ['--version'], { env: { LC_ALL: 'C' }, timeout: 10_000 }).catch(
    (thrown) => {
      throw failed(messageOf(thrown), thrown);
    },
  );
  const [, version, major] = /^pg_dump \(PostgreSQL\) ((\d+)\S*)/.exec(stdout) ?? [];
  if (!version) throw failed(`it says ${JSON.stringify(stdout.slice(0, 100))}`);
  return { path, version, major: Number(major) };
}

/** Those that run; what does not is as good as not there. */
async function installed(folders: readonly string[]): Promise<NativePgDump[]> {
  const found = await Promise.all(
    [...new Set(folders)].map(async (folder) => {
      const path = join(folder, 'pg_dump');
      try {
        await access(path, constants.X_OK);
        return await inspect(path);
      } catch {
        return undefined;
      }
    }),
  );
  return found.filter((pgDump) => pgDump !== undefined);
}

/** PATH, then Debian's, Red Hat's, Homebrew's and the source's own folders. */
async function usualFolders(path: string): Promise<string[]> {
  const versions = async (parent: string, pattern: RegExp) => {
    const names = await readdir(parent).catch(() => [] as string[]);
    return names.filter((name) => pattern.test(name)).map((name) => join(parent, name, 'bin'));
  };
  return [
    ...path.split(delimiter).filter((folder) => folder !== ''),
    ...(await versions('/usr/lib/postgresql', /^\d+$/)),
    ...(await versions('/usr', /^pgsql-\d+$/)),
    '/opt/homebrew/bin',
    ...(await versions('/opt/homebrew/opt', /^(postgresql(@\d+)?|libpq)$/)),
    '/usr/local/bin',
    '/usr/local/pgsql/bin',
    ...(await versions('/usr/local/opt', /^(postgresql(@\d+)?|libpq)$/)),
  ];
}
