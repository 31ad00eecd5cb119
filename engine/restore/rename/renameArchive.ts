import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import type { Action } from '../preview/decide.ts';
import { descOf, type SetContents } from '../rows/setContents.ts';
import type { Grammar } from './grammar.ts';
import type { NewNames } from './newNames.ts';
import { renameEntries } from './renamedEntries.ts';

/** A set as it is carried out: under the names that it gets, with what becomes of each entry. */
export interface ArchiveToRestore {
  readonly graph: ArchiveGraph;
  readonly contents: SetContents;
  /** Without `rename`: under its new name an object is simply created. */
  readonly actions: ReadonlyMap<number, Action>;
  readonly names: NewNames;
}

/** What is decided of a set. */
export interface DecidedSet extends Omit<ArchiveToRestore, 'names'> {
  /** The graph under the names of the set, where it is restored into other schemas. */
  readonly inSet: ArchiveGraph;
}

/**
 * Gives what is renamed its new name wherever a restore looks: in definitions, and in the contents that say where rows and
 * values go. Everything after it goes by those names.
 */
export function renameArchive(set: DecidedSet, names: NewNames, grammar: Grammar | undefined): ArchiveToRestore {
  const actions = new Map([...set.actions].map(([id, action]) => [id, action === 'rename' ? 'create' : action]));
  const { graph, contents: inSchemas } = set;
  if (!grammar) return { graph, contents: inSchemas, actions, names };
  const entries = renameEntries({ ...set, names, grammar });
  const contents = inSchemas.renamed((item) => names.get(graph.find(descOf[item.kind], item)?.dumpId ?? -1));
  return { graph: graph.withEntries(entries), contents, actions, names };
}
