import { statfs } from 'node:fs/promises';
import type pg from 'pg';
import type { ConnectionTarget } from '../postgres/target.ts';
import type { DecidedPreview } from '../restore/preview/preview.ts';
import { type Outcome, pass, warn } from './report.ts';
import { size } from './storageChecks.ts';

/** Room on a disk that this process sees. */
export interface FreeSpace {
  readonly folder: string;
  readonly bytes: number;
}

/**
 * PostgreSQL tells nobody how much room its disk has. Where it is reached by its socket, and who asks may read all settings, its
 * data folder is one of this machine, mostly.
 */
export async function freeSpaceOfServer(
  client: pg.Client,
  { host, via }: ConnectionTarget,
): Promise<FreeSpace | undefined> {
  if (!host.startsWith('/') || via) return undefined;
  const { rows } = await client.query(
    "SELECT setting FROM pg_catalog.pg_settings WHERE name = 'data_directory' AND setting <> ''",
  );
  const folder: string | undefined = rows[0]?.setting;
  const disk = folder && (await statfs(folder).catch(() => undefined));
  return folder && disk ? { folder, bytes: disk.bavail * disk.bsize } : undefined;
}

/** https://www.postgresql.org/docs/current/storage-page-layout.html: the header of a row, and its place in the page */
const bytesOfRowHeader = 28;

/** Whether the rows have room, as far as that is known. */
export function spaceCheck(
  { bytes, rows }: Pick<DecidedPreview, 'bytes' | 'rows'>,
  free: FreeSpace | undefined,
): Outcome {
  const needed = bytes + rows * bytesOfRowHeader;
  const says = `about ${size(needed)} of rows will be written, and indexes upon them`;
  if (!free) return pass(`${says}; how much room there is cannot be asked of the server`);
  const room = `${size(free.bytes)} are free in ${free.folder}`;
  if (free.bytes > needed) return pass(`${says}; ${room}`);
  return warn(
    `${says}; only ${room}`,
    'make room there: a restore that runs out of it fails, and removes what it has created',
  );
}
