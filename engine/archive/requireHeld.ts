import { PgstowError } from '../errors.ts';
import { parseArchive } from '../postgres/archive.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { nearMatches } from '../spec/nearMatches.ts';
import { ArchiveGraph } from './archiveGraph.ts';
import { nearRelations, type RelationName } from './nearRelations.ts';
import { isOfDatabase, isWanted, type ObjectChoice } from './select.ts';

/** Names that are chosen; of each there must be something. */
export type NamedChoice = Pick<ObjectChoice, 'schemas' | 'tables'>;

/** So many other sets are looked into for what one does not hold. */
const mostSets = 30;

/**
 * Refuses names that a set holds nothing of. A table that was dropped before the set was made is in an earlier one: the refusal says which is the
 * newest.
 */
export async function requireHeld(
  { sets }: Pick<Repository, 'sets'>,
  set: SetManifest,
  graph: ArchiveGraph,
  choice: NamedChoice,
  signal?: AbortSignal,
): Promise<void> {
  const unknown = notHeld(graph, choice);
  if (unknown.length === 0) return;
  const other = await newestThatHolds(sets, set, choice, signal);
  const near = unknown.flatMap((each) => each.near);
  const hints = [
    ...(near.length > 0 ? [`did you mean ${near.join(' or ')}?`] : []),
    ...(other ? [`the newest set that holds ${unknown.length > 1 ? 'them' : 'it'} is ${describeSet(other)}`] : []),
  ];
  throw new PgstowError('input', `set ${set.set} holds no ${unknown.map(({ what }) => what).join(' and no ')}`, {
    hint:
      hints.join('; ') ||
      `pgstow show ${set.set} lists what it holds; names are case-sensitive, and names with dots need quotes`,
  });
}

function describeSet({ set, snapshotAt }: SetManifest): string {
  return `${set}, the state of ${snapshotAt}`;
}

interface Unknown {
  readonly what: string;
  /** What may have been meant. */
  readonly near: readonly string[];
}

function notHeld(graph: ArchiveGraph, { schemas, tables }: NamedChoice): Unknown[] {
  const entries = graph.entries.filter((entry) => !isOfDatabase(graph, entry));
  const lacks = (choice: NamedChoice) => !entries.some((entry) => isWanted(entry, choice));
  const knownSchemas = entries.flatMap(({ desc, tag }) => (desc === 'SCHEMA' ? tag : []));
  return [
    ...schemas
      .filter((name) => lacks({ schemas: [name], tables: [] }))
      .map((name) => ({ what: `schema ${name}`, near: nearMatches(name, knownSchemas) })),
    ...tables
      .filter((pattern) => lacks({ schemas: [], tables: [pattern] }))
      .map((pattern) => ({ what: `table ${pattern}`, near: nearRelations(graph, plainName(pattern)) })),
  ];
}

function plainName(pattern: string): RelationName {
  const [schema = '', name = ''] = pattern.split('.');
  return { schema, name };
}

/** Of the other sets of the plan; one that cannot be read holds nothing. */
async function newestThatHolds(
  sets: Repository['sets'],
  { plan, set }: SetManifest,
  choice: NamedChoice,
  signal?: AbortSignal,
): Promise<SetManifest | undefined> {
  const listed = await sets.list(plan, { limit: mostSets + 1, signal });
  for (const each of listed) {
    if (each.state !== 'complete' || each.set === set) continue;
    const definitions = await sets.readDefinitions(each.manifest, { signal }).catch(orNothing);
    if (definitions && notHeld(new ArchiveGraph(parseArchive(definitions)), choice).length === 0) return each.manifest;
  }
  return undefined;
}

function orNothing(thrown: unknown): undefined {
  if (!(thrown instanceof PgstowError) || thrown.code !== 'damaged') throw thrown;
  return undefined;
}
