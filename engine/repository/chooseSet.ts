import type { SetManifest } from './manifest.ts';
import type { Repository } from './repository.ts';

/** Which set is looked into: one by its id, or a plan's newest one at some instant. */
export type SetChoice =
  | { readonly set: string }
  | {
      /** A plan's id, or its name where only one plan has it; a deleted plan's id too. */
      readonly plan: string;
      /** The newest set at or before this instant. Default: now. */
      readonly at?: Date | undefined;
    };

/** Rejects with `input` when there is none, and with `damaged` rather than pass a damaged one over. */
export async function chooseSet(repository: Repository, choice: SetChoice): Promise<SetManifest> {
  if ('set' in choice) return repository.sets.get(choice.set);
  const plan = await repository.plans.resolve(choice.plan, { deleted: true }); // its sets outlive it
  return repository.sets.newestAt(plan.id, choice.at);
}
