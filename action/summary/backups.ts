import type { BackupResult } from '../../engine/index.ts';
import { archivedAfterBackup } from '../../words/archiveText.ts';
import { count, counted, duration, instant, size } from '../../words/human.ts';
import { connectionsText, readingText, readReasons } from '../../words/readingText.ts';
import type { BackupOutcome, Done, Start } from '../report.ts';
import { bar } from './bar.ts';
import type { Shape } from './body.ts';
import { type CopyRow, copyColumns } from './copies.ts';
import { type Content, code, joined, type Markdown, md } from './markdown.ts';
import { sizes } from './sizes.ts';
import { type Column, table, unbroken } from './table.ts';

type DoneBackups = Extract<Done, { command: 'backup' | 'run-due' }>;
type Row = DoneBackups['backups'][number];

/** What became of each plan, and how large the tables of the sets are. */
export function backups(done: DoneBackups, { most, tables }: Shape): readonly (Markdown | undefined)[] {
  const forStarts = done.command === 'run-due';
  const made = done.backups.flatMap((each) => (each.outcome === 'succeeded' ? each.result.set : []));
  return [
    done.backups.length > 0 ? md`**${inShort(done.backups)}**` : nothing(done),
    table<Row>(done.backups, [...aboutPlan, ...(forStarts ? [startColumn] : []), ...aboutSet], { most, noun: 'plan' }),
    ...made.slice(0, most).map(readingOf),
    ...made
      .slice(0, most)
      .map(({ plan, set }) => sizes(tables.get(set) ?? [], { most, of: plan, open: made.length === 1 })),
    table(done.backups.flatMap(copiesOf), copyColumns, { most, noun: 'copy' }),
    table(done.backups.flatMap(removalOf), removalColumns, { most, noun: 'plan' }),
    ...done.backups.flatMap(archivedOf).slice(0, most),
  ];
}

/** Where drills were due, they are told of. */
function nothing(done: DoneBackups): Markdown | undefined {
  return done.command === 'run-due' && done.drills.length > 0 ? undefined : md`Nothing is due.`;
}

/** How much of a set was read, and why what was read was read. */
function readingOf(set: BackupResult['set']): Markdown | undefined {
  const text = readingText(set);
  const lines = [text, ...readReasons(set), connectionsText(set)].filter((line) => line !== undefined);
  return lines.length === 0 ? undefined : md`${code(set.plan)}: ${joined(lines, '<br>')}`;
}

const words = {
  succeeded: 'made',
  failed: 'failed',
  interrupted: 'interrupted',
  skipped: 'skipped',
  notStarted: 'not begun',
} as const satisfies Record<BackupOutcome['outcome'], string>;

function inShort(backups: readonly BackupOutcome[]): string {
  const byOutcome = Map.groupBy(backups, ({ outcome }) => outcome);
  const parts = [...byOutcome].map(([outcome, of], index) =>
    index === 0 ? `${counted(of.length, 'backup')} ${words[outcome]}` : `${count(of.length)} ${words[outcome]}`,
  );
  return parts.join(', ');
}

export const outcomeIcons = {
  succeeded: '✅',
  failed: '❌',
  interrupted: '🛑',
  skipped: '⏭️',
  notStarted: '⏸️',
} as const satisfies Record<BackupOutcome['outcome'], string>;

const aboutPlan: readonly Column<Row>[] = [
  { title: '', value: ({ outcome }) => outcomeIcons[outcome] },
  { title: 'Plan', value: ({ plan }) => code(plan) },
];

export const startColumn: Column<object> = {
  title: 'Start',
  value: (row) => ('start' in row ? startOf(row as Start) : ''),
};

function startOf({ start, attempt }: Start): Markdown {
  const at = unbroken(instant(start).replace(/:00Z$/, 'Z'));
  return attempt === 1 ? md`${at}` : md`${at}<br>attempt ${attempt}`;
}

const aboutSet: readonly Column<Row>[] = [
  {
    title: 'Set',
    value: ifMade(
      ({ set }) => code(set.set),
      (outcome) => words[outcome],
    ),
  },
  { title: 'Size', value: ifMade(({ set }) => size(set.totals.bytes)), alignRight: true },
  { title: 'New', value: ifMade(({ set }) => size(set.totals.newBytes)), alignRight: true },
  { title: '', value: ifMade(({ set }) => newShare(set.totals)) },
  { title: 'Read', value: ifMade(({ set }) => (set.reading ? size(set.reading.read) : '')), alignRight: true },
  {
    title: 'Took',
    value: ifMade(({ set }) => duration(Date.parse(set.finishedAt) - Date.parse(set.startedAt))),
    alignRight: true,
  },
];

function ifMade(
  value: (result: BackupResult) => Content,
  otherwise: (outcome: BackupOutcome['outcome']) => string = () => '',
): (row: Row) => Content {
  return (row) => (row.outcome === 'succeeded' ? value(row.result) : otherwise(row.outcome));
}

/** Unchanged contents are not stored again: how much of what the set consists of was. */
function newShare({ newBytes, storedBytes }: BackupResult['set']['totals']): Markdown {
  return bar(storedBytes > 0 ? newBytes / storedBytes : 0, 8);
}

function copiesOf(backup: Row): readonly CopyRow[] {
  const copies = backup.outcome === 'succeeded' ? (backup.result.copies ?? []) : [];
  return copies.map((copy) => ({ ...copy, plan: backup.plan }));
}

type Removal = NonNullable<BackupResult['pruned']> & { readonly plan: string };

function removalOf(backup: Row): readonly Removal[] {
  const pruned = backup.outcome === 'succeeded' ? backup.result.pruned : undefined;
  return pruned && (pruned.sets.length > 0 || pruned.blobs > 0) ? [{ ...pruned, plan: backup.plan }] : [];
}

/** What old sets alone need came into a colder class afterwards. */
function archivedOf(backup: Row): readonly Markdown[] {
  const archived = backup.outcome === 'succeeded' ? backup.result.archived : undefined;
  return archived ? [md`${archivedAfterBackup(backup.plan, archived)}`] : [];
}

const removalColumns: readonly Column<Removal>[] = [
  { title: 'No longer kept', value: ({ plan }) => code(plan) },
  {
    title: 'Sets removed',
    value: ({ sets }) =>
      joined(
        sets.map(({ set }) => code(set)),
        ' ',
      ),
  },
  { title: 'Freed', value: ({ bytes }) => size(bytes), alignRight: true },
];
