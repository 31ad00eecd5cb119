import type { Generation } from '../repository/generations.ts';
import { inParallel } from '../repository/inParallel.ts';
import { idOf } from '../repository/keyFolder.ts';
import type { ListingKeys } from '../repository/keySlots.ts';
import type { Repository } from '../repository/repository.ts';
import type { SetObjects } from '../repository/sets.ts';
import { tombstoneLimit } from '../repository/tombstone.ts';

/**
 * A master key of a repository, and what is sealed with it. The slots that are in force open all of them; a slot that was removed with a later one
 * opens, for whoever has kept it, what is sealed with those before that one.
 */
export interface KeyReach extends Generation {
  /** By plan, of those that it has sealed any of. */
  readonly sets: readonly SetsReached[];
  /** The ids of the plans whose password is sealed to it. */
  readonly passwords: readonly string[];
}

export interface SetsReached {
  readonly plan: string;
  readonly sets: number;
  /** The id of the newest. */
  readonly newest: string;
}

/**
 * What each master key of a repository opens, the oldest first; none where nothing is encrypted. Needs no key: what is sealed says with which. A
 * plan that is damaged is passed over. Rejects with `damaged` where the record of a master key is, unless that is told to `onDamaged`.
 */
export async function keyReach(repository: Repository, listing: ListingKeys = {}): Promise<readonly KeyReach[]> {
  const generations = await repository.keySlots.generations(listing);
  if (generations.length === 0) return [];
  const isAlone = generations.at(-1)!.generation === 1;
  const sets = await inParallel(await setsOf(repository), async (set) => ({
    ...set,
    keys: isAlone ? undefined : await repository.sets.sealedWith(set),
  }));
  const plans = await repository.plans.list({ onDamaged: () => {} });
  return generations.map((generation) => {
    const id = idIn(generation);
    return {
      ...generation,
      sets: byPlan(sets.filter(({ keys }) => keys === id)),
      passwords: plans.filter(({ document }) => repository.secrets.sealedTo(document) === id).map((plan) => plan.id),
    };
  });
}

/** What stands in the stamps of what it has sealed: the first puts none. */
function idIn(generation: Generation): string | undefined {
  return generation.generation === 1 ? undefined : idOf(generation);
}

async function setsOf({ sets }: Repository): Promise<SetObjects[]> {
  return (await sets.objects()).filter(({ parts }) => (parts.get('manifest.json')?.size ?? 0) > tombstoneLimit);
}

function byPlan(sets: readonly SetObjects[]): SetsReached[] {
  const found = [...Map.groupBy(sets, ({ plan }) => plan)];
  return found
    .map(([plan, of]) => ({
      plan,
      sets: of.length,
      newest: of
        .map(({ set }) => set)
        .toSorted()
        .at(-1)!,
    }))
    .toSorted((a, b) => (a.plan < b.plan ? -1 : 1));
}
