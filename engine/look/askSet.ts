import { ArchiveGraph } from '../archive/archiveGraph.ts';
import { nearRelations, type RelationName } from '../archive/nearRelations.ts';
import { requireHeld } from '../archive/requireHeld.ts';
import { type Parts, selectParts } from '../archive/selectParts.ts';
import { isBlank, nameOf, tokenize } from '../archive/sqlTokens.ts';
import { PgstowError } from '../errors.ts';
import { BlobReader } from '../pipe/blobReader.ts';
import { type Archive, parseArchive } from '../postgres/archive.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import type { SetChoice } from '../repository/chooseSet.ts';
import { newTimeId } from '../repository/ids.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { withThrowawayPlace } from '../throwaway/withThrowawayPlace.ts';
import { type Answer, askDatabase } from './askDatabase.ts';
import { loadParts } from './loadParts.ts';
import { namedRelations } from './namedRelations.ts';
import { type LookOptions, withSet } from './withSet.ts';

/** What is asked. */
export type SetQuery = SetChoice & {
  readonly sql: string;
  /** `schema.table` patterns of what the query reads. Default: every table and view of the set whose name occurs in it. */
  readonly tables?: readonly string[] | undefined;
  /**
   * A server in which a database is made for this and dropped afterwards; its role must be allowed to create one, and runs what the
   * set's definitions say. Default: a throwaway server with programs of this machine, in which an ordinary role does.
   */
  readonly server?: ConnectionTarget | undefined;
};

export interface SetAnswer extends Answer {
  readonly set: SetManifest;
  /** What was brought in to be asked. */
  readonly loaded: { readonly tables: number; readonly rows: number; readonly bytes: number };
  /** The version of the server that was asked, such as `18.4`. */
  readonly serverVersion: string;
}

/**
 * Asks a set in SQL, without a restore: brings the tables that the query names, and those that their views read, into a database that
 * is there for the time of the call. The answer is held in memory.
 *
 * Rejects with `input` (the query names nothing of the set, or is refused by the server), `unsupported` (no server programs on this machine),
 * `connection`, `privilege`, `database` (a definition cannot be carried out there), `damaged`, `store` or `interrupted`.
 */
export function askSet(repository: Repository, query: SetQuery, options: LookOptions = {}): Promise<SetAnswer> {
  return withSet(repository, query, options, async (set, looking) => {
    const { signal, meter } = looking;
    const archive = parseArchive(await repository.sets.readDefinitions(set, { signal }));
    const items = await repository.sets.readContents(set, { signal });
    const tables = query.tables ?? namedIn(query.sql, archive);
    await requireHeld(repository, set, new ArchiveGraph(archive), { schemas: [], tables }, signal);
    const parts = selectParts(archive, items, { schemas: [], tables }, { rowsOfNeeded: true });
    const blobs = new BlobReader((name) => repository.blobs.get(name, { signal }), repository.blobs.newHash);
    meter.phase('query');
    const about = {
      name: newTimeId(repository.surroundings).toLowerCase(),
      like: set.source,
      server: query.server,
      signal,
      onWarning: (message: string) => meter.warn(message),
    };
    return withThrowawayPlace(about, async (place) => {
      await loadParts(place, { parts, set, blobs, meter, signal });
      meter.flush();
      return { set, loaded: sizeOf(parts), ...(await askDatabase(place.target, query.sql, signal)) };
    });
  });
}

function namedIn(sql: string, archive: Archive): string[] {
  const graph = new ArchiveGraph(archive);
  const named = namedRelations(sql, graph);
  if (named.length > 0) return named;
  const near = nearRelations(graph, askedFor(sql)).join(' or ');
  throw new PgstowError('input', 'the query names no table or view of the set', {
    hint: near
      ? `did you mean ${near}?`
      : 'pgstow show SET lists its tables; names are case-sensitive where they stand in quotes; --table names what a function reads',
  });
}

/** What the query reads first. */
function askedFor(sql: string): RelationName {
  const tokens = tokenize(sql).filter((token) => !isBlank(token));
  const at = tokens.findIndex(({ text }) => /^(from|table)$/i.test(text)) + 1;
  const [first, second] = [nameOf(tokens[at]) ?? '', nameOf(tokens[at + 2]) ?? ''];
  return at > 0 && tokens[at + 1]?.text === '.' ? { schema: first, name: second } : { schema: 'public', name: first };
}

function sizeOf({ tables }: Parts): SetAnswer['loaded'] {
  return {
    tables: tables.length,
    rows: tables.reduce((sum, { table }) => sum + table.rows, 0),
    bytes: tables.reduce((sum, { table }) => sum + table.bytes, 0),
  };
}
