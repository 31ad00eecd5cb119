import type { AssertionResult } from '../../engine/index.ts';
import { count, counted, duration } from '../../words/human.ts';
import type { Done, DrillOutcome, DueDrill } from '../report.ts';
import { outcomeIcons, startColumn } from './backups.ts';
import type { Shape } from './body.ts';
import { code, type Markdown, md } from './markdown.ts';
import { type Column, table } from './table.ts';

type Row = DrillOutcome | DueDrill;

/** What was practised, how long a recovery takes, and what was not as it should be. */
export function drills(
  { command, drills: rows }: Pick<Extract<Done, { command: 'drill' | 'run-due' }>, 'command' | 'drills'>,
  { most }: Pick<Shape, 'most'>,
): readonly (Markdown | undefined)[] {
  const start = command === 'run-due' ? [startColumn] : [];
  return [
    rows.length > 0 ? md`**${inShort(rows)}**` : undefined,
    table<Row>(rows, [...aboutPlan, ...start, ...aboutDrill], { most, noun: 'drill' }),
    table(rows.flatMap(failedIn), failedColumns, { most, noun: 'assertion' }),
  ];
}

const words = {
  succeeded: 'passed',
  failed: 'failed',
  interrupted: 'interrupted',
  skipped: 'skipped',
  notStarted: 'not begun',
} as const satisfies Record<DrillOutcome['outcome'], string>;

function inShort(rows: readonly Row[]): string {
  const byOutcome = Map.groupBy(rows, ({ outcome }) => outcome);
  const parts = [...byOutcome].map(([outcome, of], index) =>
    index === 0 ? `${counted(of.length, 'drill')} ${words[outcome]}` : `${count(of.length)} ${words[outcome]}`,
  );
  return parts.join(', ');
}

const aboutPlan: readonly Column<Row>[] = [
  { title: '', value: ({ outcome }) => outcomeIcons[outcome] },
  { title: 'Plan', value: ({ plan }) => code(plan) },
];

const aboutDrill: readonly Column<Row>[] = [
  { title: 'Drill of set', value: (row) => reportOf(row)?.set ?? words[row.outcome] },
  {
    title: 'Proved',
    value: (row) => (reportOf(row) ? `${count(reportOf(row)!.proved.rows)} rows` : ''),
    alignRight: true,
  },
  { title: 'Assertions held', value: (row) => heldOf(reportOf(row)?.assertions ?? []), alignRight: true },
  { title: 'Recovered in', value: (row) => tookOf(reportOf(row)?.recoverySeconds), alignRight: true },
  { title: 'On PostgreSQL', value: (row) => reportOf(row)?.server?.version ?? '' },
];

function reportOf(row: Row) {
  return 'report' in row ? row.report : undefined;
}

function heldOf(assertions: readonly AssertionResult[]): string {
  if (assertions.length === 0) return '';
  return `${assertions.filter(({ passed }) => passed).length} of ${assertions.length}`;
}

function tookOf(seconds: number | undefined): string {
  return seconds === undefined ? '' : duration(seconds * 1000);
}

type Failed = AssertionResult & { readonly plan: string };

function failedIn(row: Row): Failed[] {
  const failed = (reportOf(row)?.assertions ?? []).filter(({ passed }) => !passed);
  return failed.map((assertion) => ({ ...assertion, plan: row.plan }));
}

const failedColumns: readonly Column<Failed>[] = [
  { title: 'Assertions that do not hold', value: ({ name }) => name },
  { title: 'Why', value: ({ reason }) => reason ?? '' },
  { title: 'Plan', value: ({ plan }) => code(plan) },
];
