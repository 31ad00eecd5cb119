import { type OnEvent, ProgressMeter } from '../events.ts';
import { type Pruned as CarriedOut, carryOut } from '../prune/carryOut.ts';
import { type DecidedSet, decideSets, namedSets } from '../prune/decideSets.ts';
import { idOf } from '../prune/mark.ts';
import { recordRun } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { requireKey } from '../repository/requireKey.ts';
import { type Forecast, forecast } from './pruneForecast.ts';

/** What to remove: what the retention of a plan, or of every plan, no longer keeps; or some sets by their names. */
export interface PruneRequest {
  /** A plan's id, or its name where only one has it. Default: every plan. */
  readonly plan?: string | undefined;
  /** Sets to be removed whatever the retention says, damaged ones too. Only these go then. */
  readonly remove?: readonly string[] | undefined;
  /** Only say what would be done. */
  readonly dryRun?: boolean | undefined;
}

export interface PruneOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}

export interface PruneResult extends Forecast {
  /** The run's id; absent with `dryRun`. */
  readonly run?: string;
  /** What becomes of each set, and why; the newest first. */
  readonly sets: readonly DecidedSet[];
}

/**
 * Removes sets that are no longer kept, and all that is stored and no set needs. Never what a set needs, that is there or about
 * to be: where a backup is under way that might, nothing is deleted now, and the next prune finishes it.
 *
 * Rejects with `input` (unknown plan or set, no key), `conflict` (a set to remove is pinned), `busy` (another prune is under
 * way), `store` (which right is missing) or `interrupted`. A prune that was killed is finished by the next one.
 */
export async function prune(
  repository: Repository,
  { plan: planIdOrName, remove = [], dryRun = false }: PruneRequest = {},
  { signal = new AbortController().signal, onEvent }: PruneOptions = {},
): Promise<PruneResult> {
  requireKey(repository);
  const plan = planIdOrName === undefined ? undefined : (await repository.plans.resolve(planIdOrName)).id;
  const decide = () =>
    remove.length > 0 ? namedSets(repository, remove, signal) : decideSets(repository, plan, signal);
  if (dryRun) {
    const sets = await decide();
    new ProgressMeter(onEvent).phase('mark');
    return { sets, ...(await forecast(repository, sets, signal)) };
  }
  if (remove.length > 0) await decide(); // what was asked wrong is no run
  let result: PruneResult | undefined;
  await recordRun(repository, { kind: 'prune', plan, onEvent }, async (run, meter) => {
    const sets = await decide();
    const going = sets.filter(({ stays }) => !stays);
    const done = await carryOut({ repository, run, meter, signal }, going);
    result = { run, sets: outcomes(sets, done), ...summaryOf(done) };
    return {};
  });
  return result!;
}

/** A set that was to go may have been pinned, or begun to be read, at the last moment. */
function outcomes(sets: readonly DecidedSet[], { prunes }: CarriedOut): DecidedSet[] {
  const spared = new Map(prunes.flatMap((each) => each.spared).map((each) => [idOf(each), each.why]));
  return sets.map((each) => {
    const why = each.stays ? undefined : spared.get(idOf(each));
    return why === undefined ? each : { ...each, stays: true, reasons: [why] };
  });
}

function summaryOf({ prunes, unreadable, locked }: CarriedOut): Omit<Forecast, 'sets'> {
  const done = prunes.filter(({ waitsFor }) => waitsFor.length === 0);
  const waiting = prunes.filter(({ waitsFor }) => waitsFor.length > 0);
  const sum = (some: typeof prunes, of: 'blobs' | 'bytes') => some.reduce((total, each) => total + each[of], 0);
  return {
    blobs: sum(done, 'blobs'),
    bytes: sum(done, 'bytes'),
    waiting: { blobs: sum(waiting, 'blobs'), bytes: sum(waiting, 'bytes') },
    waitsFor: waiting.flatMap((each) => each.waitsFor),
    unreadable,
    ...(locked && { locked }),
  };
}
