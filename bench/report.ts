import { readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { type Layout, median, type Sample } from './measure.ts';

export interface Measured {
  readonly title: string;
  readonly layout: Layout;
  readonly operation: 'backup' | 'restore' | 'backup to a bucket' | 'one table comes back';
  /** By contender; the same number for each, in the order of the rounds. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
}

const readme = new URL('./README.md', import.meta.url);
const [begin, end] = ['<!-- figures -->', '<!-- /figures -->'];

/** Prints the figures as tables, and puts them into the README when asked, in the place of those of the same name. */
export function writeReport(measured: readonly Measured[], { intoReadme }: { intoReadme: boolean }): void {
  const tables = measured.map(table);
  console.log([machine(), ...tables].join('\n\n'));
  if (!intoReadme) return;
  const [head, rest = end] = readFileSync(readme, 'utf8').split(begin);
  const [before, tail = '\n'] = rest.split(end);
  const text = [machine(), ...merged(tablesIn(before!), tables)].join('\n\n');
  writeFileSync(readme, `${head}${begin}\n\n${text}\n\n${end}${tail}`);
}

/** Tables of the same title, operation and layout give way to the newer ones; others stay where they are. */
function merged(before: readonly string[], now: readonly string[]): string[] {
  const byName = new Map([...before, ...now].map((each) => [/^.*?;/.exec(each)?.[0] ?? each, each]));
  return [...byName.values()];
}

function tablesIn(text: string): string[] {
  return text
    .split(/^(?=\*\*)/m)
    .map((each) => each.trim())
    .filter((each) => each.startsWith('**'));
}

function machine(): string {
  const [cpu] = cpus();
  return `${platform()} ${arch()}, ${cpus().length} × ${cpu?.model ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node.js ${process.version}, PostgreSQL 15; rounds after a warm-up.`;
}

/** Encryption is compared with none, one table with all. */
const ourPeers: ReadonlySet<string> = new Set(['pgstow --no-encryption', 'pgstow, all']);

function table({ title, layout, operation, samples }: Measured): string {
  const [ours] = samples.values();
  const peer = [...samples].filter(([name]) => !name.startsWith('pgstow') || ourPeers.has(name));
  const local = operation === 'backup to a bucket';
  const head = ['', 'wall s', 'client CPU s', 'peak MB', 'stored MB', 'objects', ...(local ? ['local disk MB'] : [])];
  const rows = [...samples].map(([name, runs]) => [
    name,
    median(runs.map((run) => run.wallSeconds)).toFixed(2),
    median(runs.map((run) => run.cpuSeconds)).toFixed(2),
    (median(runs.map((run) => run.peakBytes)) / 1e6).toFixed(0),
    runs[0]?.storedBytes ? (median(runs.map((run) => run.storedBytes)) / 1e6).toFixed(1) : '',
    runs[0]?.objects ? median(runs.map((run) => run.objects)).toFixed(0) : '',
    ...(local ? [(Math.max(...runs.map((run) => run.localBytes)) / 1e6).toFixed(1)] : []),
    ...peer.map(([, theirs]) => ratio(runs, theirs)),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const where =
    layout === 'shared' ? 'client and server share both processors' : 'server on one processor, client on the other';
  return [
    `**${title}: ${operation}** (${where}; ${ours?.length ?? 0} rounds, ${today()})\n`,
    line([...head, ...peer.map(([name]) => `wall ÷ ${name}`)]),
    line([...head, ...peer].map(() => '---')),
    ...rows.map(line),
  ].join('\n');
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The median of the ratios round by round: both of a pair have met the same mood of the machine. */
function ratio(ours: readonly Sample[], theirs: readonly Sample[]): string {
  if (ours === theirs) return '1';
  return median(ours.map((run, round) => run.wallSeconds / theirs[round]!.wallSeconds)).toFixed(2);
}
