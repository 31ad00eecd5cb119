import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import { isBlank, nameOf, tokenize } from '../../archive/sqlTokens.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { Action } from '../preview/decide.ts';
import type { TargetCatalog } from '../target/targetCatalog.ts';
import { formatName, type NameParts } from './format.ts';
import { nameKey, type QualifiedName } from './qualifiedName.ts';

/** The new name of what is restored under another one, by its entry. */
export type NewNames = ReadonlyMap<number, QualifiedName>;

/**
 * Chooses the names: of tables and sequences that are renamed, and of what comes with a table and has a name of its own in
 * the schema: its sequences, indexes (those behind constraints too) and statistics. Of a table or materialized view that
 * keeps its name, only those are renamed whose names are taken. Tables, sequences, indexes and types share one name space in a schema.
 */
export function chooseNewNames(
  entries: readonly ArchiveEntry[],
  { graph, target, format, parts }: { graph: ArchiveGraph; target: TargetCatalog; format: string; parts: NameParts },
  actions: ReadonlyMap<number, Action>,
): NewNames {
  const own = new Set(
    graph.entries.map((entry) => nameKey(ownName(entry) ?? { schema: entry.namespace ?? '', name: entry.tag })),
  );
  const inPolicies = namesInPolicies(graph);
  const chosen = new Set<string>();
  const names = new Map<number, QualifiedName>();
  for (const entry of entries) {
    const named = ownName(entry);
    if (!named || !isRenamed(entry, named, { graph, target }, actions)) continue;
    const key = (name: string) => nameKey({ schema: named.schema, name });
    const isTaken = (name: string) =>
      own.has(key(name)) ||
      chosen.has(key(name)) ||
      inPolicies.get(entry)?.has(name) ||
      isNameTaken(entry, { ...named, name }, target);
    const name = formatName(named.name, { format, parts, isTaken });
    chosen.add(key(name));
    names.set(entry.dumpId, { schema: named.schema, name });
  }
  return names;
}

/**
 * What policies speak of, by their table: a policy names the table's columns by the table's name, and another table of that name in a
 * subquery would be taken for it.
 */
function namesInPolicies(graph: ArchiveGraph): ReadonlyMap<ArchiveEntry, ReadonlySet<string>> {
  const policies = graph.entries.filter(({ desc }) => desc === 'POLICY');
  const byTable = Map.groupBy(policies, (policy) => graph.ownerOf(policy));
  const namesIn = ({ defn }: ArchiveEntry) => tokenize(defn ?? '').flatMap((token) => nameOf(token) ?? []);
  return new Map([...byTable].map(([table, of]) => [table, new Set(of.flatMap(namesIn))]));
}

function isRenamed(
  entry: ArchiveEntry,
  named: QualifiedName,
  { graph, target }: { graph: ArchiveGraph; target: TargetCatalog },
  actions: ReadonlyMap<number, Action>,
): boolean {
  const whole = graph.ownerOf(entry);
  const action = actions.get(entry.dumpId);
  if (action === 'rename') return true;
  return action === 'create' && entry !== whole && isNameTaken(entry, named, target);
}

function isNameTaken(entry: ArchiveEntry, named: QualifiedName, target: TargetCatalog): boolean {
  return entry.desc === 'STATISTICS' ? target.has({ ...entry, tag: named.name }) : target.isNameTaken(named);
}

/** The name that an entry takes in its schema; undefined for what takes none. */
export function ownName(entry: ArchiveEntry): QualifiedName | undefined {
  const schema = entry.namespace ?? '';
  switch (entry.desc) {
    case 'TABLE':
    case 'SEQUENCE':
    case 'INDEX':
    case 'STATISTICS':
    case 'VIEW':
    case 'MATERIALIZED VIEW':
    case 'FOREIGN TABLE':
      return { schema, name: entry.tag };
    case 'CONSTRAINT': {
      const name = indexOfConstraint(entry);
      return name === undefined ? undefined : { schema, name };
    }
    default:
      return undefined;
  }
}

/** `ALTER TABLE ONLY a.b ADD CONSTRAINT c PRIMARY KEY …`: a constraint that an index stands behind, of the same name. */
export function indexOfConstraint({ defn }: ArchiveEntry): string | undefined {
  const tokens = tokenize(defn ?? '').filter((token) => !isBlank(token));
  const at = tokens.findIndex(({ text }, i) => text === 'ADD' && tokens[i + 1]?.text === 'CONSTRAINT');
  if (at < 0 || !['PRIMARY', 'UNIQUE', 'EXCLUDE'].includes(tokens[at + 3]?.text ?? '')) return undefined;
  return nameOf(tokens[at + 2]);
}
