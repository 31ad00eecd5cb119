import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A command to measure, with what brings things back to where they were before it. */
export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  /** Asked after `before`. */
  environment?(): Readonly<Record<string, string>>;
  /** Where it may put files of its own; what it needs there is watched. */
  readonly localFolder?: string;
  before(): Promise<void>;
  /** Bytes stored by the run, if it stores any. */
  stored?(): number;
  /** Into how many objects or files. */
  objects?(): number;
  /** What the command says its work took, where its start is not to count. Default: how long it ran. */
  wallSeconds?(): number;
}

/** One run of a command, all its processes together. */
export interface Sample {
  readonly wallSeconds: number;
  /** User and system time of the client's processes. */
  readonly cpuSeconds: number;
  /** The largest sum of its processes' resident memory that was seen. */
  readonly peakBytes: number;
  readonly storedBytes: number;
  readonly objects: number;
  /** The most that was seen in its local folder. */
  readonly localBytes: number;
}

/** Where client and server run: sharing all processors, or each on one of its own. */
export type Layout = 'shared' | 'pinned';
export const serverCpu = '0';
const clientCpu = '1';

/** Runs the contenders in turn, A B C A B C …, so that a machine whose speed drifts treats them alike. */
export async function measure(
  contenders: readonly Contender[],
  layout: Layout,
  rounds: number,
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const contender of contenders) {
      const sample = await runOnce(contender, layout);
      if (round > 0) samples.get(contender.name)!.push(sample); // the first round warms caches up
      process.stderr.write(
        `  ${contender.name}: ${sample.wallSeconds.toFixed(2)} s${round === 0 ? ' (warm-up)' : ''}\n`,
      );
    }
  }
  return samples;
}

async function runOnce(contender: Contender, layout: Layout): Promise<Sample> {
  await contender.before();
  const pin = layout === 'pinned' ? ['taskset', '-c', clientCpu] : [];
  // bash's `time` counts the processes that a command waits for, as pg_dump does for its jobs
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null';
  const child = spawn('bash', ['-c', script, 'bash', ...pin, ...contender.command], {
    env: { ...process.env, ...contender.environment?.() },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  let [peakBytes, localBytes] = [0, 0];
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, residentOf(child.pid!));
    if (contender.localFolder) localBytes = Math.max(localBytes, sizeOf(contender.localFolder));
  }, 25);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(watch);
  const [wall, user, system] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  if (status !== 0 || system === undefined) throw new Error(`${contender.name} failed (${status}): ${stderr}`);
  return {
    wallSeconds: contender.wallSeconds?.() ?? wall!,
    cpuSeconds: user! + system,
    peakBytes,
    storedBytes: contender.stored?.() ?? 0,
    objects: contender.objects?.() ?? 0,
    localBytes,
  };
}

/** Resident memory of a process and all below it. */
function residentOf(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (pid > 0) parents.set(pid, statusField(pid, 'PPid'));
  }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && isBelow(parents.get(pid)!));
  return [...parents.keys()].filter(isBelow).reduce((sum, pid) => sum + statusField(pid, 'VmRSS') * 1024, 0);
}

function statusField(pid: number, field: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  } catch {
    return 0; // it has ended meanwhile
  }
}

/** Bytes of the files in a folder. One that is being written to may lose some while we look. */
export function sizeOf(folder: string): number {
  return filesIn(folder).reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}

export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
