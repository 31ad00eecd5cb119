import { lsnOf } from './lsn.ts';

/** A file of the server's WAL summarizer: which blocks were changed from `start` to `end`, as `pg_lsn` prints them. */
export interface SummaryFile {
  readonly timeline: number;
  readonly start: string;
  readonly end: string;
}

/** The files of a timeline that leave nothing out from one position to another; undefined where something is missing. */
export function coveringFiles(
  files: readonly SummaryFile[],
  timeline: number,
  { from, to }: { readonly from: string; readonly to: string },
): readonly SummaryFile[] | undefined {
  const [first, last] = [lsnOf(from), lsnOf(to)];
  const between = files
    .filter((file) => file.timeline === timeline && lsnOf(file.end) > first && lsnOf(file.start) < last)
    .sort((a, b) => (lsnOf(a.start) < lsnOf(b.start) ? -1 : 1));
  let reached = first;
  for (const { start, end } of between) {
    if (lsnOf(start) > reached) return undefined;
    if (lsnOf(end) > reached) reached = lsnOf(end);
  }
  return between.length > 0 && reached >= last ? between : undefined;
}

/** Whether a file of the timeline begins or ends exactly there. */
export function isBoundary(files: readonly SummaryFile[], timeline: number, lsn: string): boolean {
  return files.some((file) => file.timeline === timeline && (file.start === lsn || file.end === lsn));
}

/** Where the first file ends that reaches a position; undefined where none does. */
export function anchorOf(files: readonly SummaryFile[], timeline: number, lsn: string): string | undefined {
  const position = lsnOf(lsn);
  return files
    .filter((file) => file.timeline === timeline && lsnOf(file.start) < position && lsnOf(file.end) >= position)
    .sort((a, b) => (lsnOf(a.end) < lsnOf(b.end) ? -1 : 1))[0]?.end;
}

/** What summaries say of one table's blocks. */
export interface TableChanges {
  /** The ranges in which a block was changed, by their numbers. */
  readonly ranges: ReadonlySet<number>;
  /** The fewest blocks that the table was cut to; absent when it was not cut. */
  readonly limit?: number | undefined;
}

/** What summaries say of a database's tables, by their filenodes. */
export interface Changes {
  readonly tables: ReadonlyMap<string, TableChanges>;
  /** True when files of the database came or went without a record of their blocks. */
  readonly wholeDatabase: boolean;
}
