import type { ConnectionTarget, Repository } from '../../engine/index.ts';
import { InputError } from '../../values/inputError.ts';
import type { Engine } from '../invocation.ts';

export interface BastionOptions {
  /** `user@host:port`, or `plan`. */
  readonly bastion?: string;
  readonly bastionHostKey?: string;
  readonly bastionKeyFile?: string;
}

/** What the parts of a bastion are called on the command line. */
const words = { address: '--bastion', hostKey: '--bastion-host-key', identity: '--bastion-key-file' };

/**
 * The way to a target, if it is not direct. The plan's own bastion is taken only when it is asked for: who writes plans would else say
 * through whose hands the password of a target goes.
 */
export async function wayOf(
  { bastion, bastionHostKey: hostKey, bastionKeyFile: keyFile }: BastionOptions,
  plan: string,
  repository: Repository,
  engine: Engine,
): Promise<Pick<ConnectionTarget, 'via'>> {
  const loose = hostKey !== undefined ? '--bastion-host-key' : keyFile !== undefined ? '--bastion-key-file' : undefined;
  if (bastion === undefined || bastion === 'plan') {
    if (loose !== undefined) throw new InputError(`${loose} goes with --bastion user@host`, 'give the bastion too');
    return bastion === undefined ? {} : ofPlan(plan, repository, engine);
  }
  const given = engine.parseBastionAddress(
    bastion,
    { hostKey, privateKey: keyFile === undefined ? undefined : { file: keyFile } },
    words,
  );
  return { via: await engine.resolveBastion(given, {}, words) };
}

async function ofPlan(plan: string, { plans }: Repository, engine: Engine): Promise<Pick<ConnectionTarget, 'via'>> {
  const { id, document } = await plans.resolve(plan, { deleted: true });
  if (document.source.bastion) return { via: await engine.resolveBastion(document.source.bastion) };
  throw new InputError(`plan ${id} has no bastion`, 'name one: --bastion user@host');
}
