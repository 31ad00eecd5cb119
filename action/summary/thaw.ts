import { thawSummary } from '../../words/archiveText.ts';
import type { Done } from '../report.ts';
import { type Markdown, md, sentence } from './markdown.ts';

/** Whether the set can be read now, or how far that is. */
export function thaw({ result }: Extract<Done, { command: 'thaw' }>): readonly Markdown[] {
  return [md`**${sentence(thawSummary(result))}**`];
}
