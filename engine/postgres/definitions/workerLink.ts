import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

/**
 * The line between the main thread, where the socket is, and the worker, where pg_dump blocks on a read: messages towards
 * the worker are counted in shared memory, on which it sleeps until there is one.
 */

/** What the worker is started with. */
export interface WorkerSetup {
  readonly environment: Record<string, string>;
  readonly shared: SharedArrayBuffer;
}

/** What it is told to do, before any bytes come. */
export interface WorkerJob {
  readonly args: readonly string[];
  readonly stdin: Uint8Array;
}

export type ToWorker =
  | { readonly program: WebAssembly.Module }
  | { readonly job: WorkerJob }
  | { readonly bytes: Uint8Array }
  | 'end';

export type FromWorker =
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  | { readonly kind: 'drained' }
  | { readonly kind: 'stdout'; readonly bytes: Uint8Array }
  | { readonly kind: 'exit'; readonly exitCode: number; readonly stderr: string };

/** Cells of the shared memory. */
const posted = 0;
const queuedBytes = 1;
const waiting = 2;

/** Above the first the socket rests; it goes on below the second. */
const highWater = 512 * 1024;
const lowWater = 128 * 1024;

/** The main thread's end. */
export class LinkWriter {
  readonly shared = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);
  readonly #cells = new Int32Array(this.shared);
  readonly #post: (message: ToWorker) => void;

  constructor(post: (message: ToWorker) => void) {
    this.#post = post;
  }

  /** True while the worker sleeps until something comes. */
  get readerWaits(): boolean {
    return Atomics.load(this.#cells, waiting) === 1;
  }

  load(program: WebAssembly.Module): void {
    this.#wake({ program });
  }

  begin(job: WorkerJob): void {
    this.#wake({ job });
  }

  /** False when there is enough in the queue: go on at the message `drained`. */
  push(bytes: Uint8Array): boolean {
    const queued = Atomics.add(this.#cells, queuedBytes, bytes.length) + bytes.length;
    this.#wake({ bytes });
    return queued < highWater;
  }

  end(): void {
    this.#wake('end');
  }

  #wake(message: ToWorker): void {
    this.#post(message);
    Atomics.add(this.#cells, posted, 1);
    Atomics.notify(this.#cells, posted);
  }
}

/** The worker's end. */
export class LinkReader {
  readonly #cells: Int32Array;
  readonly #port: MessagePort;
  readonly #drained: () => void;
  #program: WebAssembly.Module | undefined;
  #job: WorkerJob | undefined;
  #current: Uint8Array = new Uint8Array(0);
  #ended = false;

  constructor(shared: SharedArrayBuffer, port: MessagePort, drained: () => void) {
    this.#cells = new Int32Array(shared);
    this.#port = port;
    this.#drained = drained;
  }

  /** What is to be run; sleeps until it is there. */
  program(): WebAssembly.Module {
    return this.#until(() => this.#program);
  }

  /** What is to be done; sleeps until that is known. */
  job(): WorkerJob {
    return this.#until(() => this.#job);
  }

  /** At least one and at most `most` bytes; undefined at the end; nothing (length 0) if there is nothing and `wait` is false. */
  read(most: number, wait: boolean): Uint8Array | undefined {
    while (this.#current.length === 0 && !this.#ended) {
      const seen = Atomics.load(this.#cells, posted);
      if (this.#takeNext()) continue;
      if (!wait) return this.#current;
      this.#sleep(seen);
    }
    if (this.#current.length === 0) return undefined;
    const bytes = this.#current.subarray(0, most);
    this.#current = this.#current.subarray(bytes.length);
    return bytes;
  }

  #until<T>(come: () => T | undefined): T {
    for (;;) {
      const it = come();
      if (it !== undefined) return it;
      const seen = Atomics.load(this.#cells, posted);
      if (!this.#takeNext()) this.#sleep(seen);
    }
  }

  /** False when there is nothing. */
  #takeNext(): boolean {
    const received = receiveMessageOnPort(this.#port) as { message: ToWorker } | undefined;
    if (received) this.#take(received.message);
    return received !== undefined;
  }

  #take(message: ToWorker): void {
    if (message === 'end') {
      this.#ended = true;
      return;
    }
    if ('program' in message) {
      this.#program = message.program;
      return;
    }
    if ('job' in message) {
      this.#job = message.job;
      return;
    }
    this.#current = message.bytes;
    const before = Atomics.sub(this.#cells, queuedBytes, message.bytes.length);
    if (before >= lowWater && before - message.bytes.length < lowWater) this.#drained();
  }

  /** Returns at once if something was posted since `seen` was read. */
  #sleep(seen: number): void {
    Atomics.store(this.#cells, waiting, 1);
    Atomics.wait(this.#cells, posted, seen);
    Atomics.store(this.#cells, waiting, 0);
  }
}
