/** What an operation tells its caller while it runs. The engine never prints; a door shows these as it sees fit. */
export type EngineEvent =
  /** The operation entered a new phase. */
  | { readonly kind: 'phase'; readonly phase: Phase }
  /** Work was done; at most ten times a second. */
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** What is going on beside the work itself, such as a line that a command of the plan has printed. */
  | { readonly kind: 'remark'; readonly message: string }
  /** Something a person should know; the operation goes on. */
  | { readonly kind: 'warning'; readonly message: string };

export type Phase =
  | 'precheck'
  | 'snapshot'
  | 'data'
  | 'commit'
  | 'preview'
  | 'definitions'
  | 'load'
  | 'finish'
  | 'proof'
  | 'swap'
  | 'verify'
  | 'mark'
  | 'delete'
  | 'export'
  | 'query'
  | 'server'
  | 'assertions'
  | 'copy'
  | 'archive'
  | 'thaw';

/** Where a running operation stands. Byte figures are of COPY text; `bytesTotal` is an estimate until all is read. */
export interface Progress {
  readonly phase: Phase;
  readonly tables: number;
  readonly tablesDone: number;
  readonly rows: number;
  readonly bytes: number;
  readonly bytesTotal: number;
  /** Bytes added to the repository by this run. */
  readonly storedBytes: number;
}

export type OnEvent = (event: EngineEvent) => void;

/** Counts what an operation does and tells its caller at a calm rate. */
export class ProgressMeter {
  readonly #onEvent: OnEvent;
  readonly #now: () => number;
  #progress: Progress;
  #told = Number.NEGATIVE_INFINITY;

  constructor(onEvent: OnEvent = () => {}, now: () => number = () => performance.now()) {
    this.#onEvent = onEvent;
    this.#now = now;
    this.#progress = { phase: 'precheck', tables: 0, tablesDone: 0, rows: 0, bytes: 0, bytesTotal: 0, storedBytes: 0 };
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** Tells the caller what another meter tells, of work that is a part of this. */
  readonly forward: OnEvent = (event) => {
    if (event.kind === 'progress') this.#progress = event.progress;
    if (event.kind === 'phase') this.#progress = { ...this.#progress, phase: event.phase };
    this.#onEvent(event);
  };

  /** Stands where it stood. */
  restore(progress: Progress): void {
    this.#progress = progress;
  }

  phase(phase: Phase): void {
    this.#progress = { ...this.#progress, phase };
    this.#onEvent({ kind: 'phase', phase });
  }

  remark(message: string): void {
    this.#onEvent({ kind: 'remark', message });
  }

  warn(message: string): void {
    this.#onEvent({ kind: 'warning', message });
  }

  /** Sets what there is to do. */
  expect(totals: { tables: number; bytesTotal: number }): void {
    this.#progress = { ...this.#progress, ...totals, tablesDone: 0, bytes: 0, rows: 0 };
  }

  /** Corrects the estimate of what there is to do. */
  reckon(bytesTotal: number): void {
    this.#progress = { ...this.#progress, bytesTotal: Math.max(bytesTotal, this.#progress.bytes) };
  }

  /** Adds to what is done. */
  add(done: Partial<Pick<Progress, 'tablesDone' | 'rows' | 'bytes' | 'storedBytes'>>): void {
    const before = this.#progress;
    this.#progress = {
      ...before,
      tablesDone: before.tablesDone + (done.tablesDone ?? 0),
      rows: before.rows + (done.rows ?? 0),
      bytes: before.bytes + (done.bytes ?? 0),
      storedBytes: before.storedBytes + (done.storedBytes ?? 0),
    };
    this.#tell(100);
  }

  /** Tells the last state whatever the rate. */
  flush(): void {
    this.#tell(0);
  }

  #tell(pause: number): void {
    const now = this.#now();
    if (now - this.#told < pause) return;
    this.#told = now;
    this.#onEvent({ kind: 'progress', progress: this.#progress });
  }
}
