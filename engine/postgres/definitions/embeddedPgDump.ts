import { Worker } from 'node:worker_threads';
import { interrupted, messageOf, PgstowError } from '../../errors.ts';
import { withoutOptimizing } from '../../wasmCompiler.ts';
import { type DumpJob, type DumpOutcome, libpqEnvironment } from './dumpJob.ts';
import { embeddedProgram } from './embeddedProgram.ts';
import type { Splice } from './splice.ts';
import { watchForStall } from './stallWatch.ts';
import { type FromWorker, LinkWriter, type WorkerJob } from './workerLink.ts';

/** The major version of the pg_dump in `@electric-sql/pglite-tools`. */
export const embeddedMajor = 18;

/** A source tree runs its .ts files, a build its .js files. */
const workerFile = new URL(`./embeddedWorker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Runs the pg_dump that is compiled to WebAssembly, in a thread of its own as it blocks, against the spliced connection. Its code is
 * not optimised: one of its functions alone takes V8 a third of a second of a processor and 95 MB, even for a database with one table,
 * and with 10,000 tables nothing is won by it.
 */
export function runEmbeddedPgDump(splice: Splice, job: DumpJob): Promise<DumpOutcome> {
  return withoutOptimizing(() => runInThread(splice, job));
}

async function runInThread(splice: Splice, job: DumpJob): Promise<DumpOutcome> {
  const program = await embeddedProgram().catch((thrown) => {
    throw crash(messageOf(thrown), thrown);
  });
  const link = new LinkWriter((message) => worker.postMessage(message));
  const worker = startWorker(program, job, link.shared);
  const stall = watchForStall({
    target: job.target,
    limitMs: job.stallLimitMs,
    quietFor: () => (link.readerWaits ? splice.quietFor : 0),
  });
  try {
    splice.attach({ receive: (bytes) => link.push(bytes), end: () => link.end() });
    return await outcomeOf(worker, splice, job.signal ? AbortSignal.any([job.signal, stall.signal]) : stall.signal);
  } finally {
    stall.stop();
    await worker.terminate();
  }
}

function startWorker(program: WebAssembly.Module, job: DumpJob, shared: SharedArrayBuffer): Worker {
  const { NODE_COMPILE_CACHE } = process.env; // where Node keeps what it makes of code, if it does
  const workerData: WorkerJob = {
    program,
    args: job.args,
    environment: { ...libpqEnvironment(job.target), HOME: '/' },
    stdin: job.stdin,
    shared,
  };
  return new Worker(workerFile, {
    name: 'pg_dump',
    workerData,
    env: { ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) },
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 4 }, // the thread's own garbage is small; WebAssembly memory does not count
  });
}

function outcomeOf(worker: Worker, splice: Splice, signal: AbortSignal): Promise<DumpOutcome> {
  const archive: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    const abort = () => reject(interrupted(signal));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'send') splice.send(Buffer.from(message.bytes.buffer));
      else if (message.kind === 'drained') splice.resume();
      else if (message.kind === 'stdout') archive.push(message.bytes);
      else resolve({ exitCode: message.exitCode, archive: Buffer.concat(archive), stderr: message.stderr });
    });
    worker.once('error', (thrown) => reject(crash(messageOf(thrown), thrown)));
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', abort);
      reject(crash(`its thread ended with code ${code}`)); // unless it has said before how it ended
    });
  });
}

function crash(what: string, cause?: unknown): PgstowError {
  return new PgstowError('database', `the embedded pg_dump crashed: ${what}`, {
    cause,
    hint: 'name a native pg_dump to be used in its place, and report this as a bug',
  });
}
