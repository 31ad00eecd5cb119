import { repairReasons, repairSummary } from '../../words/repairText.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { code, type Markdown, md, sentence } from './markdown.ts';
import { type Column, table } from './table.ts';
import { whatWasRead } from './verify.ts';

/** What was put back, what is still damaged, and why. */
export function repair(
  { result }: Extract<Done, { command: 'repair' }>,
  { most }: Shape,
): readonly (Markdown | undefined)[] {
  const { intact, repaired } = result;
  return [
    intact ? md`**${sentence(repairSummary(result))}**` : undefined, // what is damaged still the step has failed by
    table(repaired, repairedColumns, { most, noun: 'object' }),
    table(repairReasons(result), reasonColumns, { most, noun: 'reason' }),
    ...whatWasRead(result, most),
  ];
}

const repairedColumns: readonly Column<string>[] = [{ title: 'Put back', value: (key) => code(key) }];

const reasonColumns: readonly Column<string>[] = [{ title: 'Why not all', value: (reason) => reason }];
