import type { PreviewItem } from '../../engine/index.ts';
import { instant } from '../../words/human.ts';
import { kindsByAction, readingText, remark } from '../../words/previewText.ts';
import { lossColumns, losses, restoreSummary, shardSummary } from '../../words/restoreText.ts';
import { inputNames } from '../actionWords.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { code, type Markdown, md, sentence } from './markdown.ts';
import { sizes, type TableSize } from './sizes.ts';
import { type Column, fromText, table } from './table.ts';

/** What was proved, what stood in the way, and what was done with each table. */
export function restore(
  done: Extract<Done, { command: 'restore' }>,
  { most, took }: Shape,
): readonly (Markdown | undefined)[] {
  const { set, preview, error } = done;
  const tables = preview.items.filter(isTable);
  return [
    md`Set ${code(set.set)} of ${code(set.plan)}, the state of ${instant(set.snapshotAt)}`,
    error ? undefined : md`**${sentence(restoreSummary(done, done, took))}**`,
    done.dryRun ? md`${sentence(readingText(preview))}` : undefined,
    done.lost.length > 0 ? md`**Missing, for it is stored damaged:**` : undefined,
    table(losses(done.lost), fromText(lossColumns), { most, noun: 'range' }),
    table(preview.problems, problemColumns, { most, noun: 'problem' }),
    sizes(tables.map(sizeOf), { most, open: true, more: actionColumns }),
    others(preview.items),
  ];
}

/** What one of several jobs has been in a restore that they share. */
export function restoreShard({
  shard,
  result,
}: Extract<Done, { command: 'restore-shard' }>): readonly (Markdown | undefined)[] {
  const { set, plan, snapshotAt } = result.set;
  return [
    md`Set ${code(set)} of ${code(plan)}, the state of ${instant(snapshotAt)}`,
    md`**${sentence(shardSummary(result, shard))}**`,
  ];
}

type SizedTable = TableSize & Pick<PreviewItem, 'action'> & { readonly remark: string };

function isTable({ kind }: PreviewItem): boolean {
  return kind === 'TABLE';
}

function sizeOf(item: PreviewItem): SizedTable {
  const { schema, name, rows = 0, bytes = 0, action } = item;
  return { schema, name, rows, bytes, action, remark: remark(item) };
}

const actionColumns: readonly Column<SizedTable>[] = [
  { title: 'Action', value: ({ action }) => action },
  { title: 'Remark', value: (each) => each.remark },
];

const problemColumns = [
  { title: 'What stands in the way', value: ({ message }: { readonly message: string }) => message },
  { title: 'What to do', value: ({ hint }: { readonly hint: string }) => inputNames(hint) },
];

/** All that is no table, by what is done with it. */
function others(items: readonly PreviewItem[]): Markdown | undefined {
  const words = kindsByAction(items.filter((item) => !isTable(item))).map(({ action, kinds }) => `${action} ${kinds}`);
  return words.length > 0 ? md`Other objects: ${words.join('; ')}` : undefined;
}
