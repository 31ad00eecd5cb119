import { messageOf, PgstowError } from '../errors.ts';
import type { Progress } from '../events.ts';
import type { Store } from '../store/store.ts';
import { encodeRecord } from './jsonRecord.ts';
import { runKey } from './keys.ts';
import type { CopyRecord, RunError, RunRecord } from './runRecord.ts';
import type { Surroundings } from './surroundings.ts';

/** The record is rewritten no more often than this, in milliseconds. */
const writeEvery = 2000;
/** And at least so often while the run is alive, whether there is anything new or not. */
const aliveEvery = 20_000;

export interface RunOutcome {
  /** The id of the set that the run has made. */
  readonly set?: string | undefined;
  /** How long the recovery took that a drill has practised, in seconds. */
  readonly recoverySeconds?: number | undefined;
  /** What was thrown; absent when the run succeeded. */
  readonly error?: unknown;
}

/** A run that is under way: keeps its record up to date from a timer, so that reporting costs the run nothing. */
export class RunHandle {
  readonly #store: Store;
  readonly #now: Surroundings['now'];
  readonly #timer: NodeJS.Timeout;
  #record: RunRecord;
  #changed = false;
  #writing: Promise<void> | undefined;

  /** `record` must be stored already. */
  constructor(store: Store, now: Surroundings['now'], record: RunRecord) {
    this.#store = store;
    this.#now = now;
    this.#record = record;
    this.#timer = setInterval(() => this.#tick(), writeEvery);
    this.#timer.unref(); // a record is no reason to keep the process
  }

  get id(): string {
    return this.#record.run;
  }

  update(progress: Progress): void {
    this.#set({ progress });
  }

  warn(message: string): void {
    this.#set({ warnings: [...this.#record.warnings, message] });
  }

  /** Records which set the run may commit, before it can. Rejects with `store` when the repository cannot be written. */
  async making(set: string): Promise<void> {
    await this.#writing;
    this.#set({ making: set });
    await this.#write();
  }

  /** The set is committed: whatever comes now, the run has made it. */
  made(set: string): void {
    this.#set({ set, making: undefined });
  }

  /** What has become of the copies so far. */
  copied(copies: readonly CopyRecord[]): void {
    this.#set({ copies });
  }

  /** Writes the outcome; to be called once, whatever happened. Rejects with `store` when the repository cannot be written. */
  async finish({ set, recoverySeconds, error }: RunOutcome = {}): Promise<RunRecord> {
    clearInterval(this.#timer);
    await this.#writing;
    const finishedAt = this.#now().toISOString();
    const state = runState(error);
    const { start } = this.#record;
    this.#set({
      state,
      finishedAt,
      // it is that of the run that was in its way, or waits on; or is missed, where others went on to a later one meanwhile
      ...(state === 'skipped' && { start: undefined, refusedStart: start }),
      ...(set && { set, making: undefined }),
      ...(recoverySeconds !== undefined && { recoverySeconds }),
      ...(error !== undefined && { error: runError(error) }),
    });
    await this.#write();
    return this.#record;
  }

  /** Removes the record: there was no run. One that cannot be removed is seen as lost. */
  async forget(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    await this.#store.delete(runKey(this.#record)).catch(() => {});
  }

  #set(change: Partial<RunRecord>): void {
    this.#record = { ...this.#record, ...change };
    this.#changed = true;
  }

  #tick(): void {
    const silent = Math.abs(this.#now().getTime() - Date.parse(this.#record.updatedAt)); // a clock may be set back
    if (this.#writing || !(this.#changed || silent >= aliveEvery)) return;
    this.#writing = this.#write()
      // what matters is the data: if the store is really gone, the run will hear it from its next blob
      .catch(() => {
        this.#changed = true;
      })
      .finally(() => {
        this.#writing = undefined;
      });
  }

  async #write(): Promise<void> {
    this.#changed = false;
    const record = { ...this.#record, updatedAt: this.#now().toISOString() };
    await this.#store.replace(runKey(record), encodeRecord(record));
    this.#record = { ...this.#record, updatedAt: record.updatedAt };
  }
}

/** How a run is recorded that has ended so. */
export function runState(error: unknown): 'succeeded' | 'failed' | 'skipped' | 'interrupted' {
  if (error === undefined) return 'succeeded';
  if (!(error instanceof PgstowError)) return 'failed';
  return error.code === 'busy' ? 'skipped' : error.code === 'interrupted' ? 'interrupted' : 'failed';
}

/** An error as records and messages have it. */
export function runError(thrown: unknown): RunError {
  if (!(thrown instanceof PgstowError)) return { code: 'internal', message: messageOf(thrown) };
  return { code: thrown.code, message: thrown.message, ...(thrown.hint && { hint: thrown.hint }) };
}
