import { PgstowError } from '../errors.ts';
import type { SetName } from '../repository/contents.ts';
import type { PruneState } from '../repository/pruneRecords.ts';
import type { Repository } from '../repository/repository.ts';
import { idOf } from './mark.ts';

/** Some set that a prune is about to remove, or may be. */
export interface Going extends SetName {
  readonly prune: string;
}

/** The sets that prunes have published and not finished with. Those that were spared are not among them. */
export async function setsGoing(repository: Repository): Promise<ReadonlyMap<string, Going>> {
  const going = new Map<string, Going>();
  for (const state of await repository.prunes.unfinished()) {
    for (const each of await goingBy(repository, state)) going.set(idOf(each), { ...each, prune: state.prune });
  }
  return going;
}

async function goingBy({ prunes }: Repository, { prune, parts }: PruneState): Promise<readonly SetName[]> {
  try {
    const sets = await prunes.proposedSets(prune);
    const stay = new Set(parts.has('sets-spared.json') ? (await prunes.sparedSets(prune)).map(idOf) : []);
    return sets.filter((each) => !stay.has(idOf(each)));
  } catch (thrown) {
    const isThere = (await prunes.unfinished()).some((each) => each.prune === prune);
    if (isThere || !(thrown instanceof PgstowError)) throw thrown;
    return []; // forgotten meanwhile: it was done
  }
}

export function isGoing({ plan, set, prune }: Going): PgstowError {
  return new PgstowError('conflict', `set ${set} of plan ${plan} is being deleted (prune ${prune})`, {
    hint: `take another set: pgstow sets ${plan}`,
  });
}
