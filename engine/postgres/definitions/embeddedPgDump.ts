import { Worker } from 'node:worker_threads';
import { interrupted, messageOf, PgstowError } from '../../errors.ts';
import { withoutOptimizing } from '../../wasmCompiler.ts';
import type { ConnectionTarget } from '../target.ts';
import { type DumpJob, type DumpOutcome, libpqEnvironment } from './dumpJob.ts';
import { embeddedProgram } from './embeddedProgram.ts';
import type { Splice } from './splice.ts';
import { watchForStall } from './stallWatch.ts';
import { type FromWorker, LinkWriter, type WorkerSetup } from './workerLink.ts';

/** The major version of the pg_dump in `@electric-sql/pglite-tools`. */
export const embeddedMajor = 18;

/** A source tree runs its .ts files, a build its .js files. */
const workerFile = new URL(`./embeddedWorker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Runs `use` with a pg_dump that is about to be ready: starting it takes as long as it needs for a small database, and can be done before
 * anybody knows what is to be dumped. When `use` has ended it is gone, whether it had anything to do or not.
 */
export async function withEmbeddedPgDump<T>(
  target: ConnectionTarget,
  use: (pgDump: EmbeddedPgDump) => Promise<T>,
): Promise<T> {
  const pgDump = new EmbeddedPgDump(target);
  try {
    return await use(pgDump);
  } finally {
    await pgDump.end();
  }
}

/**
 * The pg_dump that is compiled to WebAssembly, in a thread of its own as it blocks. Its code is not optimised: one of its functions alone
 * takes V8 a third of a second of a processor and 95 MB, even for a database with one table, and with 10,000 tables nothing is won by it.
 */
export class EmbeddedPgDump {
  readonly #link = new LinkWriter((message) => this.#worker.postMessage(message));
  readonly #over = Promise.withResolvers<void>();
  readonly #started: Promise<void>;
  readonly #crashed = Promise.withResolvers<never>();
  readonly #worker: Worker;

  constructor(target: ConnectionTarget) {
    this.#worker = startWorker({ environment: environmentFor(target), shared: this.#link.shared });
    this.#crashed.promise.catch(() => {}); // heard by who runs it
    void withoutOptimizing(() => this.#over.promise);
    this.#started = this.#start();
    this.#started.catch(() => {});
  }

  /** Does a job, against the spliced connection. Once only. */
  async run(splice: Splice, job: DumpJob): Promise<DumpOutcome> {
    await this.#started;
    const link = this.#link;
    const stall = watchForStall({
      target: job.target,
      limitMs: job.stallLimitMs,
      quietFor: () => (link.readerWaits ? splice.quietFor : 0),
    });
    try {
      const signal = job.signal ? AbortSignal.any([job.signal, stall.signal]) : stall.signal;
      const outcome = Promise.race([outcomeOf(this.#worker, splice, signal), this.#crashed.promise]);
      outcome.catch(() => {}); // heard below, once it is on its way
      link.begin({ args: job.args, stdin: job.stdin });
      splice.attach({ receive: (bytes) => link.push(bytes), end: () => link.end() });
      return await outcome;
    } finally {
      stall.stop();
      await this.end();
    }
  }

  /** Whatever it is at. */
  async end(): Promise<void> {
    this.#over.resolve();
    await this.#worker.terminate();
  }

  /** The thread starts while its program is being compiled. */
  async #start(): Promise<void> {
    const worker = this.#worker;
    worker.once('error', (thrown) => this.#crashed.reject(crash(messageOf(thrown), thrown)));
    worker.once('exit', (code) => this.#crashed.reject(crash(`its thread ended with code ${code}`))); // unless it has said before how it ended
    const program = await embeddedProgram().catch((thrown) => {
      throw crash(messageOf(thrown), thrown);
    });
    this.#link.load(program);
  }
}

function environmentFor(target: ConnectionTarget): Record<string, string> {
  return { ...libpqEnvironment(target), HOME: '/' };
}

function startWorker(workerData: WorkerSetup): Worker {
  const { NODE_COMPILE_CACHE } = process.env; // where Node keeps what it makes of code, if it does
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
    worker.once('exit', () => signal.removeEventListener('abort', abort));
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'send') splice.send(Buffer.from(message.bytes.buffer));
      else if (message.kind === 'drained') splice.resume();
      else if (message.kind === 'stdout') archive.push(message.bytes);
      else resolve({ exitCode: message.exitCode, archive: Buffer.concat(archive), stderr: message.stderr });
    });
  });
}

function crash(what: string, cause?: unknown): PgstowError {
  return new PgstowError('database', `the embedded pg_dump crashed: ${what}`, {
    cause,
    hint: 'name a native pg_dump to be used in its place, and report this as a bug',
  });
}
