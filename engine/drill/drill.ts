import { PgstowError } from '../errors.ts';
import type { EngineEvent, OnEvent, ProgressMeter } from '../events.ts';
import { databaseError } from '../postgres/databaseError.ts';
import { withReading } from '../prune/withReading.ts';
import type { DrillReport } from '../repository/drillReport.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import { recordRun } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { type Came, rehearse } from './rehearse.ts';
import { assertionFailure, reportOf } from './report.ts';
import type { DrillRequest } from './request.ts';

export interface DrillOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
  /** Told of the report once it is stored: of a drill that has failed as well, before the promise rejects. */
  readonly onReport?: (report: DrillReport) => void;
}

export interface DrillResult {
  readonly set: SetManifest;
  /** The run's id. */
  readonly run: string;
  /** How long it took to fetch, restore and prove the set. */
  readonly recoverySeconds: number;
  /** As it is stored with the set. */
  readonly report: DrillReport;
}

/**
 * Practises the worst day: restores a set of a plan into a database that is there for the time of the call, reads its rows back and compares
 * them with the set's counts and hashes, asks what the plan asserts, and stores with the set how that came out and how long it took. Owners
 * and privileges are left out, for the roles of the source are not there.
 *
 * Rejects with `input` (unknown plan or set), `unsupported` (no server programs on this machine), `verification` (rows differ, or an
 * assertion does not hold), `damaged`, `connection`, `conflict` and `privilege` (the server lacks what the set needs; or a prune deletes the
 * set), `database`, `store` (of a drill that has passed the report could not be stored) or `interrupted` (of which there is no report).
 */
export async function drill(
  repository: Repository,
  request: DrillRequest,
  { signal = new AbortController().signal, onEvent = () => {}, onReport = () => {} }: DrillOptions = {},
): Promise<DrillResult> {
  const plan = await repository.plans.resolve(request.plan, { deleted: true }); // its sets outlive it
  const set = await chooseSet(repository, plan, request);
  const warnings: string[] = [];
  const watching = (event: EngineEvent) => {
    if (event.kind === 'warning') warnings.push(event.message);
    onEvent(event);
  };
  const about = { kind: 'drill', plan: plan.id, set: set.set, onEvent: watching } as const;
  return recordRun(repository, about, async (run, meter) =>
    withReading(repository, set, { run, meter, signal }, async (reading) => {
      await reading.require(set);
      const startedAt = repository.surroundings.now();
      const assertions = plan.document.drill?.assertions ?? [];
      const execution = { run, meter, signal: reading.signal };
      const came = await cameTo(() => rehearse(repository, set, { ...request, assertions }, execution), set, execution);
      const report = reportOf(repository.surroundings, { run, set, startedAt, came, warnings });
      await store(repository, report, meter);
      onReport(report);
      if ('error' in came) throw came.error;
      const failure = assertionFailure(report);
      if (failure) throw failure;
      return { set, run, recoverySeconds: came.recoverySeconds, report };
    }),
  );
}

async function chooseSet(repository: Repository, plan: Plan, { set: wanted }: DrillRequest): Promise<SetManifest> {
  if (wanted === undefined) return repository.sets.newestAt(plan.id);
  const set = await repository.sets.get(wanted);
  if (set.plan === plan.id) return set;
  throw new PgstowError('input', `set ${set.set} is of plan ${set.plan}, not of ${plan.id}`, {
    hint: `pgstow sets ${plan.id} shows those of ${plan.id}`,
  });
}

/** What was interrupted has come to nothing, and is thrown; what has failed is a result, for it is to be reported. */
async function cameTo<T extends Came>(
  work: () => Promise<T>,
  { set, plan }: SetManifest,
  { signal }: { readonly signal: AbortSignal },
): Promise<T | { readonly error: unknown }> {
  try {
    return await work();
  } catch (thrown) {
    const error = databaseError(thrown, `drill of set ${set}`, signal, `pgstow grants ${plan} --for restore`);
    if (!(error instanceof PgstowError) || error.code !== 'interrupted') return { error };
    throw new PgstowError('interrupted', error.message, { hint: 'nothing of it is left: drill again', cause: error });
  }
}

/** That it could not be stored is no reason to hide why the drill has failed. */
async function store(repository: Repository, report: DrillReport, meter: ProgressMeter): Promise<void> {
  try {
    await repository.drills.add(report);
  } catch (thrown) {
    if (report.outcome === 'passed' || !(thrown instanceof PgstowError)) throw thrown;
    meter.warn(`the report of the drill could not be stored: ${thrown.message}`);
  }
}
