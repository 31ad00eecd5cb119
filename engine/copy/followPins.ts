import { PgstowError } from '../errors.ts';
import { idOf } from '../prune/mark.ts';
import { pinAs } from '../prune/pinning.ts';
import type { Pin } from '../repository/pins.ts';
import type { Repository } from '../repository/repository.ts';
import type { SetToJudge } from './setsToCopy.ts';

interface Following {
  readonly source: Repository;
  readonly destination: Repository;
  readonly plan: string;
  /** Those that stand on both sides. */
  readonly sets: readonly SetToJudge[];
  /** At the source, by {@link idOf}. */
  readonly pins: ReadonlyMap<string, readonly Pin[]>;
  readonly signal: AbortSignal;
  readonly warn: (message: string) => void;
}

/**
 * Sees to it that a set that is pinned at its source is so at its copy, and that its pins go when they go there. Those that somebody has
 * made at the copy stay, and so do those of sets that the source has no more: they are all that keeps these.
 */
export async function followPins({ source, destination, plan, sets, pins, signal, warn }: Following): Promise<void> {
  const made = (await destination.pins.list(plan, { signal })).filter(({ copyOf }) => copyOf === source.id);
  const there = Map.groupBy(made, idOf);
  for (const { manifest, standing } of sets) {
    if (standing.state !== 'there') continue;
    const wanted = pins.get(idOf(manifest)) ?? [];
    const name = { plan, set: standing.set };
    const present = there.get(idOf(name)) ?? [];
    for (const pin of wanted.filter(({ pin }) => !present.some((each) => each.pin === pin))) {
      const refused = await pinAs(destination, { ...pin, ...name, copyOf: source.id });
      if (refused) warn(`set ${name.set} is pinned, and its copy is not: ${refused.message}`);
    }
    for (const pin of present.filter(({ pin }) => !wanted.some((each) => each.pin === pin))) {
      await release(destination, pin, warn);
    }
  }
}

/** Where nothing may be deleted, a set that stays is no reason to fail. */
async function release({ pins, store }: Repository, pin: Pin, warn: Following['warn']): Promise<void> {
  try {
    await pins.remove(pin);
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code !== 'store' || thrown.retryable) throw thrown;
    warn(`set ${pin.set} is not pinned any more, and its copy in ${store.url} is: ${thrown.message}`);
  }
}
