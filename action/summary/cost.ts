import { costRemarks, planColumns, pricesText, storedColumns, storedRows } from '../../words/costText.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { type Markdown, md } from './markdown.ts';
import { fromText, table } from './table.ts';

/** What is stored and what it costs, by storage class and by plan, and by which prices. */
export function cost(
  { report }: Extract<Done, { command: 'cost' }>,
  { most }: Shape,
): readonly (Markdown | undefined)[] {
  const about = pricesText(report);
  return [
    table(storedRows(report), fromText(storedColumns(report)), { most, noun: 'storage class' }),
    table(report.plans, fromText(planColumns(report)), { most, noun: 'plan' }),
    ...[...(about === undefined ? [] : [about]), ...costRemarks(report)].map((each) => md`${each}`),
  ];
}
