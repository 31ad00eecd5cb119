import type { DecidedSet } from '../../engine/index.ts';
import { instant } from '../../words/human.ts';
import { pruneSummary } from '../../words/pruneText.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { code, details, type Markdown, md, sentence } from './markdown.ts';
import { type Column, table } from './table.ts';

/** What went, or would go, and why the others stay. */
export function prune(
  { result, dryRun }: Extract<Done, { command: 'prune' }>,
  { most }: Shape,
): readonly (Markdown | undefined)[] {
  const gone = result.sets.filter(({ stays }) => !stays);
  const staying = table(
    result.sets.filter(({ stays }) => stays),
    columns('Stays'),
    { most, noun: 'set' },
  );
  return [
    md`**${sentence(pruneSummary(result, dryRun))}**`,
    dryRun ? md`This was a dry run: nothing was changed.` : undefined,
    table(gone, columns(dryRun ? 'Would go' : 'Gone'), { most, noun: 'set' }),
    staying && details(`Sets that stay: ${result.sets.length - gone.length}`, staying),
  ];
}

function columns(title: string): Column<DecidedSet>[] {
  return [
    { title, value: ({ set }) => code(set) },
    { title: 'Plan', value: ({ plan }) => code(plan) },
    { title: 'State of', value: ({ snapshotAt }) => (snapshotAt ? instant(snapshotAt) : '') },
    { title: 'Why', value: ({ reasons }) => reasons.join('; ') },
  ];
}
