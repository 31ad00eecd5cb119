import type { PreviewItem } from '../../engine/index.ts';
import { count, instant } from '../../words/human.ts';
import { restoreSummary } from '../../words/restoreText.ts';
import type { Done } from '../report.ts';
import type { Shape } from './body.ts';
import { code, type Markdown, md, sentence } from './markdown.ts';
import { sizes, type TableSize } from './sizes.ts';
import { type Column, table } from './table.ts';

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
    table(preview.problems, problemColumns, { most, noun: 'problem' }),
    sizes(tables.map(sizeOf), { most, open: true, more: actionColumns }),
    others(preview.items),
  ];
}

type SizedTable = TableSize & Pick<PreviewItem, 'action' | 'reason'>;

function isTable({ kind }: PreviewItem): boolean {
  return kind === 'TABLE';
}

function sizeOf({ schema, name, rows = 0, bytes = 0, action, reason }: PreviewItem): SizedTable {
  return { schema, name, rows, bytes, action, ...(reason !== undefined && { reason }) };
}

const actionColumns: readonly Column<SizedTable>[] = [
  { title: 'Action', value: ({ action }) => action },
  { title: 'Remark', value: ({ reason }) => reason ?? '' },
];

const problemColumns = [
  { title: 'What stands in the way', value: ({ message }: { readonly message: string }) => message },
  { title: 'What to do', value: ({ hint }: { readonly hint: string }) => hint },
];

/** All that is no table, by what is done with it. */
function others(items: readonly PreviewItem[]): Markdown | undefined {
  const byAction = Map.groupBy(
    items.filter((item) => !isTable(item)),
    ({ action }) => action,
  );
  const words = [...byAction].map(
    ([action, of]) => `${action} ${count(of.reduce((sum, item) => sum + (item.count ?? 1), 0))}`,
  );
  return words.length > 0 ? md`Other objects: ${words.join(', ')}` : undefined;
}
