import type {
  LostRange,
  LostTable,
  Preview,
  RestoreRequest,
  RestoreResult,
  Shard,
  ShardResult,
} from '../engine/index.ts';
import type { Failure } from './failure.ts';
import { count, counted, duration, qualified } from './human.ts';
import { printable } from './printable.ts';
import { type Column, table } from './table.ts';

/** What stands in the way of a restore, all of it. */
export function previewFailure({ problems }: Preview): Failure | undefined {
  const [first, ...more] = problems.map(({ message }) => printable(message));
  if (first === undefined) return undefined;
  return {
    code: 'precheck',
    message: more.length === 0 ? first : [`${problems.length} problems stand in the way`, first, ...more].join('\n'),
    hint: `nothing was changed; ${[...new Set(problems.map(({ hint }) => hint.replace(/;$/, '')))].join('; ')}`,
  };
}

/** How a restore came out that took so many milliseconds, or a dry run of one. */
export function restoreSummary(
  { proof, dryRun }: Pick<RestoreRequest, 'proof' | 'dryRun'>,
  {
    proved,
    provedRows,
    lost = [],
  }: Pick<RestoreResult, 'proved' | 'provedRows'> & Partial<Pick<RestoreResult, 'lost'>>,
  took: number,
): string {
  if (dryRun) return 'this was a dry run: nothing was changed';
  const loaded = `${counted(proved, 'table')}, ${counted(provedRows, 'row')}`;
  const proofLine = !proof
    ? 'not proved: nothing was read back, as asked for'
    : proved === 0
      ? 'there were no rows to load'
      : `proved: ${loaded} read back from the target, equal to ${lost.length > 0 ? 'what is left of ' : ''}the set in count and hash`;
  return [...lossLines(lost), proofLine, `restored in ${duration(took)}`].join('\n');
}

/** What one of several machines has been in a restore that has succeeded. */
export function shardSummary({ part, run }: Pick<ShardResult, 'part' | 'run'>, { index, total }: Shard): string {
  const shard = `shard ${index}/${total}`;
  switch (part) {
    case 'leader':
      return `${shard} has led the restore ${run}, which has succeeded`;
    case 'follower':
      return `${shard} has taken part in the restore ${run}, which has succeeded`;
    case 'late':
      return `${shard} came late: the restore ${run} has succeeded before, and there is nothing left to do`;
    default:
      return part satisfies never;
  }
}

/** All that is missing, table by table. */
function lossLines(lost: readonly LostTable[]): string[] {
  if (lost.length === 0) return [];
  return ['missing, for it is stored damaged:', table(losses(lost), lossColumns), ''];
}

/** What a table lacks, range by range. */
export type Loss = LostRange & { readonly table: string };

export function losses(lost: readonly LostTable[]): Loss[] {
  return lost.flatMap((of) => of.ranges.map((range) => ({ table: qualified(of), ...range })));
}

export const lossColumns: readonly Column<Loss>[] = [
  { title: 'TABLE', value: ({ table }) => table },
  {
    title: 'BLOCKS',
    value: ({ from, to }) => (from === undefined ? 'all' : `${from} to ${to === undefined ? 'the end' : to - 1}`),
  },
  { title: 'ROWS', value: ({ rows }) => count(rows), alignRight: true },
];
