import type { PlanFreshness } from '../../engine/index.ts';
import { healthColumns, isIll } from '../../words/healthText.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import type { Markdown } from './markdown.ts';
import { type Column, fromText, table } from './table.ts';

/** How old the newest set of each plan is, those that are late or damaged first. */
export function health(
  { report }: Extract<Done, { command: 'health' }>,
  { most }: Shape,
): readonly (Markdown | undefined)[] {
  const lateFirst = report.plans.toSorted((a, b) => rank(a) - rank(b));
  return [table(lateFirst, [iconColumn, ...fromText(healthColumns(report.plans))], { most, noun: 'plan' })];
}

function rank(plan: PlanFreshness): number {
  return isIll(plan) ? 0 : 1;
}

const icons = { fine: '✅', late: '❌', damaged: '❌', 'no set': '⏳', paused: '⏸️' } as const satisfies Record<
  PlanFreshness['health'],
  string
>;

const iconColumn: Column<PlanFreshness> = { title: '', value: ({ health }) => icons[health] };
