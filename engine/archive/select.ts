import type { ArchiveEntry } from '../postgres/archive.ts';
import { matches } from '../spec/patterns.ts';
import { type ArchiveGraph, databaseKinds, relationKinds } from './archiveGraph.ts';

/** Which objects of a set a restore asks for. With neither schemas nor tables it is the whole set. */
export interface ObjectChoice {
  /** Schema names; `*` and `?` as wildcards. */
  readonly schemas: readonly string[];
  /** `schema.table` patterns; views, sequences and foreign tables go by the same names. */
  readonly tables: readonly string[];
  /** With the whole set come the properties of the database itself when the restore creates it. */
  readonly createDatabase: boolean;
}

export interface Chosen {
  /** What was asked for and everything that is a part of it, by dump id. */
  readonly asked: ReadonlySet<number>;
  /** What those need beyond themselves: types, functions, schemas, extensions, parent tables' definitions. */
  readonly needed: ReadonlySet<number>;
  /** True when the whole set was asked for. */
  readonly everything: boolean;
}

/** Finds the entries for a choice and closes over what they need. That there is something of each name is asked before: `requireHeld`. */
export function chooseEntries(graph: ArchiveGraph, choice: ObjectChoice): Chosen {
  const restorable = graph.entries.filter((entry) => !isOfDatabase(graph, entry));
  if (choice.schemas.length === 0 && choice.tables.length === 0) {
    const all = choice.createDatabase ? graph.entries : restorable;
    return { asked: new Set(all.map((entry) => entry.dumpId)), needed: new Set(), everything: true };
  }
  const wanted = withPartitions(graph, restorable, (entry) => isWanted(entry, choice));
  const asked = new Set(
    restorable.filter((entry) => wanted.has(graph.ownerOf(entry).dumpId)).map((entry) => entry.dumpId),
  );
  return { asked, needed: closeOver(graph, asked), everything: false };
}

/** The database's own entries and the remarks on them. */
export function isOfDatabase(graph: ArchiveGraph, entry: ArchiveEntry): boolean {
  if (databaseKinds.has(entry.desc)) return true;
  return graph.ownerOf(entry).desc === 'DATABASE' || entry.tag.startsWith('DATABASE ');
}

/** Whether an entry is asked for by its name. */
export function isWanted(entry: ArchiveEntry, { schemas, tables }: Pick<ObjectChoice, 'schemas' | 'tables'>): boolean {
  const schema = entry.desc === 'SCHEMA' ? entry.tag : (entry.namespace ?? '');
  if (schema !== '' && schemas.some((pattern) => matchesSchema(pattern, schema))) return true;
  return relationKinds.has(entry.desc) && tables.some((pattern) => matches(pattern, entry.namespace ?? '', entry.tag));
}

/** A schema's own name may hold dots; as a pattern it then needs quotes, as a plain name it does not. */
function matchesSchema(pattern: string, schema: string): boolean {
  return pattern === schema || (/[*?"]/.test(pattern) && matches(`${pattern}.*`, schema, ''));
}

/** A partitioned table is asked for with all its partitions. */
function withPartitions(
  graph: ArchiveGraph,
  entries: readonly ArchiveEntry[],
  wanted: (entry: ArchiveEntry) => boolean,
): Set<number> {
  const isIn = (entry: ArchiveEntry | undefined): boolean =>
    entry !== undefined && (wanted(entry) || isIn(graph.parentOf(entry)));
  return new Set(entries.filter((entry) => isIn(entry)).map((entry) => entry.dumpId));
}

function closeOver(graph: ArchiveGraph, asked: ReadonlySet<number>): Set<number> {
  const needed = new Set<number>();
  const visit = (entry: ArchiveEntry) => {
    // a foreign key or an attachment links two tables; it is left out when the other one is not there
    if (entry.desc === 'FK CONSTRAINT' || entry.desc === 'TABLE ATTACH' || entry.desc === 'INDEX ATTACH') return;
    if (entry.desc.startsWith('PUBLICATION')) return;
    const parent = graph.parentOf(graph.ownerOf(entry));
    for (const need of graph.needs(entry)) {
      if (asked.has(need.dumpId) || needed.has(need.dumpId)) continue;
      if (need.section === 'post-data' && graph.ownerOf(need) === parent) continue; // a partition's index is an index alone
      needed.add(need.dumpId);
      visit(need);
    }
  };
  for (const id of asked) visit(graph.get(id)!);
  // a needed object comes with its own parts that shape it: an identity column's sequence, a default
  for (const entry of graph.entries) {
    const owner = graph.ownerOf(entry);
    if (owner !== entry && needed.has(owner.dumpId) && shapesItsOwner(entry)) needed.add(entry.dumpId);
  }
  return needed;
}

function shapesItsOwner(entry: ArchiveEntry): boolean {
  return ['SEQUENCE', 'SEQUENCE OWNED BY', 'DEFAULT', 'ACL', 'COMMENT'].includes(entry.desc);
}
