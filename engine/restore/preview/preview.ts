import { describeEntry } from '../../archive/archiveGraph.ts';
import type { ArchivedPart } from '../../coldStorage/archivedBlobs.ts';
import { PgstowError } from '../../errors.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { TableItem } from '../../repository/contents.ts';
import { leftOutReaders } from '../rename/decideBeside.ts';
import { type NewNames, ownName } from '../rename/newNames.ts';
import { nameKey, type QualifiedName } from '../rename/qualifiedName.ts';
import type { ArchiveToRestore } from '../rename/renameArchive.ts';
import { renameWarnings } from '../rename/warnings.ts';
import { olderServer } from '../target/olderServer.ts';
import { type Action, type Decision, decidePart, decideWhole, type PreviewInput } from './decide.ts';
import { doneWithout } from './doneWithout.ts';
import type { Estimate } from './estimate.ts';
import { goneAlong } from './goneAlong.ts';
import { largeObjectItems, largeObjectWarnings } from './largeObjectPreview.ts';
import { unrestrictedPolicies } from './leftOutParts.ts';
import { otherInTarget } from './otherInTarget.ts';
import { findProblems, type Problem } from './problems.ts';
import { ownedByService, serviceWarnings } from './serviceOwned.ts';
import { isUntaken } from './untakenProblems.ts';

export interface PreviewItem {
  /** pg_dump's word, such as `TABLE` or `FUNCTION`. */
  readonly kind: string;
  readonly schema: string;
  readonly name: string;
  readonly action: Action;
  /** Where it is restored to, when that is not its name in the set. */
  readonly restoredAs?: { readonly schema: string; readonly name: string };
  readonly reason?: string;
  /** Rows and bytes of COPY text that are loaded into it. */
  readonly rows?: number;
  readonly bytes?: number;
  /** Bytes to read from the repository for them, as they are stored: its share of those in {@link Reading}, of blobs that tables share as well. */
  readonly stored?: number;
  /** How many objects the item stands for, of kind `LARGE OBJECTS`; all others stand for one. */
  readonly count?: number;
}

/** What a restore will do, object by object, in the order it is done. What is previewed is what is carried out. */
export interface Preview extends DecidedPreview {
  readonly reading: Reading;
  /** About how long it will take; absent where nothing is done, or nothing was measured. */
  readonly estimate?: Estimate;
}

/** What is read from the repository: a restore that is gone on with reads less. */
export interface Reading {
  /** As they are stored: the set's definitions and contents, and each blob that holds something of what is restored, once. */
  readonly bytes: number;
  readonly blobs: number;
  /** What of it lies in an archive, by class: it is thawed before it is read. Absent where nothing does. */
  readonly archived?: readonly ArchivedPart[] | undefined;
}

/** What was decided, before anybody has asked what it will cost. */
export interface DecidedPreview {
  readonly items: readonly PreviewItem[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  readonly rows: number;
  readonly bytes: number;
}

/** The preview with what carrying it out needs. */
export interface RestorePlan {
  readonly preview: DecidedPreview;
  /** What happens to each entry, parts and remarks included; entries that are not chosen are absent, and none is `rename`. */
  readonly actions: ReadonlyMap<number, Action>;
  /** Tables whose rows are loaded, under the names that they get. */
  readonly tables: readonly TableItem[];
  /** True when the whole set is restored: then large objects, which belong to no schema, are restored too. */
  readonly everything: boolean;
}

/** What becomes of each entry that is chosen, under the names of the set. */
export interface Decisions {
  readonly entries: readonly ArchiveEntry[];
  readonly actions: ReadonlyMap<number, Action>;
  readonly reasons: ReadonlyMap<number, string>;
}

/** Compares what is chosen with what is there, and decides for each entry. Pure: it changes nothing and asks nobody. */
export function decideAll(input: PreviewInput): Decisions {
  const actions = new Map<number, Action>();
  const reasons = new Map<number, string>();
  const decide = (entry: ArchiveEntry, { action, reason }: Decision) => {
    actions.set(entry.dumpId, action);
    if (reason) reasons.set(entry.dumpId, reason);
  };
  const { graph, chosen } = input;
  const entries = graph.entries.filter(({ dumpId }) => chosen.asked.has(dumpId) || chosen.needed.has(dumpId));
  const wholes = entries.filter((entry) => graph.ownerOf(entry) === entry);
  for (const entry of wholes) decide(entry, decideWhole(entry, input, actions));
  for (const [id, reason] of leftOutReaders(wholes, input, actions)) decide(graph.get(id)!, { action: 'omit', reason });
  for (const entry of entries) {
    if (graph.ownerOf(entry) !== entry) decide(entry, decidePart(entry, input, actions));
  }
  for (const [id, reason] of unrestrictedPolicies(entries, input, actions))
    decide(graph.get(id)!, { action: 'omit', reason });
  return { entries, actions, reasons };
}

/** What is decided as it is told and as it is carried out. Pure. */
export function planRestore(input: PreviewInput, decided: Decisions, archive: ArchiveToRestore): RestorePlan {
  const { entries, actions } = decided;
  const loaded = input.tables.map((table) => loads(table, input, actions));
  const tables = archive.contents.tables.filter((_, i) => loaded[i]);
  const items = itemsOf(input, decided, archive.names);
  const carriedOut = entries.map(({ dumpId }) => archive.graph.get(dumpId)!);
  const preview: DecidedPreview = {
    items,
    problems: findProblems(
      carriedOut,
      { ...input, graph: archive.graph, tables: archive.contents.tables },
      archive.actions,
    ),
    warnings: [
      ...input.warnings,
      ...olderServer(input.graph.major, input.target.facts),
      ...omissions(items, input.target),
      ...serviceWarnings(carriedOut, input, archive.actions),
      ...doneWithout(carriedOut, input, archive.actions),
      ...otherInTarget(decided, input),
      ...emptyTables(input, actions),
      ...namesOfTables(entries, actions),
      ...renameWarnings(decided, input, archive),
      ...goneAlong(decided, input),
      ...largeObjectWarnings(input),
    ],
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    bytes: tables.reduce((sum, table) => sum + table.bytes, 0),
  };
  return { preview, actions: archive.actions, tables, everything: input.chosen.everything };
}

/** Throws when something stands in the way: all of it at once. */
export function refuseProblems({ problems }: Pick<DecidedPreview, 'problems'>): void {
  const [first] = problems;
  if (!first) return;
  throw new PgstowError(first.code, problems.map(({ message }) => message).join('; '), {
    hint: problems.map(({ hint }) => hint.replace(/;$/, '')).join('; '),
  });
}

/** Whether a table's rows are loaded: it was asked for, and is created, replaced or appended to. */
function loads(
  table: TableItem,
  { graph, chosen, target }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): boolean {
  if (table.structureOnly) return false;
  if (table.extension !== undefined) {
    // a configuration table comes with its extension; one that was there keeps the rows it has
    const extension = graph.find('EXTENSION', { schema: '', name: table.extension });
    const comes = extension === undefined || actions.get(extension.dumpId) !== 'omit';
    return chosen.everything && comes && !target.hasRelation(table.schema, table.name);
  }
  const entry = graph.find('TABLE', table);
  if (!entry || !chosen.asked.has(entry.dumpId)) return false;
  return ['create', 'rename', 'replace', 'append'].includes(actions.get(entry.dumpId) ?? '');
}

/** What becomes of the objects, with what is left out of them and what of them has a new name of its own. */
export function itemsOf(input: PreviewInput, { entries, actions, reasons }: Decisions, names: NewNames): PreviewItem[] {
  const { graph, inSet } = input;
  const loaded = input.tables.filter((table) => loads(table, input, actions));
  const rows = new Map(loaded.map((table) => [graph.find('TABLE', table)?.dumpId, table]));
  const isLeftOutAlone = ({ dumpId }: ArchiveEntry) => actions.get(dumpId) === 'omit' && reasons.has(dumpId); // or with its whole
  const isRefused = (entry: ArchiveEntry) => isUntaken(entry, input.untaken, actions.get(entry.dumpId));
  const isItem = (entry: ArchiveEntry) =>
    graph.ownerOf(entry) === entry || isLeftOutAlone(entry) || names.has(entry.dumpId) || isRefused(entry);
  const items = entries.filter(isItem).map((entry): PreviewItem => {
    const whole = graph.ownerOf(entry);
    const table = rows.get(entry.dumpId);
    const before = nameOfItem(inSet.get(entry.dumpId) ?? entry);
    const now = names.get(entry.dumpId) ?? nameOfItem(entry);
    const isRenamedPart = names.has(entry.dumpId) && whole !== entry;
    const reason = isRefused(entry)
      ? `the target's version cannot take it: ${input.untaken.get(entry.dumpId)}`
      : (reasons.get(entry.dumpId) ?? (isRenamedPart ? partReason(whole, actions) : undefined));
    return {
      kind: entry.desc,
      ...before,
      action: isRenamedPart ? 'rename' : (actions.get(entry.dumpId) ?? 'omit'),
      ...(nameKey(before) !== nameKey(now) && { restoredAs: now }),
      ...(reason && { reason }),
      ...(table && { rows: table.rows, bytes: table.bytes }),
    };
  });
  return [...items, ...largeObjectItems(input)];
}

function nameOfItem(entry: ArchiveEntry): QualifiedName {
  return ownName(entry) ?? { schema: entry.namespace ?? '', name: entry.tag };
}

function partReason(whole: ArchiveEntry, actions: ReadonlyMap<number, Action>): string {
  return actions.get(whole.dumpId) === 'rename' ? `it comes with ${whole.namespace}.${whole.tag}` : 'the name is taken';
}

/** What a service keeps to itself is told together. */
function omissions(items: readonly PreviewItem[], { service }: PreviewInput['target']): string[] {
  return items
    .filter((item) => item.action === 'omit' && item.kind !== 'ACL' && item.kind !== 'DEFAULT ACL')
    .filter((item) => !service || ownedByService(item, service) === undefined)
    .map((item) => `${item.kind} ${item.schema ? `${item.schema}.` : ''}${item.name} is left out: ${item.reason}`);
}

/** A view brings the tables that it reads, but not their rows. */
function emptyTables({ graph, chosen, tables }: PreviewInput, actions: ReadonlyMap<number, Action>): string[] {
  return tables.flatMap((table) => {
    const entry = graph.find('TABLE', table);
    if (!entry || !chosen.needed.has(entry.dumpId) || actions.get(entry.dumpId) !== 'create') return [];
    return [`${describeEntry(entry)} is created without its rows: it was not asked for, but what was needs it`];
  });
}

/** Such a column holds the table itself, not its name: it still means the one that is replaced. A default's cast does not matter. */
function namesOfTables(entries: readonly ArchiveEntry[], actions: ReadonlyMap<number, Action>): string[] {
  const replaced = entries.filter(({ desc, dumpId }) => desc === 'TABLE' && actions.get(dumpId) === 'replace');
  return replaced
    .filter(({ defn }) => /(?<!::)\breg(class|type)\b/.test(defn ?? ''))
    .map(
      (entry) => `${describeEntry(entry)} uses regclass or regtype: values that name a replaced table will name none`,
    );
}
