import type { ConnectionTarget, Repository } from '../engine/index.ts';
import { InputError } from '../values/inputError.ts';
import type { Job } from './job.ts';
import type { RestoreInputs } from './loadInputs.ts';

/** What the parts of a bastion are called in a step. */
const words = { address: 'input bastion', hostKey: 'input bastion-host-key', identity: 'PGSTOW_BASTION_KEY' };

/** The way to a target, if it is not direct. The plan's own bastion is taken only when it is asked for, as on the command line. */
export async function wayOf(
  { bastion, bastionHostKey: hostKey }: RestoreInputs,
  plan: string,
  repository: Repository,
  { engine, env }: Job,
): Promise<Pick<ConnectionTarget, 'via'>> {
  if (bastion === undefined) return {};
  if (bastion !== 'plan') {
    const privateKey = env.PGSTOW_BASTION_KEY ? { env: 'PGSTOW_BASTION_KEY' } : undefined;
    const given = engine.parseBastionAddress(bastion, { hostKey, privateKey }, words);
    return { via: await engine.resolveBastion(given, { env }, words) };
  }
  const { id, document } = await repository.plans.resolve(plan, { deleted: true });
  if (document.source.bastion) return { via: await engine.resolveBastion(document.source.bastion, { env }) };
  throw new InputError(`plan ${id} has no bastion`, 'name one: input bastion as user@host');
}
