import type { Action, Preview, PreviewItem, RestoreRequest, SetManifest } from '../engine/index.ts';
import { archivedText } from './archiveText.ts';
import { count, counted, instant, qualified, roughly, size } from './human.ts';
import { printable } from './printable.ts';
import { type Column, table } from './table.ts';

/**
 * A preview as a person reads it. A dry run shows each object; where the restore goes on, the largest tables one by one and
 * all else summed up by kind. Problems are errors.
 */
export function previewText(
  preview: Preview,
  set: SetManifest,
  { target, dryRun }: Pick<RestoreRequest, 'target' | 'dryRun'>,
): string {
  const goesOn = !dryRun && preview.problems.length === 0; // then the run itself gives the warnings
  const tables = preview.items.filter(isTable);
  const others = preview.items.filter((item) => !isTable(item));
  return [
    `set ${set.set} of ${set.plan}, the state of ${instant(set.snapshotAt)}`,
    printable(`into ${target.user}@${target.host}:${target.port}/${target.database}`),
    '',
    ...(tables.length > 0 ? [tableText(tables, dryRun ? tables.length : listed), ''] : []),
    ...(dryRun ? [...eachOf(others), ''] : [...summary(others), ...renamedAlong(others)]),
    `${counted(preview.rows, 'row')}, ${size(preview.bytes)} to load`,
    readingText(preview),
    ...(preview.reading.archived ?? []).map((part) => `archived of it: ${archivedText(part)}`),
    ...(goesOn ? [] : preview.warnings).map((warning) => printable(`warning: ${warning}`)),
    '',
  ].join('\n');
}

/** What has to be fetched for it, and about how long all of it takes. */
export function readingText({
  reading,
  estimate,
  problems,
}: Pick<Preview, 'reading' | 'estimate' | 'problems'>): string {
  const read = `${size(reading.bytes)} to read from the repository (${counted(reading.blobs, 'blob')} and the set's index)`;
  if (!estimate || problems.length > 0) return read;
  return `${read}; about ${roughly(estimate.seconds)}, ${sources[estimate.from]}`;
}

const sources: Readonly<Record<NonNullable<Preview['estimate']>['from'], string>> = {
  drill: 'going by the last drill of this set',
  backup: 'going by how long its backup took',
};

function isTable({ kind }: PreviewItem): boolean {
  return kind === 'TABLE';
}

/** So many tables are listed where the restore goes on; a dry run and `--json` have all. */
const listed = 30;

function tableText(tables: readonly PreviewItem[], most: number): string {
  const largestFirst = tables.toSorted((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
  const shown = largestFirst.length > most + 1 ? largestFirst.slice(0, most) : largestFirst;
  const rest = largestFirst.slice(shown.length);
  if (rest.length === 0) return table(shown, columns);
  const of = (figure: (item: PreviewItem) => number | undefined) =>
    rest.reduce((sum, item) => sum + (figure(item) ?? 0), 0);
  const more = `and ${counted(rest.length, 'smaller table')} (${byAction(rest)}): ${counted(
    of(({ rows }) => rows),
    'row',
  )}, ${size(of(({ bytes }) => bytes))}, ${size(of(({ stored }) => stored))} to read; --dry-run lists them`;
  return `${table(shown, columns)}\n${more}`;
}

/** What is no table, in the order in which it is created. */
function eachOf(items: readonly PreviewItem[]): string[] {
  return items.length > 0 ? [table(items, objectColumns)] : [];
}

/** As the archive names it: of a function with its arguments, so that nothing is quoted. */
function objectName({ schema, name, count: many }: PreviewItem): string {
  return `${schema === '' ? '' : `${schema}.`}${name}${many === undefined ? '' : ` (${count(many)})`}`;
}

const objectColumns: readonly Column<PreviewItem>[] = [
  { title: 'ACTION', value: ({ action }) => action },
  { title: 'KIND', value: ({ kind }) => kind },
  { title: 'OBJECT', value: objectName },
  { title: 'REMARK', value: remark },
];

const columns: readonly Column<PreviewItem>[] = [
  { title: 'ACTION', value: ({ action }) => action },
  { title: 'TABLE', value: qualified },
  { title: 'ROWS', value: ({ rows }) => (rows === undefined ? '-' : count(rows)), alignRight: true },
  { title: 'SIZE', value: ({ bytes }) => (bytes === undefined ? '-' : size(bytes)), alignRight: true },
  { title: 'TO READ', value: ({ stored }) => (stored === undefined ? '-' : size(stored)), alignRight: true },
  { title: 'REMARK', value: remark },
];

/** What it is called in the target, where that is another name, and why this is done with it. */
export function remark({ restoredAs, reason }: PreviewItem): string {
  return [...(restoredAs ? [`as ${qualified(restoredAs)}`] : []), ...(reason ? [reason] : [])].join('; ');
}

function byAction(items: readonly PreviewItem[]): string {
  return [...Map.groupBy(items, ({ action }) => action)]
    .map(([action, of]) => `${action} ${count(of.length)}`)
    .join(', ');
}

const actions: readonly Action[] = ['create', 'rename', 'replace', 'append', 'keep', 'skip', 'omit', 'conflict'];

/** A line an action: `create  3 schemas, 12 functions, 5 views`. */
function summary(items: readonly PreviewItem[]): string[] {
  const width = Math.max(...actions.map((action) => action.length));
  return kindsByAction(items).map(({ action, kinds }) => `${action.padEnd(width)}  ${kinds}`);
}

/** How many of each kind: `3 schemas, 12 functions, 5 views`. */
export function kindsByAction(items: readonly PreviewItem[]): { readonly action: Action; readonly kinds: string }[] {
  return actions.flatMap((action) => {
    const kinds = Map.groupBy(
      items.filter((item) => item.action === action),
      ({ kind }) => kind,
    );
    if (kinds.size === 0) return [];
    const words = [...kinds].map(([kind, of]) => counted(howMany(of), kindWords[kind] ?? kind.toLowerCase()));
    return [{ action, kinds: words.join(', ') }];
  });
}

/** What has a new name and is no table, one by one. */
function renamedAlong(items: readonly PreviewItem[]): string[] {
  const renamed = items.filter(({ action }) => action === 'rename');
  const shown = renamed.slice(0, renamed.length > listed + 1 ? listed : renamed.length);
  const more = renamed.length - shown.length;
  return [
    ...shown.map((item) => printable(`  ${item.kind} ${qualified(item)} ${remark(item)}`)),
    ...(more > 0 ? [`  and ${count(more)} more; --dry-run lists them`] : []),
  ];
}

function howMany(items: readonly PreviewItem[]): number {
  return items.reduce((sum, item) => sum + (item.count ?? 1), 0);
}

/** pg_dump's words that are no nouns of their own. */
const kindWords: Readonly<Record<string, string>> = {
  ACL: 'grant',
  'DEFAULT ACL': 'default privilege',
  'DATABASE PROPERTIES': 'database configuration',
  'FK CONSTRAINT': 'foreign key',
  'LARGE OBJECTS': 'large object',
  'TABLE ATTACH': 'attached partition',
  'INDEX ATTACH': 'attached index',
  'SEQUENCE OWNED BY': 'owned sequence',
  'ROW SECURITY': 'row security switch',
  'PUBLICATION TABLE': 'published table',
};
