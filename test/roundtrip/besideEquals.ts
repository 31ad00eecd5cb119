import type { Preview, PreviewItem } from '../../engine/restore/preview.ts';

/**
 * Compares what a restore has put beside the originals with these, by lines of the tests' oracle before and after: with the
 * names turned back that the preview tells, each new line must be one of the originals, and nothing that belongs to a restored
 * table may lack. What differs is returned, as `+` and `-` lines.
 */
export function unlikeOriginals(before: readonly string[], after: readonly string[], { items }: Preview): string[] {
  const renamed = items.filter(({ restoredAs }) => restoredAs);
  const names = renamed
    .map(({ name, restoredAs }) => [plain(restoredAs!.name), plain(name)] as const)
    .sort(([a], [b]) => b.length - a.length);
  const turnedBack = (line: string) => names.reduce((text, [now, was]) => text.replaceAll(now, was), plain(line));
  const left = count(before.map(plain));
  const strange = without(after, count(before))
    .map(turnedBack)
    .filter((line) => !take(left, line));
  const isOfRestored = ofRestored(renamed);
  const lacking = [...left].filter(([line, times]) => times > 0 && isOfRestored(line)).map(([line]) => line);
  return [...strange.map((line) => `+ ${line}`), ...lacking.map((line) => `- ${line}`)];
}

/**
 * Lines without what need not be the same: quotes, which the server sets where a name needs them, and the names that it makes
 * up itself, of array types and of the keys of partitions.
 */
function plain(line: string): string {
  return line
    .replace(/\\?"/g, '')
    .replace(/_fkey_?\d+/g, '_fkey_N')
    .replace(/ typname=_.*? typnamespace/, ' typname=_ typnamespace');
}

/** What an oracle's line is about, where it is something of a table. */
const subject =
  /^(?:pg_class|rows of|value of|pg_attribute attrelid=|pg_index indexrelid=|pg_inherits inhrelid=|pg_sequence seqrelid=|pg_partitioned_table partrelid=|pg_statistic_ext|pg_(?:constraint|trigger|policy|rewrite) .*? on|comment on .*? on) ?(.*)$/;

function ofRestored(renamed: readonly PreviewItem[]): (line: string) => boolean {
  const originals = renamed.map(({ schema, name }) => plain(`${schema}.${name}`));
  return (line) => {
    const [, about = ''] = subject.exec(line) ?? [];
    return originals.some((name) => about.startsWith(name) && /^([ .:]|$)/.test(about.slice(name.length)));
  };
}

function count(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function without(lines: readonly string[], counts: Map<string, number>): string[] {
  return lines.filter((line) => !take(counts, line));
}

/** Takes one of them away, if there is one. */
function take(counts: Map<string, number>, line: string): boolean {
  const left = counts.get(line) ?? 0;
  if (left > 0) counts.set(line, left - 1);
  return left > 0;
}
