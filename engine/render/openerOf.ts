import type { Repository } from '../repository/repository.ts';
import type { RepositoryOpener } from './request.ts';

/** What the runs of a repository's plans are to open it with. A key of KMS is the better one for a machine: nobody has to keep it there. */
export async function openerOf({ facts, keySlots }: Repository): Promise<RepositoryOpener> {
  if (facts.encryption === 'none') return { kind: 'none' };
  const slots = (await keySlots.list()).map(({ wrapped }) => wrapped);
  const kms = slots.find((wrapped) => wrapped.kind === 'kms');
  return kms ? { kind: 'kms', key: kms.key } : { kind: 'key' };
}
