import { type Blocker, blockersNow } from '../prune/blockers.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rotation } from '../repository/rotateKeys.ts';
import { type BlobKeysOrigin, blobKeysOrigin } from './blobKeysOrigin.ts';
import { type KeyReach, keyReach } from './keyReach.ts';

export interface RotateKeysRequest {
  /** The slots that are not to open what is stored from now on; not the one that has opened the repository. Default: none. */
  readonly remove?: readonly string[] | undefined;
}

export interface KeysRotation extends Rotation {
  /** What each master key of the repository opens, the oldest first. */
  readonly reach: readonly KeyReach[];
  /** Whose keys of blobs it shares, which no rotation changes. */
  readonly blobKeys?: BlobKeysOrigin | undefined;
  /** Backups that are under way: they end with the keys that they have begun with. */
  readonly underWay: readonly Blocker[];
}

/**
 * Makes another master key, under which all is sealed that is stored by what begins from now on. Nothing that is stored is written anew; what runs ends as
 * it has begun. Slots that are not removed open all of it, and no slot that is removed opens what comes.
 *
 * Rejects with `input` (no key, an unknown slot, the one that has opened the repository), `conflict` (somebody else has rotated the keys, or
 * a slot that is to stay cannot be taken along), `damaged` (one cannot be read), and as AWS KMS does. Nothing was changed then.
 */
export async function rotateKeys(repository: Repository, { remove }: RotateKeysRequest = {}): Promise<KeysRotation> {
  const rotation = await repository.keySlots.rotate(remove);
  const warnings = [...rotation.warnings];
  const reach = await keyReach(repository, { onDamaged: ({ message }) => warnings.push(message) });
  const underWay = await blockersNow(repository);
  return { ...rotation, warnings, reach, blobKeys: blobKeysOrigin(repository), underWay };
}
