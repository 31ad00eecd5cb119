import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ThrowawayServer } from '../embedded/server.ts';
import { initRepository, parsePlans, type Repository } from '../engine/index.ts';
import { run } from './databases.ts';
import { type Contender, filesIn, sizeOf } from './measure.ts';

/** What a database is measured in. */
export interface Workplace {
  readonly server: ThrowawayServer;
  readonly database: string;
  /** Where sets and archives are put. */
  readonly folder: string;
  readonly jobs: number;
}

/** The program as it is installed: compiled. */
export const pgstow = [process.execPath, fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))];

export function backupContenders(place: Workplace): Contender[] {
  return [ours(place), serverAlone(place), pgDump(place, '-Z0'), pgDump(place, '-Z1'), pgDump(place, 'default')];
}

/** The floor: what the server needs for the same COPYs, which end in its own `/dev/null`. */
function serverAlone({ server, database, folder, jobs }: Workplace): Contender {
  const seconds = join(folder, 'seconds');
  const program = fileURLToPath(new URL('./serverAlone.ts', import.meta.url));
  return {
    name: 'COPY TO /dev/null',
    command: [process.execPath, program, server.url(database), String(jobs), seconds],
    async before() {
      mkdirSync(folder, { recursive: true });
    },
    wallSeconds: () => Number(readFileSync(seconds, 'utf8')),
  };
}

export async function restoreContenders(place: Workplace): Promise<Contender[]> {
  await makeWhatIsRestored(place);
  return [
    ourRestore(place, 'pgstow'),
    ourRestore(place, 'pgstow --no-proof', '--no-proof'),
    pgRestore(place, 'pg_restore'),
  ];
}

/** One table of many with its indexes, and for comparison all of them. */
export async function recoveryContenders(place: Workplace, table: string): Promise<Contender[]> {
  await makeWhatIsRestored(place);
  const list = join(place.folder, 'list');
  writeFileSync(list, listOf(place, table));
  return [
    ourRestore(place, 'pgstow --table', '--table', `public.${table}`),
    ourRestore(place, 'pgstow --table --no-proof', '--table', `public.${table}`, '--no-proof'),
    pgRestore(place, 'pg_restore -L', '-L', list),
    ourRestore(place, 'pgstow, all'),
  ];
}

/** The lines of the archive's list for a table, its rows, its constraints and its indexes. */
function listOf(place: Workplace, table: string): string {
  const list = execFileSync(join(place.server.binDir, 'pg_restore'), ['-l', archiveFolder(place)], {
    encoding: 'utf8',
  });
  return list
    .split('\n')
    .filter((line) => line.includes(` ${table} `) || line.includes(` ${table}_`))
    .join('\n');
}

/** A set and an archive of the same database. */
async function makeWhatIsRestored(place: Workplace): Promise<void> {
  await ours(place).before();
  execFileSync(pgstow[0]!, [pgstow[1]!, 'backup', 'bench', '--quiet'], {
    env: { ...process.env, ...ourEnvironment(place) },
  });
  const archive = pgDump(place, '-Z1');
  await archive.before();
  execFileSync(archive.command[0]!, archive.command.slice(1), { stdio: 'ignore' });
}

function ourRestore(place: Workplace, name: string, ...options: string[]): Contender {
  const target = targetOf(place);
  const restore = ['restore', 'bench', '--target', place.server.url(target), '--jobs', String(place.jobs), '--quiet'];
  return {
    name,
    command: [...pgstow, ...restore, ...options],
    environment: () => ourEnvironment(place),
    before: () => emptyDatabase(place, target),
  };
}

function pgRestore(place: Workplace, name: string, ...options: string[]): Contender {
  const { server, jobs } = place;
  const target = targetOf(place);
  const args = ['-j', String(jobs), ...options, '-d', server.url(target), archiveFolder(place)];
  return {
    name,
    command: [join(server.binDir, 'pg_restore'), ...args],
    before: () => emptyDatabase(place, target),
  };
}

const targetOf = ({ database }: Workplace) => `${database}_restored`;

function ours(place: Workplace): Contender {
  const repository = ourEnvironment(place).PGSTOW_REPOSITORY!;
  return {
    name: 'pgstow',
    command: [...pgstow, 'backup', 'bench', '--quiet'],
    environment: () => ourEnvironment(place),
    async before() {
      rmSync(repository, { recursive: true, force: true });
      mkdirSync(place.folder, { recursive: true });
      await applyPlan(place, await initRepository(repository, { encryption: 'none' }));
    },
    stored: () => sizeOf(repository),
    objects: () => filesIn(repository).length,
  };
}

function pgDump(place: Workplace, level: CompressionLevel): Contender {
  const folder = archiveFolder(place);
  return {
    name: `pg_dump ${level}`,
    command: pgDumpCommand(place, level),
    async before() {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(place.folder, { recursive: true });
    },
    stored: () => sizeOf(folder),
    objects: () => filesIn(folder).length,
  };
}

type CompressionLevel = '-Z0' | '-Z1' | 'default';

/** Into the archive's folder, which must not be there. */
export function pgDumpCommand(place: Workplace, level: CompressionLevel): string[] {
  const { server, database, jobs } = place;
  const options = ['-Fd', '-j', String(jobs), ...(level === 'default' ? [] : [level]), '-f', archiveFolder(place)];
  return [join(server.binDir, 'pg_dump'), ...options, server.url(database)];
}

async function emptyDatabase({ server }: Workplace, name: string): Promise<void> {
  await run(server, 'postgres', `DROP DATABASE IF EXISTS ${name}`, `CREATE DATABASE ${name}`, 'CHECKPOINT');
}

export function archiveFolder({ folder }: Pick<Workplace, 'folder'>): string {
  return join(folder, 'archive');
}

function ourEnvironment({ folder }: Workplace): Record<string, string> {
  return { PGSTOW_REPOSITORY: join(folder, 'repository') };
}

/** Gives a repository the one plan that is measured. */
export async function applyPlan(place: Workplace, { plans }: Repository): Promise<void> {
  for (const document of parsePlans(planOf(place), 'bench')) await plans.apply(document);
}

function planOf({ server, database, jobs }: Workplace): string {
  const source = { host: server.host, port: server.port, database, user: server.superuser };
  return JSON.stringify([{ id: 'bench', source, concurrency: jobs }]);
}
