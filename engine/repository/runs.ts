import { PgstowError } from '../errors.ts';
import { didYouMean } from '../spec/nearMatches.ts';
import type { Store, StoredObject, StoreOptions } from '../store/store.ts';
import { FinishedRuns } from './finishedRuns.ts';
import { newTimeId, startId } from './ids.ts';
import { inParallel } from './inParallel.ts';
import { decodeRecord, encodeRecord } from './jsonRecord.ts';
import { allRunsPrefix, parseRunKey, planRunsPrefix, runKey } from './keys.ts';
import { listParsed } from './listing.ts';
import { RunHandle } from './runHandle.ts';
import { type RestoreTerms, type RunKind, type RunRecord, runRecordSchema } from './runRecord.ts';
import type { Surroundings } from './surroundings.ts';

/** A run as a reader sees it: `lost` when it is said to be running and has not been heard of for a minute, by the reader's clock. */
export interface Run extends Omit<RunRecord, 'state'> {
  readonly state: RunRecord['state'] | 'lost';
}

/** A run in a list: one whose record is damaged is there too, and says what is wrong. */
export type ListedRun =
  | Run
  | { readonly state: 'damaged'; readonly run: string; readonly plan: string | undefined; readonly error: PgstowError };

interface FoundRun {
  readonly plan: string | undefined;
  readonly run: string;
  readonly object: StoredObject;
}

const lostAfter = 60_000;
/** A machine whose clock was ahead by more than that would else be taken to be at work until then, although it has died. */
const aheadAtMost = 3_600_000;

export interface NewRun {
  readonly kind: RunKind;
  readonly plan?: string | undefined;
  readonly name?: string | undefined;
  readonly set?: string | undefined;
  /** The start of the plan's schedule that it is for, ISO 8601. */
  readonly start?: string | undefined;
  /** What a restore was asked to do. */
  readonly restore?: RestoreTerms | undefined;
  /** The run whose lead this one has taken over. */
  readonly goesOnWith?: string | undefined;
  /** How many machines share what it does. */
  readonly shards?: number | undefined;
}

/** Starts of a plan's schedule that had no run. */
export interface NotRun {
  readonly plan: string;
  /** What was to be started. */
  readonly kind: 'backup' | 'drill';
  readonly outcome: 'skipped' | 'missed';
  /** The first of them, and the last, ISO 8601. */
  readonly start: string;
  readonly until: string;
  readonly reason: string;
}

/** What has come of a run, as something tells that it has stored. */
export interface Credit extends Pick<RunRecord, 'set' | 'recoverySeconds' | 'error'> {
  readonly by: 'set' | 'report';
  readonly state: 'succeeded' | 'failed';
}

export interface RunListOptions extends StoreOptions {
  readonly limit?: number | undefined;
  /** Drills alone, or all but drills: which of both a run is its name tells. Default: all. */
  readonly only?: 'drills' | 'others' | undefined;
}

/** The runs of a repository. */
export class Runs {
  readonly #store: Store;
  readonly #surroundings: Surroundings;
  readonly #finished = new FinishedRuns();

  constructor(store: Store, surroundings: Surroundings) {
    this.#store = store;
    this.#surroundings = surroundings;
  }

  /** Records that a run has started. Its handle must be finished, whatever happens. */
  async start(about: NewRun): Promise<RunHandle> {
    const { now, host, pid } = this.#surroundings;
    const startedAt = now().toISOString();
    const run = newTimeId(this.#surroundings);
    const { kind, plan, name, set, start, restore, goesOnWith, shards } = about;
    const given = {
      ...(plan && { plan }),
      kind,
      ...(name && { name }),
      ...(set && { set }),
      ...(start && { start }),
      ...(restore && { restore }),
      ...(goesOnWith && { goesOnWith }),
      ...(shards && { shards }),
    };
    const record: RunRecord = {
      run,
      ...given,
      state: 'running',
      startedAt,
      updatedAt: startedAt,
      host,
      pid,
      warnings: [],
    };
    if (!(await this.#store.create(runKey(record), encodeRecord(record)))) return this.start(about);
    return new RunHandle(this.#store, now, record);
  }

  /**
   * Records that starts had no run. Whoever else does so at the same moment makes the same record: there is one, and `created` is
   * true for who has made it.
   */
  async note({
    plan,
    kind,
    outcome,
    start,
    until,
    reason,
  }: NotRun): Promise<{ readonly run: string; readonly created: boolean }> {
    const { now, host, pid } = this.#surroundings;
    const at = now().toISOString();
    const record: RunRecord = {
      run: startId(kind === 'backup' ? plan : `${plan} ${kind}`, start),
      plan,
      kind,
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
    return { run: record.run, created: await this.#store.create(runKey(record), encodeRecord(record)) };
  }

  /** Records of a run that was cut off what it has come to all the same. */
  async credit(run: Run, { by, ...outcome }: Credit): Promise<Run> {
    const { error: _, making: __, ...rest } = run;
    const { host } = this.#surroundings;
    const warning = `the run was cut off before it could record that its ${by} was made; ${host} has found the ${by}`;
    const record: RunRecord = {
      ...rest,
      ...outcome,
      finishedAt: run.finishedAt ?? run.updatedAt,
      warnings: [...run.warnings, warning],
    };
    await this.#store.replace(runKey(run), encodeRecord(record));
    return { ...record, state: outcome.state };
  }

  /** The runs of a plan, those of none (null), or all; the newest first, and at most `limit`. */
  async list(plan?: string | null, { limit, only, ...options }: RunListOptions = {}): Promise<ListedRun[]> {
    const prefix = plan === undefined ? allRunsPrefix : planRunsPrefix(plan ?? undefined);
    const found: FoundRun[] = [];
    for await (const object of this.#store.list(prefix, options)) {
      const name = parseRunKey(object.key);
      if (name && (only === undefined || name.isDrill === (only === 'drills'))) {
        found.push({ ...name, object });
      }
    }
    const newest = found.sort((a, b) => (a.run < b.run ? 1 : -1)).slice(0, limit);
    return inParallel(newest, (each) => this.#listed(each, options));
  }

  async get(run: string, options?: StoreOptions): Promise<Run> {
    const named = (key: string) => {
      const name = parseRunKey(key);
      return name && { ...name, key };
    };
    const found = await listParsed(this.#store, allRunsPrefix, named, options);
    const known = found.find((each) => each.run === run);
    if (known) return this.#seen(await this.#record(known.key, options));
    throw unknownRun(
      run,
      found.map((each) => each.run),
    );
  }

  /** The run of that id, or the newest of that name. */
  async find(idOrName: string, options?: StoreOptions): Promise<Run> {
    const listed = await this.list(undefined, options);
    const known = listed.find(({ run }) => run === idOrName);
    if (known?.state === 'damaged') throw known.error;
    const found = known ?? listed.filter((run) => run.state !== 'damaged').find(({ name }) => name === idOrName);
    if (found) return found;
    const names = listed.flatMap((each) => (each.state !== 'damaged' && each.name ? [each.name] : []));
    throw unknownRun(idOrName, new Set([...names, ...listed.map(({ run }) => run)]));
  }

  /** What has become of a run by now: one request. */
  async again(run: Run, options?: StoreOptions): Promise<Run> {
    return this.#seen(await this.#record(runKey(run), options));
  }

  async #listed({ plan, run, object }: FoundRun, options?: StoreOptions): Promise<ListedRun> {
    const known = this.#finished.get(object);
    if (known) return this.#seen(known);
    try {
      const record = await this.#record(object.key, options);
      this.#finished.keep(object, record);
      return this.#seen(record);
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || thrown.code !== 'damaged') throw thrown;
      return { state: 'damaged', run, plan, error: thrown };
    }
  }

  async #record(key: string, options?: StoreOptions): Promise<RunRecord> {
    return decodeRecord(await this.#store.get(key, undefined, options), runRecordSchema, key);
  }

  #seen(record: RunRecord): Run {
    const silent = this.#surroundings.now().getTime() - Date.parse(record.updatedAt);
    const isLost = silent > lostAfter || silent < -aheadAtMost;
    return record.state === 'running' && isLost ? { ...record, state: 'lost' } : record;
  }
}

function unknownRun(typed: string, known: Iterable<string>): PgstowError {
  return new PgstowError('input', `there is no run ${JSON.stringify(typed)} in this repository`, {
    hint: didYouMean(typed, known, 'pgstow runs shows those that there are'),
  });
}
