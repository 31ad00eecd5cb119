import type { Repository } from '../repository/repository.ts';

/** The repository whose keys of blobs another one was made to share. */
export interface BlobKeysOrigin {
  /** Its id. */
  readonly of: string;
  /** ISO 8601: what it has stored after its next rotation from then on has other keys. */
  readonly since: string;
}

/** Needs no key. Undefined where a repository shares none. */
export function blobKeysOrigin({ facts: { encryption, created } }: Repository): BlobKeysOrigin | undefined {
  return encryption === 'none' || !encryption.blobKeys ? undefined : { of: encryption.blobKeys.of, since: created };
}
