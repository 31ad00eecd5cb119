import type { CopyOutcome } from '../../engine/index.ts';
import { size } from '../../words/human.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { code, joined, type Markdown } from './markdown.ts';
import { type Column, table } from './table.ts';

/** What has become of the copies of a plan's sets in one repository. */
export type CopyRow = CopyOutcome & { readonly plan: string };

/** What was copied, and what was not. */
export function copies(
  { plans }: Extract<Done, { command: 'copy' }>,
  { most }: Shape,
): readonly (Markdown | undefined)[] {
  return [
    table(
      plans.flatMap(({ plan, copies }) => copies.map((copy) => ({ ...copy, plan }))),
      copyColumns,
      { most, noun: 'copy' },
    ),
  ];
}

const marks: Readonly<Record<CopyOutcome['state'], string>> = { complete: '✅', waiting: '⚠️', failed: '❌' };

/** A row for each repository; why one has failed is among the failures of the step. */
export const copyColumns: readonly Column<CopyRow>[] = [
  { title: '', value: ({ state }) => marks[state] },
  { title: 'Copies of', value: ({ plan }) => code(plan) },
  { title: 'In', value: ({ repository }) => code(repository) },
  {
    title: 'Sets copied',
    value: ({ sets }) =>
      joined(
        sets.map((set) => code(set)),
        ' ',
      ),
  },
  { title: 'New', value: ({ bytes }) => size(bytes), alignRight: true },
  { title: 'Missing', value: missingText, alignRight: true },
];

function missingText({ missing, archived }: CopyRow): string {
  if (missing.length === 0) return '';
  return archived
    ? `${missing.length} (${archived.sets.length} to be thawed: ${size(archived.bytes)})`
    : `${missing.length}`;
}
