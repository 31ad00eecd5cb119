import { undeleteColumns, undeleteSummary } from '../../words/undeleteText.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { type Markdown, md, sentence } from './markdown.ts';
import { fromText, table } from './table.ts';

/** What was brought back, or would be. */
export function undelete(
  { dryRun, result: { objects } }: Extract<Done, { command: 'undelete' }>,
  { most }: Shape,
): readonly (Markdown | undefined)[] {
  return [
    md`**${sentence(undeleteSummary(objects, dryRun))}**`,
    dryRun ? md`This was a dry run: nothing was changed.` : undefined,
    table(objects, fromText(undeleteColumns(dryRun)), { most, noun: 'object' }),
  ];
}
