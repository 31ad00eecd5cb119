import type { Repository } from '../repository/repository.ts';
import type { ListedSet } from '../repository/sets.ts';
import { idOf } from './mark.ts';

/** When the manifests of a plan's sets, or of all, were written, by the store's clock; by {@link idOf}. */
export async function commitTimes(
  { sets }: Pick<Repository, 'sets'>,
  plan: string | undefined,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Date>> {
  const objects = await sets.objects(plan, { signal });
  return new Map(
    objects.flatMap((each) => {
      const manifest = each.parts.get('manifest.json');
      return manifest ? [[idOf(each), manifest.modified] as const] : [];
    }),
  );
}

/**
 * When a set was committed where it was made: sets are copied in another order than they were made in. Undefined where that is not
 * known, for it has come since the times were asked for.
 */
export function committedAt(listed: ListedSet, times: ReadonlyMap<string, Date>): Date | undefined {
  const told = listed.state === 'complete' ? listed.manifest.copyOf?.committedAt : undefined;
  return told === undefined ? times.get(idOf(listed)) : new Date(told);
}
