import { PgstowError } from '../errors.ts';
import type { Pin } from '../repository/pins.ts';
import type { Repository } from '../repository/repository.ts';
import { idOf } from './mark.ts';
import { isGoing, setsGoing } from './published.ts';

/**
 * Keeps a set from being removed, until it is unpinned. The pin is written first; then it is looked whether a prune has
 * already published that the set goes, for that one may not have seen the pin. Rejects with `input` (no such set) or
 * `conflict` (it is being deleted).
 */
export async function pin(repository: Repository, set: string, reason: string): Promise<Pin> {
  if (reason.trim() === '') {
    throw new PgstowError('input', 'a pin needs a reason', { hint: 'say why the set has to stay: --reason WORDS' });
  }
  const name = await repository.sets.get(set);
  const made = await repository.pins.add(name, reason);
  await requireHeld(repository, made);
  return made;
}

/** The same with a pin that is given, for who copies it. Gives the reason where the set is gone, or about to go. */
export async function pinAs(repository: Repository, pin: Pin): Promise<PgstowError | undefined> {
  try {
    if (await repository.pins.put(pin)) await requireHeld(repository, pin);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof PgstowError && ['input', 'conflict'].includes(thrown.code)) return thrown;
    throw thrown;
  }
}

/** Looks whether a pin that was just written came in time; takes it away, and rejects, when it has not. */
export async function requireHeld(repository: Repository, pin: Pin): Promise<void> {
  try {
    const going = (await setsGoing(repository)).get(idOf(pin));
    if (going) throw isGoing(going);
    await repository.sets.get(pin.set);
  } catch (thrown) {
    await repository.pins.remove(pin).catch(() => {}); // the first error is the one to tell; beside a tombstone it is swept up
    throw thrown;
  }
}

/** Takes all pins of a set away, legal holds aside; gives those that there were. Rejects with `input` when there is no such set, or no pin. */
export async function unpin(repository: Repository, set: string): Promise<readonly Pin[]> {
  const name = await repository.sets.get(set);
  const all = await repository.pins.of(name);
  const pins = all.filter(({ hold }) => !hold);
  if (pins.length === 0) {
    const hint =
      all.length > 0
        ? `it is under legal hold, which is ended by pgstow release ${set}`
        : `pgstow sets ${name.plan} shows which are`;
    throw new PgstowError('input', `set ${set} is not pinned`, { hint });
  }
  for (const each of pins) await repository.pins.remove(each);
  return pins;
}
