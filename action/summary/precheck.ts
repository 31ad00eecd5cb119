import type { Check, PrecheckReport } from '../../engine/index.ts';
import { inputNames } from '../actionWords.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { code, codeLines, details, type Markdown, md } from './markdown.ts';
import { type Column, table } from './table.ts';

/** The checks of each plan; those of a plan that has passed them without a word are folded. */
export function precheck(
  { reports }: Extract<Done, { command: 'precheck' }>,
  { most }: Shape,
): readonly (Markdown | undefined)[] {
  const left = reports.length - most;
  return [
    ...reports.slice(0, most).map((report) => checksOf(report, most)),
    left > 0 ? md`_and ${left} more plans_` : undefined,
  ];
}

const icons = { pass: '✅', warn: '⚠️', fail: '❌' } as const satisfies Record<Check['status'], string>;

function checksOf({ plan, passed, checks }: PrecheckReport, most: number): Markdown {
  const worstFirst = checks.toSorted((a, b) => rank(a) - rank(b));
  const body = table(worstFirst, columns, { most, noun: 'check' }) ?? md``;
  const isQuiet = checks.every(({ status }) => status === 'pass');
  return details(md`${icons[passed ? 'pass' : 'fail']} ${code(plan)}`, body, { open: !isQuiet });
}

function rank({ status }: Check): number {
  return ['fail', 'warn', 'pass'].indexOf(status);
}

const columns: readonly Column<Check>[] = [
  { title: '', value: ({ status }) => icons[status] },
  { title: 'Check', value: ({ name }) => name },
  { title: 'Found', value: ({ message }) => message },
  { title: 'What to do', value: ({ remedy }) => (remedy === undefined ? '' : codeLines(inputNames(remedy))) },
];
