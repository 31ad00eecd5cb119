import { type CopyOutcome, copyPlan, type Destination, destinationsOf, failureOf } from '../copy/copyPlan.ts';
import { PgstowError } from '../errors.ts';
import type { OnEvent } from '../events.ts';
import type { SetName } from '../repository/contents.ts';
import type { Plan } from '../repository/plans.ts';
import { recordRun } from '../repository/recordRun.ts';
import { openRepository, type Repository } from '../repository/repository.ts';
import { requireKey } from '../repository/requireKey.ts';
import type { Unlocking } from '../repository/unlocking.ts';
import type { Environment } from '../spec/secret.ts';

/** What to copy, and where to. */
export interface CopyRequest {
  /** A plan's id, or its name where only one has it: all that is missing of its sets. */
  readonly plan?: string | undefined;
  /** Or one set, by its id. */
  readonly set?: string | undefined;
  /** Default: the repositories that the plan names. */
  readonly to?: CopyAddress | undefined;
}

/** A repository to copy to. One that the plan names is opened as the plan says, unless something is given here. */
export interface CopyAddress extends Unlocking {
  readonly repository: string;
}

export interface CopyOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
  /** Told what has become of each repository, before it rejects for one that has failed. */
  readonly onCopies?: ((copies: readonly CopyOutcome[]) => void) | undefined;
  /** Where secrets of the plan are looked up, and what allows its copies. Default: this process's own. */
  readonly env?: Environment | undefined;
}

export interface CopyResult {
  /** The run's id. */
  readonly run: string;
  readonly plan: string;
  /** By repository, as they were named. */
  readonly copies: readonly CopyOutcome[];
}

/**
 * Copies sets to further repositories: those that are missing there of a plan's, or one by its id. A copy is complete by itself, and has
 * the id of its set; what is there already does not travel.
 *
 * Rejects with `input` (unknown plan or set, no repository named, no key), `copy` (one of them has failed: which and why) or
 * `interrupted`. What was stored there until then is not stored again.
 */
export async function copy(
  repository: Repository,
  request: CopyRequest,
  { signal = new AbortController().signal, onEvent, onCopies, env = process.env }: CopyOptions = {},
): Promise<CopyResult> {
  requireKey(repository);
  const named = request.set === undefined ? undefined : await repository.sets.get(request.set);
  const plan = await planOf(repository, request.plan, named);
  const destinations = destinationsFor(plan, request, { env, signal });
  let result: CopyResult | undefined;
  const set = named?.set; // of a copy it may be `<id>.1`
  await recordRun(repository, { kind: 'copy', plan: plan.id, set, onEvent }, async (run, meter, record) => {
    const only = set === undefined ? undefined : [set];
    const copies = await copyPlan({ source: repository, plan, run, meter, signal, env, only }, destinations);
    record.copied(copies.map(({ pruned: _, ...outcome }) => outcome));
    onCopies?.(copies);
    const failure = failureOf(plan.id, undefined, copies, catchUpOf(plan, request));
    if (failure) throw failure;
    result = { run, plan: plan.id, copies };
    return {};
  });
  return result!;
}

/** Sets of a deleted plan can be copied by their ids. */
async function planOf({ plans }: Repository, plan: string | undefined, named: SetName | undefined): Promise<Plan> {
  if (!named) return plans.resolve(plan!);
  const found = await plans.find(named.plan);
  if (found) return found;
  throw new PgstowError('input', `the plan of set ${named.set} is not in this repository`, {
    hint: 'a copy has the plan beside its sets: bring plans/ of this repository back',
  });
}

/** No run copies to a repository that the plan does not name. */
function catchUpOf(plan: Plan, { to }: CopyRequest): string | undefined {
  if (!to || plan.document.copies?.some(({ repository }) => repository === to.repository)) return undefined;
  return 'what is missing there is copied when this is run again';
}

function destinationsFor(
  plan: Plan,
  { to }: CopyRequest,
  options: { readonly env: Environment; readonly signal: AbortSignal },
): readonly Destination[] {
  const named = destinationsOf(plan, options);
  if (!to) {
    if (named.length > 0) return named;
    throw new PgstowError('input', `plan ${plan.id} has no copies`, {
      hint: 'name a repository with --to URL, or in the plan: copies: [{ repository: URL, key: { env: NAME } }]',
    });
  }
  const { repository, ...unlocking } = to;
  const known = named.find((each) => each.repository === repository);
  const isOpened = Object.values(unlocking).some((each) => each !== undefined);
  if (known && !isOpened) return [known];
  return [
    { repository, retention: known?.retention, lock: known?.lock, open: () => openRepository(repository, unlocking) },
  ];
}
