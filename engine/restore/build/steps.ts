import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import { isOfDatabase } from '../../archive/select.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { Action } from '../preview/decide.ts';
import { Aside, type TableName } from './aside.ts';

/** A restore's entries by the step that carries them out. Within a step the archive's order holds. */
export interface Steps {
  /** Created before the data, a few at a time. */
  readonly definitions: readonly ArchiveEntry[];
  /** Tables (with their sequences and defaults) created aside, all in one transaction. */
  readonly aside: readonly ArchiveEntry[];
  /** Indexes and constraints, by several connections, when their table's data is loaded. */
  readonly build: readonly ArchiveEntry[];
  /** In the transaction in which the tables aside take their places. */
  readonly swap: readonly ArchiveEntry[];
  /** After all data is proved: triggers, rules, policies, privileges, publications. */
  readonly finish: readonly ArchiveEntry[];
  /** After everything else: they would fire on, or hinder, what comes before. */
  readonly last: readonly ArchiveEntry[];
  /** In the transaction that ends the restore: they would act on everything that a restore after a killed one creates. */
  readonly closing: readonly ArchiveEntry[];
  /** What is said of the database itself when the restore has created it. */
  readonly database: readonly ArchiveEntry[];
  /** What is aside, by name. */
  readonly tablesAside: Aside;
  /** Views and their kin that are dropped in the swap, to be created again there. */
  readonly replacedViews: readonly ArchiveEntry[];
  /** Tables that are dropped in the swap. */
  readonly replacedTables: readonly TableName[];
}

const buildKinds: ReadonlySet<string> = new Set([
  'INDEX',
  'CONSTRAINT',
  'FK CONSTRAINT',
  'INDEX ATTACH',
  'CHECK CONSTRAINT',
]);
/** Of these, the ones that can be built on a table aside; the others name two tables and wait for the swap. */
const buildAsideKinds: ReadonlySet<string> = new Set(['INDEX', 'CONSTRAINT', 'CHECK CONSTRAINT']);
const asideKinds: ReadonlySet<string> = new Set(['TABLE', 'SEQUENCE', 'SEQUENCE OWNED BY', 'DEFAULT', 'TABLE ATTACH']);
const lastKinds: ReadonlySet<string> = new Set([
  'PUBLICATION',
  'PUBLICATION TABLE',
  'PUBLICATION TABLES IN SCHEMA',
  'SUBSCRIPTION',
]);
const closingKinds: ReadonlySet<string> = new Set(['DEFAULT ACL', 'EVENT TRIGGER']);
/** pg_restore too applies privileges after everything they might hinder. */
const lateKinds: ReadonlySet<string> = new Set(['ACL']);

export function planSteps(graph: ArchiveGraph, actions: ReadonlyMap<number, Action>): Steps {
  const run = graph.entries.filter(({ dumpId }) => ['create', 'replace'].includes(actions.get(dumpId) ?? ''));
  const sight: Sight = {
    graph,
    running: new Set(run.map(({ dumpId }) => dumpId)),
    uponReplaced: findUponReplaced(graph, run, actions),
    built: new Set(),
  };
  const steps: Record<StepName, ArchiveEntry[]> = {
    definitions: [],
    aside: [],
    build: [],
    swap: [],
    finish: [],
    last: [],
    closing: [],
    database: [],
  };
  for (const entry of run) {
    const step = stepOf(entry, sight);
    if (step === 'build') sight.built.add(entry.dumpId);
    steps[step].push(entry);
  }
  const asideTables = steps.aside.filter((entry) => entry.desc === 'TABLE');
  const replaced = run.filter((entry) => actions.get(entry.dumpId) === 'replace' && graph.ownerOf(entry) === entry);
  return {
    ...steps,
    finish: privilegesLast(steps.finish),
    swap: privilegesLast(steps.swap),
    tablesAside: new Aside(asideTables.map(toName)),
    replacedViews: replaced.filter((entry) => entry.desc !== 'TABLE'),
    replacedTables: replaced.filter((entry) => entry.desc === 'TABLE').map(toName),
  };
}

type StepName = 'definitions' | 'aside' | 'build' | 'swap' | 'finish' | 'last' | 'closing' | 'database';

/** Everything that is replaced, and everything that uses it, directly or not: it must see the new, not the old one. */
function findUponReplaced(
  graph: ArchiveGraph,
  run: readonly ArchiveEntry[],
  actions: ReadonlyMap<number, Action>,
): ReadonlySet<number> {
  const upon = new Set<number>();
  for (const entry of run) {
    const replaced = actions.get(entry.dumpId) === 'replace';
    if (replaced || entry.dependencies.some((id) => upon.has(id)) || upon.has(graph.ownerOf(entry).dumpId)) {
      upon.add(entry.dumpId);
    }
  }
  return upon;
}

/** What a step is decided by. */
interface Sight {
  readonly graph: ArchiveGraph;
  /** Everything that is carried out. */
  readonly running: ReadonlySet<number>;
  readonly uponReplaced: ReadonlySet<number>;
  /** What has got the step `build` so far. */
  readonly built: Set<number>;
}

function stepOf(entry: ArchiveEntry, sight: Sight): StepName {
  const { graph, uponReplaced } = sight;
  if (isOfDatabase(graph, entry)) return 'database';
  if (closingKinds.has(graph.ownerOf(entry).desc)) return 'closing';
  if (lastKinds.has(graph.ownerOf(entry).desc) || lastKinds.has(entry.desc)) return 'last';
  if (joinsStanding(entry, sight)) return uponReplaced.has(entry.dumpId) ? 'swap' : 'finish';
  if (uponReplaced.has(entry.dumpId)) {
    if (graph.ownerOf(entry).desc !== 'TABLE') return 'swap';
    if (asideKinds.has(entry.desc)) return 'aside';
    return buildAsideKinds.has(entry.desc) ? 'build' : 'swap';
  }
  if (entry.section === 'pre-data' && !lateKinds.has(entry.desc)) return 'definitions';
  return buildKinds.has(entry.desc) && canBuild(entry, sight) ? 'build' : 'finish';
}

/**
 * A partition whose parent is in the target already is attached when its rows and indexes are there: the server then takes
 * those as they are, and would otherwise make indexes of its own beside them.
 */
function joinsStanding(entry: ArchiveEntry, { graph, running }: Sight): boolean {
  if (entry.desc !== 'TABLE ATTACH' && entry.desc !== 'INDEX ATTACH') return false;
  const parent = graph.parentOf(graph.ownerOf(entry));
  return parent !== undefined && !running.has(parent.dumpId);
}

/** An index on a materialized view that is itself created after the data cannot be built before it. */
function canBuild(entry: ArchiveEntry, { graph, running, built }: Sight): boolean {
  const isThere = ({ dumpId, section }: ArchiveEntry) =>
    section !== 'post-data' || built.has(dumpId) || !running.has(dumpId);
  return graph.needs(entry).every(isThere);
}

function privilegesLast(entries: readonly ArchiveEntry[]): ArchiveEntry[] {
  return [...entries.filter(({ desc }) => !lateKinds.has(desc)), ...entries.filter(({ desc }) => lateKinds.has(desc))];
}

function toName(entry: ArchiveEntry): TableName {
  return { schema: entry.namespace ?? '', name: entry.tag };
}
