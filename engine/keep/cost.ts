import { type ChosenPrices, choosePrices } from '../cost/choosePrices.ts';
import { type Growth, growthOf } from '../cost/growth.ts';
import { type CopyingCost, copyingCost, type Listed, type MakingCost, makingCost } from '../cost/monthlyTraffic.ts';
import { type PriceTable, parsePriceTable } from '../cost/priceTable.ts';
import { type RestoreCost, restoreCost } from '../cost/restoreCost.ts';
import { type SteadyState, steadyState } from '../cost/steadyState.ts';
import { type PricedObject, type StoredCost, storedCost } from '../cost/storedCost.ts';
import { unpriced } from '../cost/unpriced.ts';
import { allBlobsPrefix, allSetsPrefix } from '../repository/keys.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import { type StoragePlace, storagePlace } from '../repository/storagePlace.ts';
import { oldVersions } from './oldVersions.ts';
import { type PlanObjects, planObjects, storedObjects } from './planObjects.ts';

/** What to reckon, and by which prices. */
export interface CostRequest {
  /** A plan's id, or its name where only one has it. Default: every plan. */
  readonly plan?: string | undefined;
  /** Prices in place of the list prices, as JSON, and what the text is called in what is said of it. */
  readonly prices?: { readonly text: string; readonly name: string } | undefined;
}

export interface CostOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: this machine's clock. */
  readonly now?: (() => Date) | undefined;
}

/** What is stored and what it costs. Money is in the currency of the prices, unrounded, and absent where a price is not known. */
export interface CostReport {
  /** Those that were reckoned with; absent where none are known. */
  readonly prices?: UsedPrices | undefined;
  /** Prices that are not known, in words. */
  readonly unpriced: readonly string[];
  /** All that is stored under the repository's address. */
  readonly repository: StoredCost;
  /** What a bucket that keeps versions has kept of objects that were rewritten or deleted: beside `repository`. Absent where it keeps none. */
  readonly oldVersions?: StoredCost | undefined;
  /** By id; none where the repository is locked. */
  readonly plans: readonly PlanCost[];
  /** What makes this less certain. */
  readonly warnings: readonly string[];
}

export interface UsedPrices extends Pick<PriceTable, 'currency' | 'date' | 'source' | 'note'> {
  /** Of list prices: whose they are, and of which region. */
  readonly service?: 'amazon' | 'oss' | undefined;
  readonly region?: string | undefined;
}

export interface PlanCost {
  /** The plan's id. */
  readonly plan: string;
  readonly name: string;
  /** How many there are that can be read. */
  readonly sets: number;
  /** Its sets and the blobs that they need, those that other plans need as well included. */
  readonly stored: StoredCost;
  readonly growth?: Growth | undefined;
  /** What making its sets writes in a month; absent where it is not known how often they are made. */
  readonly making?: MakingCost | undefined;
  /** What copying them sends in a month, to each repository that the plan names; empty where that is not known. */
  readonly copying: readonly CopyingCost[];
  /** What it comes to under its retention. */
  readonly outlook: SteadyState;
  /** Of the newest set. */
  readonly restore?: RestoreCost | undefined;
}

/**
 * Reckons what is stored, what it costs now and in the long run, and what a restore of the newest sets costs. Reads the repository alone,
 * and changes nothing. Without its key an encrypted one tells only what is stored in all. Rejects with `input` (unknown plan,
 * prices that do not fit), `store`, `damaged` or `interrupted`.
 */
export async function cost(
  repository: Repository,
  { plan, prices }: CostRequest = {},
  { signal, now = () => new Date() }: CostOptions = {},
): Promise<CostReport> {
  const place = storagePlace(repository.store.url);
  const chosen: ChosenPrices = prices ? { table: parsePriceTable(prices.text, prices.name) } : choosePrices(place);
  const plans = plan === undefined ? await repository.plans.list() : [await repository.plans.resolve(plan)];
  const objects = await storedObjects(repository, signal);
  const stored = storedCost(objects.values(), chosen.table);
  const old = await oldVersions(repository, signal);
  const counts = countsOf(objects.keys());
  const looked: { readonly plan: Plan; readonly found: PlanObjects }[] = [];
  // one after the other: the contents of a plan's sets may be large
  for (const each of repository.locked ? [] : plans) {
    looked.push({ plan: each, found: await planObjects(repository, each.id, objects, signal) });
  }
  return {
    ...(chosen.table && { prices: usedPrices(chosen.table) }),
    unpriced: chosen.table ? unpriced(chosen.table, classesIn(stored, old.found)) : [chosen.reason],
    repository: stored,
    ...(old.found && { oldVersions: storedCost(old.found, chosen.table) }),
    plans: looked.map(({ plan, found }) => planCost(plan, found, { table: chosen.table, now: now(), place, counts })),
    warnings: [
      ...(repository.locked ? [blind] : []),
      ...(old.warning ? [old.warning] : []),
      ...looked.flatMap(({ found }) => found.warnings),
    ],
  };
}

const blind = 'the repository is encrypted and no key is given: only what is stored in all can be told';

interface Reckoning {
  readonly table: PriceTable | undefined;
  readonly now: Date;
  /** Of the repository. */
  readonly place: StoragePlace;
  readonly counts: Omit<Listed, 'prunes'>;
}

function countsOf(keys: Iterable<string>): Omit<Listed, 'prunes'> {
  const all = [...keys];
  const under = (prefix: string) => all.filter((key) => key.startsWith(prefix)).length;
  return { blobs: under(allBlobsPrefix), setObjects: under(allSetsPrefix) };
}

function planCost(plan: Plan, found: PlanObjects, { table, now, place, counts }: Reckoning): PlanCost {
  const { sets, newest } = found;
  const { paused, document } = plan;
  const stored = storedCost(found.objects, table);
  const growth = growthOf(sets, document.schedule, now);
  const state = { paused, retention: document.retention, sets: sets.length, stored, newest, growth, table };
  const copies = paused
    ? []
    : (document.copies ?? []).map(({ repository }) => ({ ...storagePlace(repository), repository }));
  return {
    plan: plan.id,
    name: plan.name,
    sets: sets.length,
    stored,
    growth,
    making: paused
      ? undefined
      : makingCost(
          growth,
          { ...counts, prunes: document.retention !== undefined },
          newest?.objects[0]?.storageClass,
          table,
        ),
    copying: copies.flatMap((to) => copyingCost(growth, place, to, table) ?? []),
    outlook: steadyState(state),
    restore: newest && restoreCost(newest.set, newest.objects, table),
  };
}

function classesIn({ classes }: StoredCost, old: readonly PricedObject[] = []): (string | undefined)[] {
  return [...new Set([...classes, ...old].map(({ storageClass }) => storageClass))];
}

function usedPrices({ service, region, currency, date, source, note }: PriceTable & UsedPrices): UsedPrices {
  return {
    ...(service && { service }),
    ...(region && { region }),
    currency,
    date,
    source,
    ...(note && { note }),
  };
}
