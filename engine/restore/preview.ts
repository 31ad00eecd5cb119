import { describeEntry } from '../archive/archiveGraph.ts';
import { PgstowError } from '../errors.ts';
import type { ArchiveEntry } from '../postgres/archive.ts';
import type { TableItem } from '../repository/contents.ts';
import { type Action, type Decision, decidePart, decideWhole, type PreviewInput } from './decide.ts';
import { largeObjectItems, largeObjectWarnings } from './largeObjectPreview.ts';
import { findProblems, type Problem } from './problems.ts';

export interface PreviewItem {
  /** pg_dump's word, such as `TABLE` or `FUNCTION`. */
  readonly kind: string;
  readonly schema: string;
  readonly name: string;
  readonly action: Action;
  readonly reason?: string;
  /** Rows and bytes of COPY text that are loaded into it. */
  readonly rows?: number;
  readonly bytes?: number;
  /** How many objects the item stands for, of kind `LARGE OBJECTS`; all others stand for one. */
  readonly count?: number;
}

/** What a restore will do, object by object, in the order it is done. What is previewed is what is carried out. */
export interface Preview {
  readonly items: readonly PreviewItem[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  readonly rows: number;
  readonly bytes: number;
}

/** The preview with what carrying it out needs. */
export interface RestorePlan {
  readonly preview: Preview;
  /** What happens to each entry, parts and remarks included; entries that are not chosen are absent. */
  readonly actions: ReadonlyMap<number, Action>;
  /** Tables whose rows are loaded. */
  readonly tables: readonly TableItem[];
  /** True when the whole set is restored: then large objects, which belong to no schema, are restored too. */
  readonly everything: boolean;
}

/** Compares what is chosen with what is there, and decides for each object. Pure: it changes nothing and asks nobody. */
export function planRestore(input: PreviewInput): RestorePlan {
  const actions = new Map<number, Action>();
  const reasons = new Map<number, string>();
  const decide = (entry: ArchiveEntry, { action, reason }: Decision) => {
    actions.set(entry.dumpId, action);
    if (reason) reasons.set(entry.dumpId, reason);
  };
  const { graph, chosen } = input;
  const entries = graph.entries.filter(({ dumpId }) => chosen.asked.has(dumpId) || chosen.needed.has(dumpId));
  const wholes = entries.filter((entry) => graph.ownerOf(entry) === entry);
  for (const entry of wholes) decide(entry, decideWhole(entry, input));
  for (const entry of entries) {
    if (graph.ownerOf(entry) !== entry) decide(entry, decidePart(entry, input, actions));
  }
  const tables = input.tables.filter((table) => loads(table, input, actions));
  const items = entries
    .filter((entry) => graph.ownerOf(entry) === entry || actions.get(entry.dumpId) === 'omit')
    .map((entry) => toItem(entry, actions, reasons, tables));
  const warnings = [
    ...olderServer(input),
    ...omissions(items),
    ...emptyTables(input, actions),
    ...namesOfTables(entries, actions),
    ...largeObjectWarnings(input),
  ];
  const preview: Preview = {
    items: [...items, ...largeObjectItems(input)],
    problems: findProblems(entries, input, actions),
    warnings,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    bytes: tables.reduce((sum, table) => sum + table.bytes, 0),
  };
  return { preview, actions, tables, everything: chosen.everything };
}

/** Throws when something stands in the way: all of it at once. */
export function refuseProblems({ problems }: Preview): void {
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
    return chosen.everything && !target.hasRelation(table.schema, table.name);
  }
  const entry = graph.find('TABLE', table);
  if (!entry || !chosen.asked.has(entry.dumpId)) return false;
  return ['create', 'replace', 'append'].includes(actions.get(entry.dumpId) ?? '');
}

function toItem(
  entry: ArchiveEntry,
  actions: ReadonlyMap<number, Action>,
  reasons: ReadonlyMap<number, string>,
  tables: readonly TableItem[],
): PreviewItem {
  const reason = reasons.get(entry.dumpId);
  const table =
    entry.desc === 'TABLE' && tables.find(({ schema, name }) => schema === entry.namespace && name === entry.tag);
  return {
    kind: entry.desc,
    schema: entry.namespace ?? '',
    name: entry.tag,
    action: actions.get(entry.dumpId) ?? 'omit',
    ...(reason && { reason }),
    ...(table && { rows: table.rows, bytes: table.bytes }),
  };
}

/** What the older server does not know cannot be found out beforehand; its error then has a known cause. */
function olderServer({ graph, target }: PreviewInput): string[] {
  const major = Math.floor(target.facts.versionNumber / 10000);
  if (major >= graph.major) return [];
  return [
    `the target is PostgreSQL ${major} and the set is of ${graph.major}: a definition that ${major} does not know ends the restore`,
  ];
}

function omissions(items: readonly PreviewItem[]): string[] {
  return items
    .filter((item) => item.action === 'omit' && item.kind !== 'ACL' && item.kind !== 'DEFAULT ACL')
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
