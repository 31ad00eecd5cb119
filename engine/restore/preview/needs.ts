import { type ArchivedBlob, archivedBlob } from '../../coldStorage/archivedBlobs.ts';
import type { Piece } from '../../repository/contents.ts';
import { inParallel } from '../../repository/inParallel.ts';
import type { Repository } from '../../repository/repository.ts';
import type { Previewed } from '../target/readTarget.ts';

/** Something that is restored from blobs. */
export interface Need {
  readonly what: string;
  /** As `--table` takes it; absent for what is no table. */
  readonly table?: string;
  readonly pieces: readonly Piece[];
}

/** What a restore reads. */
export interface Stored {
  readonly needs: readonly Need[];
  /** How many bytes are stored of each blob that holds some of it: undefined of one that is missing. */
  readonly sizes: ReadonlyMap<string, number | undefined>;
  /** Those of them that lie in an archive, thawed ones included. */
  readonly archived: readonly ArchivedBlob[];
}

/** Asks the store for every blob that the restore needs, each once. */
export async function readStored(repository: Repository, previewed: Previewed, signal: AbortSignal): Promise<Stored> {
  const needs = needsOf(previewed);
  const blobs = [...new Set(needs.flatMap(({ pieces }) => pieces.map(({ blob }) => blob)))];
  const states = await inParallel(blobs, (blob) => repository.blobs.look(blob, { signal }));
  return {
    needs,
    sizes: new Map(blobs.map((blob, i) => [blob, states[i]?.size])),
    archived: blobs.flatMap((blob, i) => archivedBlob(blob, states[i])),
  };
}

function needsOf({ plan, contents }: Previewed): Need[] {
  const tables = plan.tables.map((table): Need => {
    const { schema, name: inSchema } = contents.inSet(table);
    const name = `${schema}.${inSchema}`;
    return { what: `table ${name}`, table: name, pieces: contents.rangesOf(table).flatMap(({ pieces }) => pieces) };
  });
  const largeObjects = plan.everything ? contents.largeObjects.flatMap(({ pieces }) => pieces) : [];
  return largeObjects.length === 0 ? tables : [...tables, { what: 'large objects', pieces: largeObjects }];
}
