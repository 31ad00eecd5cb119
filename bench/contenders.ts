import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ThrowawayServer } from '../embedded/server.ts';
import { initRepository, parsePlans, type Repository } from '../engine/index.ts';
import { run } from './databases.ts';
import { type Contender, sizeOf } from './measure.ts';

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
  return [ours(place), pgDump(place, '-Z0'), pgDump(place, '-Z1'), pgDump(place, 'default')];
}

/** The last backup's repository and archive are what is restored. */
export async function restoreContenders(place: Workplace): Promise<Contender[]> {
  await ours(place).before();
  execFileSync(pgstow[0]!, [pgstow[1]!, 'backup', 'bench', '--quiet'], {
    env: { ...process.env, ...ourEnvironment(place) },
  });
  const archive = pgDump(place, '-Z1');
  await archive.before();
  execFileSync(archive.command[0]!, archive.command.slice(1), { stdio: 'ignore' });
  const target = `${place.database}_restored`;
  const before = () => emptyDatabase(place, target);
  const restore = ['restore', 'bench', '--target', place.server.url(target), '--jobs', String(place.jobs), '--quiet'];
  const { server, jobs } = place;
  return [
    { name: 'pgstow', command: [...pgstow, ...restore], environment: () => ourEnvironment(place), before },
    {
      name: 'pgstow --no-proof',
      command: [...pgstow, ...restore, '--no-proof'],
      environment: () => ourEnvironment(place),
      before,
    },
    {
      name: 'pg_restore',
      command: [join(server.binDir, 'pg_restore'), '-j', String(jobs), '-d', server.url(target), archiveFolder(place)],
      before,
    },
  ];
}

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
