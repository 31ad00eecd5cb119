import type { StoredPlanDocument } from '../repository/planRevision.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import { allowedAge } from '../spec/allowedAge.ts';
import type { LockSpec } from '../spec/lockSchema.ts';
import type { Retention } from '../spec/retention.ts';

/** How long sets stay where they are copied to, and how they are locked there. */
export interface TermsAtCopy {
  readonly retention?: Retention | undefined;
  readonly lock?: LockSpec | undefined;
}

/** Has the plan follow where its sets are copied to. A plan that was changed there since stays so, which is said. */
export async function followPlan(
  source: Repository,
  destination: Repository,
  { document }: Pick<Plan, 'document'>,
  terms: TermsAtCopy,
): Promise<{ readonly plan: Plan; readonly warning?: string }> {
  const wanted = documentAtCopy(document, terms, source.surroundings.now());
  const { plan, isTheirs } = await destination.plans.follow(wanted, source.id);
  if (!isTheirs) return { plan };
  const what = plan.deleted ? 'deleted' : 'changed';
  const warning = `plan ${plan.id} was ${what} in ${destination.store.url} by ${plan.by} at ${plan.at}: what it says of its retention there does not follow the plan here any more`;
  return { plan, warning };
}

/**
 * A plan as it stands where its sets are copied to. It says what the sets are of, how long they stay there, and how old the newest
 * may become; it starts nothing, tells nobody, and holds no sealed password: that opens in its own repository alone.
 */
function documentAtCopy(document: StoredPlanDocument, { retention, lock }: TermsAtCopy, now: Date): StoredPlanDocument {
  const stays = Object.entries(document).filter(([field, value]) => value !== undefined && !ofTheSource.has(field));
  const allowed = allowedAge(document, now);
  const maxAge = allowed?.kind === 'single' ? undefined : allowed?.text;
  return {
    ...(Object.fromEntries(stays) as StoredPlanDocument),
    source: withoutSealed(document.source),
    ...(retention && { retention }),
    ...(lock && { lock }),
    ...(maxAge && { maxAge }),
  };
}

/** What is of the repository that the plan is run in. */
const ofTheSource: ReadonlySet<string> = new Set<keyof StoredPlanDocument>([
  ...(['schedule', 'drill', 'hooks', 'notifications', 'ping', 'copies', 'paused'] as const),
  ...(['retention', 'lock', 'maxAge'] as const),
  ...(['archiveAfterDays', 'archiveClass'] as const),
]);

function withoutSealed(source: StoredPlanDocument['source']): StoredPlanDocument['source'] {
  const { password, ...rest } = source;
  return password && 'sealed' in password ? rest : source;
}
