import { rotationRemarks, rotationSummary } from '../../words/rotationText.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { type Markdown, md, sentence } from './markdown.ts';
import { type Column, table } from './table.ts';

/** What opens the repository now, and what is still open to others. */
export function keyRotate(
  { rotation }: Extract<Done, { command: 'key-rotate' }>,
  { most }: Shape,
): readonly (Markdown | undefined)[] {
  return [
    md`**${sentence(rotationSummary(rotation))}**`,
    table(rotationRemarks(rotation), remarkColumns, { most, noun: 'line' }),
  ];
}

const remarkColumns: readonly Column<string>[] = [{ title: 'What is still open, or under way', value: (line) => line }];
