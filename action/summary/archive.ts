import { archiveSummary } from '../../words/archiveText.ts';
import type { Done } from '../report.ts';
import { type Markdown, md, sentence } from './markdown.ts';

/** What was moved, or would be, and what waits. */
export function archive({ result, dryRun }: Extract<Done, { command: 'archive' }>): readonly (Markdown | undefined)[] {
  return [
    md`**${sentence(archiveSummary(result, dryRun))}**`,
    dryRun ? md`This was a dry run: nothing was changed.` : undefined,
  ];
}
