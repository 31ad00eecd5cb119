import { originalOf } from '../repository/ids.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { Retention } from '../spec/retention.ts';
import { type SetToJudge, setsToCopy } from './setsToCopy.ts';

interface Copied {
  readonly plan: string;
  /** At the source. */
  readonly sets: readonly SetToJudge[];
  readonly destination: Repository;
  /** Of the copy. */
  readonly retention: Retention | undefined;
  readonly signal: AbortSignal;
}

/**
 * The sets that are missing where they are copied to. The copy may keep sets that the source has removed: by these an older one of the
 * source goes there as soon as it has come, and would be copied again and again. So they count as well.
 */
export async function missingSets({
  plan,
  sets,
  destination,
  retention,
  signal,
}: Copied): Promise<readonly SetManifest[]> {
  const now = await destination.store.clock(signal);
  const missing = setsToCopy(sets, [], retention, now);
  if (missing.length === 0 || !retention) return missing;
  const known = new Set(sets.map(({ manifest }) => originalOf(manifest.set)));
  const there = await destination.sets.list(plan, { signal });
  const others = there.flatMap((each) =>
    each.state === 'complete' && !known.has(originalOf(each.set)) ? [each.manifest] : [],
  );
  return setsToCopy(sets, others, retention, now);
}
