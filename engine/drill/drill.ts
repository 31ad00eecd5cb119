import { PgstowError } from '../errors.ts';
import type { EngineEvent, OnEvent, ProgressMeter } from '../events.ts';
import type { LeaseClaim } from '../lease/acquire.ts';
import { drillLease } from '../lease/leaseRecord.ts';
import { withLease } from '../lease/withLease.ts';
import { tellOfRun } from '../notify/tellOfRun.ts';
import { databaseError } from '../postgres/databaseError.ts';
import { withReading } from '../prune/withReading.ts';
import type { DrillReport } from '../repository/drillReport.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import { type RunEnd, recordRun } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import type { Environment } from '../spec/secret.ts';
import { confirmDrill } from './confirmDrill.ts';
import { type Came, type Execution, rehearse } from './rehearse.ts';
import { assertionFailure, reportOf } from './report.ts';
import type { DrillRequest } from './request.ts';

export interface DrillOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
  /** Told of the report once it is stored: of a drill that has failed as well, before the promise rejects. */
  readonly onReport?: (report: DrillReport) => void;
  /**
   * The start of the plan's drills that it is for, ISO 8601: it is recorded, and made only if it is still due when nobody else can be at
   * it any more. Default: somebody has called for it.
   */
  readonly start?: string | undefined;
  /** Where the addresses of those who want to be told are looked up. Default: this process's own. */
  readonly env?: Environment | undefined;
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
 * and privileges are left out, for the roles of the source are not there. Those are told who want to be.
 *
 * Rejects with `input` (unknown plan or set), `busy` (another drill of the plan is under way, or the start that it is for is not due any more), `unsupported` (no server programs on this machine), `verification` (rows differ, or an
 * assertion does not hold), `damaged`, `connection`, `conflict` and `privilege` (the server lacks what the set needs; or a prune deletes the
 * set), `database`, `store` (of a drill that has passed the report could not be stored) or `interrupted` (of which there is no report).
 */
export async function drill(
  repository: Repository,
  request: DrillRequest,
  {
    signal = new AbortController().signal,
    onEvent = () => {},
    onReport = () => {},
    start,
    env = process.env,
  }: DrillOptions = {},
): Promise<DrillResult> {
  const plan = await repository.plans.resolve(request.plan, { deleted: true }); // its sets outlive it
  const chosen = await chooseSet(repository, plan, request).then(
    (set) => ({ set }),
    (error) => ({ error }),
  );
  // a start that finds no set has failed, and is accounted for; what somebody has mistyped is no drill
  if ('error' in chosen && start === undefined) throw chosen.error;
  const warnings: string[] = [];
  const watching = (event: EngineEvent) => {
    if (event.kind === 'warning') warnings.push(event.message);
    onEvent(event);
  };
  const set = 'set' in chosen ? chosen.set.set : undefined;
  const onEnd = (end: RunEnd<DrillResult>) => tellOfRun(repository, plan, { kind: 'drill', end }, { signal, env });
  const about = { kind: 'drill', plan: plan.id, set, start, onEvent: watching, onEnd } as const;
  return recordRun(repository, about, async (run, meter) =>
    withLease(repository, claimOf(plan, run, set), { meter, signal }, async (lease) => {
      if (start) await confirmDrill(repository, { plan: plan.id, start, run, signal: lease.signal });
      if ('error' in chosen) throw chosen.error;
      await repository.keySlots.look(); // what begins after a rotation is sealed with its keys
      const confirm = () => lease.confirm();
      const practice = { plan, set: chosen.set, request, warnings, onReport, confirm };
      return practise(repository, practice, { run, meter, signal: lease.signal });
    }),
  );
}

/** Whoever takes the lease from us sees to it that our report comes no more, if we have only slept. */
function claimOf({ id }: Plan, run: string, set: string | undefined): LeaseClaim {
  return { lease: drillLease(id), run, ...(set !== undefined && { reportsOn: { plan: id, set } }) };
}

interface Practice {
  readonly plan: Plan;
  readonly set: SetManifest;
  readonly request: DrillRequest;
  readonly warnings: readonly string[];
  readonly onReport: (report: DrillReport) => void;
  /** Rejects when somebody else drills the plan by now. */
  readonly confirm: () => Promise<void>;
}

/** While no prune removes the set. */
function practise(
  repository: Repository,
  { plan, set, request, warnings, onReport, confirm }: Practice,
  { run, meter, signal }: Execution,
): Promise<DrillResult> {
  return withReading(repository, set, { run, meter, signal }, async (reading) => {
    await reading.require(set);
    const startedAt = repository.surroundings.now();
    const assertions = plan.document.drill?.assertions ?? [];
    const execution = { run, meter, signal: reading.signal };
    const came = await cameTo(() => rehearse(repository, set, { ...request, assertions }, execution), set, execution);
    const report = reportOf(repository.surroundings, { run, set, startedAt, came, warnings });
    await confirm();
    await store(repository, report, meter);
    onReport(report);
    if ('error' in came) throw came.error;
    const failure = assertionFailure(report);
    if (failure) throw failure;
    return { set, run, recoverySeconds: came.recoverySeconds, report };
  });
}

async function chooseSet(repository: Repository, plan: Plan, { set: wanted }: DrillRequest): Promise<SetManifest> {
  if (wanted === undefined) return repository.sets.newestAt(plan.id);
  const set = await repository.sets.get(wanted);
  if (set.plan === plan.id) return set;
  throw new PgstowError('input', `set ${set.set} is of plan ${set.plan}, not of ${plan.id}`, {
    hint: `pgstow sets ${plan.id} shows those of ${plan.id}`,
  });
}

/** What was interrupted, or taken for dead, has come to nothing, and is thrown; what has failed is a result, for it is to be reported. */
async function cameTo<T extends Came>(
  work: () => Promise<T>,
  { set, plan }: SetManifest,
  { signal }: { readonly signal: AbortSignal },
): Promise<T | { readonly error: unknown }> {
  try {
    return await work();
  } catch (thrown) {
    const error = databaseError(thrown, `drill of set ${set}`, signal, `pgstow grants ${plan} --for restore`);
    if (!(error instanceof PgstowError) || !['interrupted', 'lost'].includes(error.code)) return { error };
    if (error.code === 'lost') throw error;
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
