import { count, instant } from '../../words/human.ts';
import type { Done, PlanLapse } from '../report.ts';
import type { Shape } from './body.ts';
import { code, joined, type Markdown } from './markdown.ts';
import { type Column, table } from './table.ts';

/** Which starts had no run, and why. */
export function lapses(
  { lapses }: Extract<Done, { command: 'run-due' }>,
  { most }: Pick<Shape, 'most'>,
): Markdown | undefined {
  return table(lapses, columns, { most, noun: 'row' });
}

const columns: readonly Column<PlanLapse>[] = [
  { title: 'Starts that had no run', value: ({ plan }) => code(plan) },
  { title: '', value: whatBecame },
  { title: 'When', value: ({ start, until }) => joined([...new Set([instant(start), instant(until)])], ' to ') },
  { title: 'Why', value: ({ reason }) => reason },
];

function whatBecame({ kind, outcome, count: times }: PlanLapse): string {
  return `${kind === 'drill' ? 'drill ' : ''}${outcome}${times > 1 ? ` ${count(times)} times` : ''}`;
}
