import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { code, type Markdown } from './markdown.ts';
import { table } from './table.ts';

type DoneApply = Extract<Done, { command: 'plan-apply' }>;

/** What became of each plan. */
export function planApply({ plans }: DoneApply, { most }: Shape): readonly (Markdown | undefined)[] {
  return [
    table(
      plans,
      [
        { title: 'Plan', value: ({ id }) => code(id) },
        { title: 'Name', value: ({ name }) => name },
        { title: '', value: ({ outcome }) => outcome },
        { title: 'Revision', value: ({ revision }) => revision, alignRight: true },
      ],
      { most, noun: 'plan' },
    ),
  ];
}
