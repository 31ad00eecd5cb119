import { duration } from '../../words/human.ts';
import { withoutPasswords } from '../../words/printable.ts';
import type { Report, Status } from '../report.ts';
import { bodyOf } from './body.ts';
import { blocks, code, details, joined, type Markdown, md } from './markdown.ts';
import type { TableSize } from './sizes.ts';
import { table } from './table.ts';

export interface SummaryOptions {
  /** What is in the sets that were made, by their ids; those that are not told of have no table of sizes. */
  readonly tables?: ReadonlyMap<string, readonly TableSize[]>;
  /** Bytes that it may have. */
  readonly limit: number;
}

/** So many rows each table has at most, as far as there is room. */
const rowsAtMost = [1000, 300, 100, 30, 10, 3, 0] as const;

/** What became of a step, as the job's page shows it: what was done, what went wrong and what to do about it. */
export function summaryOf(report: Report, { tables = new Map(), limit }: SummaryOptions): string {
  for (const most of rowsAtMost) {
    const text = `${whole(report, tables, most)}\n`;
    if (Buffer.byteLength(text) <= limit) return text;
  }
  const alone = `${heading(report)}\n`;
  return Buffer.byteLength(alone) <= limit ? alone : '';
}

function whole(report: Report, tables: ReadonlyMap<string, readonly TableSize[]>, most: number): Markdown {
  return blocks([
    heading(report),
    facts(report),
    failures(report, most),
    ...(report.done ? bodyOf(report.done, { most, tables, took: tookOf(report) }) : []),
    warnings(report, most),
  ]);
}

const icons = { succeeded: '✅', failed: '❌', interrupted: '🛑' } as const satisfies Record<Status, string>;

function heading({ command, status }: Report): Markdown {
  return md`## ${icons[status]} ${['pgstow', ...(command ? [command] : []), status].join(' ')}`;
}

function facts(report: Report): Markdown {
  const { repository } = report;
  return joined([...(repository ? [code(withoutPasswords(repository))] : []), duration(tookOf(report))], ' · ');
}

function tookOf({ startedAt, finishedAt }: Report): number {
  return Date.parse(finishedAt) - Date.parse(startedAt);
}

function failures({ failures }: Report, most: number): Markdown | undefined {
  return table(
    failures,
    [
      { title: 'What went wrong', value: ({ message }) => shortened(message) },
      { title: 'What to do now', value: ({ hint }) => shortened(hint ?? '') },
    ],
    { most, noun: 'failure' },
  );
}

/** A few are in plain sight. */
const inSight = 3;

function warnings({ warnings }: Report, most: number): Markdown | undefined {
  const body = table(warnings, [{ title: '⚠️ Warnings', value: shortened }], { most, noun: 'warning' });
  return body && warnings.length > inSight ? details(md`⚠️ ${warnings.length} warnings`, body) : body;
}

const longest = 2000;

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
