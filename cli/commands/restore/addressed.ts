import type { Repository, RestoreInput } from '../../../engine/index.ts';
import { InputError } from '../../../values/inputError.ts';
import type { Engine } from '../../invocation.ts';
import { type BastionOptions, wayOf } from '../../options/bastion.ts';
import { isSetId } from '../../options/setChoice.ts';

/** Options that say what is restored, and the way to the target. */
export interface AddressOptions extends BastionOptions {
  readonly set?: string;
  readonly to?: string;
  readonly resume?: string;
}

/** With the plan or set that is named, and the way to the target. */
export async function addressed(
  direct: Omit<RestoreInput, 'plan'>,
  named: string | undefined,
  options: AddressOptions,
  { engine, repository }: { readonly engine: Engine; readonly repository: Repository },
): Promise<RestoreInput> {
  const chosen = await restored(named, options, repository, engine);
  const way = await wayOf(options, chosen.plan, repository, engine);
  return { ...direct, ...chosen, target: { ...direct.target, ...way } };
}

/** What is restored: a plan's set, one that is named in its place, or what an unfinished restore has begun with. */
async function restored(
  named: string | undefined,
  { resume, set, to }: AddressOptions,
  repository: Repository,
  engine: Engine,
): Promise<Pick<RestoreInput, 'plan' | 'set'>> {
  if (named === undefined) return { plan: (await engine.findRestoreTask(repository, resume!)).plan };
  if (!isSetId(named)) return { plan: named };
  const second = set !== undefined ? '--set' : to !== undefined ? '--to' : undefined;
  if (second) throw new InputError(`${named} is a set, and ${second} chooses one of a plan`, `leave ${second} out`);
  return { plan: (await repository.sets.get(named)).plan, set: named };
}
