import type { Repository, SetCache } from '../engine/index.ts';
import { unlockingOf } from '../values/unlocking.ts';
import type { Environment } from './loadInputs.ts';
import type { Log } from './log.ts';
import { mask } from './mask.ts';
import { secretsOfPlans } from './secrets.ts';
import type { SetSizes } from './setSizes.ts';

export type Engine = typeof import('../engine/index.ts');

/** What a command has to work with. */
export interface Job {
  readonly engine: Engine;
  /** The repository's address. */
  readonly address: string;
  readonly env: Environment;
  readonly log: Log;
  readonly sizes: SetSizes;
  /** Where what never changes of the repository is kept; absent where it is not. */
  readonly cache: SetCache | undefined;
  readonly signal: AbortSignal;
  /** When the signal fires, if nothing has fired it before. */
  readonly endsAt: Date;
}

/** Opens the repository with whatever opens it. */
export function openWithKey({ engine, address, env, cache, signal }: Job): Promise<Repository> {
  return orAborted(engine.openRepository(address, { ...unlockingOf(env), cache }), signal);
}

/** The same for what works with plans and runs alone: AWS KMS is not asked. */
export function openWithoutKms({ engine, address, env, cache, signal }: Job): Promise<Repository> {
  return orAborted(engine.openRepository(address, { ...unlockingOf(env), cache, withoutKms: true }), signal);
}

/**
 * Masks what the plans name as secrets, before any of it is looked up. Plans that there are none of, or whose record is damaged, are
 * said later.
 */
export async function maskSecretsOfPlans(
  { env, signal }: Job,
  { plans }: Repository,
  asked: readonly string[],
): Promise<void> {
  const found = asked.length === 0 ? plans.list({ onDamaged: () => {} }) : resolveAll(plans, asked);
  const documents = (await orAborted(found, signal)).map(({ document }) => document);
  mask(await secretsOfPlans(documents, env));
}

async function resolveAll(plans: Repository['plans'], asked: readonly string[]) {
  const found = await Promise.allSettled(asked.map((plan) => plans.resolve(plan)));
  return found.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

/** Nothing has begun yet that would have to be ended in good order, so nobody waits for it. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
