import { ArchiveGraph } from '../archive/archiveGraph.ts';
import { requireHeld } from '../archive/requireHeld.ts';
import { type Parts, selectParts } from '../archive/selectParts.ts';
import { PgstowError } from '../errors.ts';
import type { OnEvent, ProgressMeter } from '../events.ts';
import { BlobReader } from '../pipe/blobReader.ts';
import { parseArchive } from '../postgres/archive.ts';
import { withReading } from '../prune/withReading.ts';
import { chooseSet } from '../repository/chooseSet.ts';
import type { ContentItem } from '../repository/contents.ts';
import type { SetManifest } from '../repository/manifest.ts';
import { recordRun } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { writeDirectory } from './directory.ts';
import { ExportFolder } from './exportFolder.ts';
import { globalsSql } from './globals.ts';
import { writePlain } from './plain.ts';
import type { ExportRequest } from './request.ts';
import { type RolesKept, withoutRoles } from './withoutRoles.ts';

export interface ExportOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}

export interface ExportResult {
  readonly set: SetManifest;
  /** The run's id. */
  readonly run: string;
  /** The folder as it was named. */
  readonly folder: string;
  /** Tables whose rows were written, and were the set's by count and hash. */
  readonly tables: number;
  readonly rows: number;
  readonly largeObjects: number;
  /** Bytes of the files that were written. */
  readonly bytes: number;
}

/** What writing an export works with. */
export interface Export {
  readonly set: SetManifest;
  readonly items: readonly ContentItem[];
  readonly parts: Parts;
  readonly roles: RolesKept;
  readonly folder: ExportFolder;
  readonly blobs: BlobReader;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/**
 * Writes a set, or some of its objects, into a folder that PostgreSQL's own programs read: an archive of the directory format
 * for `pg_restore`, or SQL for `psql`. Needs no server. What is written is counted and hashed on its way, and must be what was
 * backed up. The file without which the others are nothing comes last, and what fails leaves nothing behind.
 *
 * Rejects with `input` (unknown plan, set or object), `conflict` (the folder is not empty; or a prune deletes the set),
 * `damaged` (the set is not whole), `unsupported`, `store` (the folder's disk, or the repository) or `interrupted`.
 */
export async function exportSet(
  repository: Repository,
  request: ExportRequest,
  { signal = new AbortController().signal, onEvent }: ExportOptions = {},
): Promise<ExportResult> {
  const set = await chooseSet(repository, request);
  return recordRun(repository, { kind: 'export', plan: set.plan, set: set.set, onEvent }, async (run, meter) =>
    withReading(repository, set, { run, meter, signal }, async (reading) => {
      await reading.require(set);
      const chosen = await choose(repository, set, request, reading.signal); // a wrong choice makes no folder
      const folder = await ExportFolder.prepare(request.folder, request.format);
      try {
        await write({ ...chosen, set, folder, meter, signal: reading.signal }, request);
        await folder.finish();
      } catch (thrown) {
        await folder.abandon();
        throw nothingLeft(thrown, request.folder);
      }
      return { set, run, folder: request.folder, bytes: folder.bytes, ...countOf(chosen.parts) };
    }),
  );
}

async function choose(
  repository: Repository,
  set: SetManifest,
  { schemas = [], tables = [], owner = true, acl = true }: ExportRequest,
  signal: AbortSignal,
): Promise<Pick<Export, 'items' | 'parts' | 'roles' | 'blobs'>> {
  const roles = { owner, acl };
  const archive = withoutRoles(parseArchive(await repository.sets.readDefinitions(set, { signal })), roles);
  const items = await repository.sets.readContents(set, { signal });
  await requireHeld(repository, set, new ArchiveGraph(archive), { schemas, tables }, signal);
  const parts = selectParts(archive, items, { schemas, tables });
  const blobs = new BlobReader((name) => repository.blobs.get(name, { signal }), repository.blobs.newHash);
  return { items, parts, roles, blobs };
}

async function write(work: Export, { format }: ExportRequest): Promise<void> {
  const { parts, items, set, folder, meter, signal } = work;
  for (const warning of parts.warnings) meter.warn(warning);
  meter.phase('export');
  const largeObjects = parts.largeObjects.reduce((sum, { bytes }) => sum + bytes, 0);
  meter.expect({
    tables: parts.tables.length,
    bytesTotal: parts.tables.reduce((sum, { table }) => sum + table.bytes, largeObjects),
  });
  await folder.write('globals.sql', globalsSql(items, set), { signal });
  switch (format) {
    case 'directory':
      await writeDirectory(work);
      break;
    case 'plain':
      await writePlain(work);
      break;
    default:
      format satisfies never;
  }
  meter.flush();
}

function nothingLeft(thrown: unknown, folder: string): unknown {
  if (!(thrown instanceof PgstowError) || thrown.code !== 'interrupted') return thrown;
  const hint = `nothing of it is left in ${folder}: export again`;
  return new PgstowError('interrupted', thrown.message, { hint, cause: thrown });
}

function countOf({ tables, largeObjects }: Parts): Pick<ExportResult, 'tables' | 'rows' | 'largeObjects'> {
  return {
    tables: tables.length,
    rows: tables.reduce((sum, { table }) => sum + table.rows, 0),
    largeObjects: largeObjects.reduce((sum, { part, oids }) => sum + (part === 'data' ? oids.length : 0), 0),
  };
}
