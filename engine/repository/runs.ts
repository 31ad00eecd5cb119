import { PgstowError } from '../errors.ts';
import { didYouMean } from '../spec/nearMatches.ts';
import type { Store, StoreOptions } from '../store/store.ts';
import { newTimeId, startId } from './ids.ts';
import { inParallel } from './inParallel.ts';
import { decodeRecord, encodeRecord } from './jsonRecord.ts';
import { allRunsPrefix, parseRunKey, planRunsPrefix, runKey } from './keys.ts';
import { listParsed } from './listing.ts';
import { RunHandle } from './runHandle.ts';
import { type RunKind, type RunRecord, runRecordSchema } from './runRecord.ts';
import type { Surroundings } from './surroundings.ts';

/** A run as a reader sees it: `lost` when it is said to be running and has not been heard of for a minute. */
export interface Run extends Omit<RunRecord, 'state'> {
  readonly state: RunRecord['state'] | 'lost';
}

/** A run in a list: one whose record is damaged is there too, and says what is wrong. */
export type ListedRun =
  | Run
  | { readonly state: 'damaged'; readonly run: string; readonly plan: string | undefined; readonly error: PgstowError };

const lostAfter = 60_000;

export interface NewRun {
  readonly kind: RunKind;
  readonly plan?: string | undefined;
  readonly name?: string | undefined;
  readonly set?: string | undefined;
  /** The start of the plan's schedule that it is for, ISO 8601. */
  readonly start?: string | undefined;
}

/** Starts of a plan's schedule that had no run. */
export interface NotRun {
  readonly plan: string;
  readonly outcome: 'skipped' | 'missed';
  /** The first of them, and the last, ISO 8601. */
  readonly start: string;
  readonly until: string;
  readonly reason: string;
}

/** The runs of a repository. */
export class Runs {
  readonly #store: Store;
  readonly #surroundings: Surroundings;

  constructor(store: Store, surroundings: Surroundings) {
    this.#store = store;
    this.#surroundings = surroundings;
  }

  /** Records that a run has started. Its handle must be finished, whatever happens. */
  async start({ kind, plan, name, set, start }: NewRun): Promise<RunHandle> {
    const { now, host, pid } = this.#surroundings;
    const startedAt = now().toISOString();
    const run = newTimeId(this.#surroundings);
    const about = { ...(plan && { plan }), kind, ...(name && { name }), ...(set && { set }), ...(start && { start }) };
    const record: RunRecord = {
      run,
      ...about,
      state: 'running',
      startedAt,
      updatedAt: startedAt,
      host,
      pid,
      warnings: [],
    };
    if (!(await this.#store.create(runKey(plan, run), encodeRecord(record))))
      return this.start({ kind, plan, name, set, start });
    return new RunHandle(this.#store, now, record);
  }

  /**
   * Records that starts had no run. Whoever else does so at the same moment makes the same record: there is one, and `created` is
   * true for who has made it.
   */
  async note({
    plan,
    outcome,
    start,
    until,
    reason,
  }: NotRun): Promise<{ readonly run: string; readonly created: boolean }> {
    const { now, host, pid } = this.#surroundings;
    const at = now().toISOString();
    const record: RunRecord = {
      run: startId(plan, start),
      plan,
      kind: 'backup',
      state: outcome,
      startedAt: at,
      updatedAt: at,
      finishedAt: at,
      start,
      ...(until !== start && { until }),
      reason,
      host,
      pid,
      warnings: [],
    };
    return { run: record.run, created: await this.#store.create(runKey(plan, record.run), encodeRecord(record)) };
  }

  /** Records of a run that was cut off that it has made its set all the same. */
  async credit(run: Run, set: string): Promise<Run> {
    const { error: _, making: __, ...rest } = run;
    const { host } = this.#surroundings;
    const warning = `the run was cut off before it could record that its set was made; ${host} has found the set`;
    const record: RunRecord = {
      ...rest,
      state: 'succeeded',
      finishedAt: run.finishedAt ?? run.updatedAt,
      set,
      warnings: [...run.warnings, warning],
    };
    await this.#store.replace(runKey(run.plan, run.run), encodeRecord(record));
    return { ...record, state: 'succeeded' };
  }

  /** The runs of a plan, those of none (null), or all; the newest first, and at most `limit`. */
  async list(
    plan?: string | null,
    { limit, ...options }: StoreOptions & { readonly limit?: number } = {},
  ): Promise<ListedRun[]> {
    const prefix = plan === undefined ? allRunsPrefix : planRunsPrefix(plan ?? undefined);
    const found = await listParsed(this.#store, prefix, parseRunKey, options);
    const newest = found.sort((a, b) => (a.run < b.run ? 1 : -1)).slice(0, limit);
    return inParallel(newest, ({ plan, run }) => this.#listed(plan, run, options));
  }

  async get(run: string, options?: StoreOptions): Promise<Run> {
    const found = await listParsed(this.#store, allRunsPrefix, parseRunKey, options);
    const known = found.find((each) => each.run === run);
    if (known) return this.#read(known.plan, run, options);
    throw new PgstowError('input', `there is no run ${JSON.stringify(run)} in this repository`, {
      hint: didYouMean(
        run,
        found.map((each) => each.run),
        'pgstow runs shows those that there are',
      ),
    });
  }

  async #listed(plan: string | undefined, run: string, options?: StoreOptions): Promise<ListedRun> {
    try {
      return await this.#read(plan, run, options);
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || thrown.code !== 'damaged') throw thrown;
      return { state: 'damaged', run, plan, error: thrown };
    }
  }

  async #read(plan: string | undefined, run: string, options?: StoreOptions): Promise<Run> {
    const key = runKey(plan, run);
    const record = decodeRecord(await this.#store.get(key, undefined, options), runRecordSchema, key);
    const silent = this.#surroundings.now().getTime() - Date.parse(record.updatedAt);
    return record.state === 'running' && silent > lostAfter ? { ...record, state: 'lost' } : record;
  }
}
