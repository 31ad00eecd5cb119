import { type ChildProcess, spawn } from 'node:child_process';
import { interrupted, messageOf, PgstowError } from '../../errors.ts';
import { type DumpJob, type DumpOutcome, libpqEnvironment } from './dumpJob.ts';
import type { NativePgDump } from './nativePgDump.ts';
import { type ProxyAddress, withProxy } from './proxy.ts';
import type { Splice } from './splice.ts';
import { watchForStall } from './stallWatch.ts';

/** Runs a pg_dump of this machine against the spliced connection. It gets neither a password nor the server's address. */
export async function runNativePgDump(pgDump: NativePgDump, splice: Splice, job: DumpJob): Promise<DumpOutcome> {
  const stall = watchForStall({ target: job.target, limitMs: job.stallLimitMs, quietFor: () => splice.quietFor });
  try {
    const signal = job.signal ? AbortSignal.any([job.signal, stall.signal]) : stall.signal;
    return await withProxy(splice, (address) => run(pgDump, address, job, signal));
  } finally {
    stall.stop();
  }
}

async function run(
  pgDump: NativePgDump,
  address: ProxyAddress,
  job: DumpJob,
  signal: AbortSignal,
): Promise<DumpOutcome> {
  const child = spawn(pgDump.path, job.args, { env: { ...libpqEnvironment(job.target), ...address } });
  const kill = () => child.kill('SIGKILL'); // whatever it does at the server is cancelled with the splice
  signal.addEventListener('abort', kill);
  if (signal.aborted) kill();
  try {
    child.stdin.on('error', () => {}); // it has ended before it read everything
    child.stdin.end(job.stdin);
    const [archive, stderr, exitCode] = await Promise.all([
      collect(child.stdout),
      collect(child.stderr),
      exitOf(child, pgDump.path),
    ]);
    if (signal.aborted) throw interrupted(signal);
    return { exitCode, archive, stderr: stderr.toString() };
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** A process that a signal ended has no exit status: -1. */
function exitOf(child: ChildProcess, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (thrown) =>
      reject(new PgstowError('input', `cannot run ${path}: ${messageOf(thrown)}`, { cause: thrown })),
    );
    child.once('close', (code) => resolve(code ?? -1));
  });
}
