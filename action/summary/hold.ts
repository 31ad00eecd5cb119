import type { Pin } from '../../engine/index.ts';
import { holdSummary, releaseSummary } from '../../words/holdText.ts';
import { instant } from '../../words/human.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { type Markdown, md, sentence } from './markdown.ts';
import { type Column, table } from './table.ts';

/** What is under legal hold now, and what for. */
export function hold({ held }: Extract<Done, { command: 'hold' }>): readonly Markdown[] {
  return [md`**${sentence(holdSummary(held))}**`, md`Reason: ${held.hold.reason}`];
}

/** Which legal holds have ended. */
export function release(
  { set, released }: Extract<Done, { command: 'release' }>,
  { most }: Shape,
): readonly (Markdown | undefined)[] {
  return [
    md`**${sentence(releaseSummary(set, released))}**`,
    table(released.holds, holdColumns, { most, noun: 'legal hold' }),
  ];
}

const holdColumns: readonly Column<Pin>[] = [
  { title: 'Reason', value: ({ reason }) => reason },
  { title: 'Placed', value: ({ at }) => instant(at) },
  { title: 'By', value: ({ by }) => by },
];
