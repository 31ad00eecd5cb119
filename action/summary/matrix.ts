import { counted } from '../../words/human.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { code, joined, type Markdown, md } from './markdown.ts';
import { table } from './table.ts';

/** Which jobs there are to be. */
export function matrix(
  { matrix: { include } }: Extract<Done, { command: 'matrix' }>,
  { most }: Shape,
): readonly (Markdown | undefined)[] {
  if (include.length === 0) return [md`Nothing is due.`];
  const plansOf = ({ plan }: { readonly plan: string }) => joined(plan.split(' ').map(code), ' ');
  return [
    md`${counted(include.length, 'job')}:`,
    table(include, [{ title: 'Plans', value: plansOf }], { most, noun: 'job' }),
  ];
}
