import type { Repository } from '../repository/repository.ts';
import { noKey } from '../repository/requireKey.ts';
import { failed, type Outcome, pass } from './report.ts';

/** Whether what is at hand opens the repository. `failure` is why it did not. */
export function keyCheck({ store, facts, locked, keySlots }: Repository, failure: unknown): Outcome {
  if (failure !== undefined) return failed(failure);
  if (facts.encryption === 'none') return pass('the repository is not encrypted: it needs no key');
  if (!locked) return pass(`key slot ${keySlots.opened} opens the repository`);
  return failed(noKey(store.url));
}
