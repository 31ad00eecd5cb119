import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CachedStore, type Proof } from '../store/cache/cachedStore.ts';
import { ObjectCache } from '../store/cache/objectCache.ts';
import type { Store } from '../store/store.ts';
import { allSetsPrefix } from './keys.ts';
import type { Vault } from './vault.ts';

/** Where manifests and lists of contents are kept between runs, as they are stored: sealed, if the repository is. */
export interface SetCache {
  /** A folder of this machine. It may be lost, or written by anybody, at any time: that costs time, and changes nothing else. */
  readonly folder: string;
  /** Called once before it is first needed, with the folder's part for this repository: may bring back what was kept elsewhere. */
  readonly prepare?: ((part: CachePart) => Promise<void>) | undefined;
}

/** What a cache keeps of one repository. */
export interface CachePart {
  /** The repository's id. */
  readonly repository: string;
  readonly folder: string;
}

/** The part of a cache that is a repository's. */
export function cachePart({ folder }: SetCache, repository: string): CachePart {
  return { repository, folder: join(folder, repository) };
}

/** The store for who reads sets: a manifest or a list of contents that stands as the listing shows it is read once. */
export function withSetCache(store: Store, cache: SetCache, part: CachePart, proves: Proof): Store {
  const prepare = cache.prepare && (() => cache.prepare!(part));
  return new CachedStore(store, { cache: new ObjectCache(part.folder, { prepare }), below: allSetsPrefix, proves });
}

/**
 * Of an encrypted repository: the seal. It is about the key, under which the manifest and its tombstone were sealed, which differ in size; so one is
 * not taken for the other. Where a set was copied once more after its tombstone had gone, the listing's ETag and time tell its manifests apart.
 */
export function sealProof(vault: Vault): Proof {
  return ({ key, size }, bytes) => {
    return bytes.length === size && vault.opensRecord(key, bytes);
  };
}

/**
 * Of one that is not encrypted: the listing itself, where its ETag is the MD5 of the content, as it is on Amazon S3 without KMS
 * and nearly everywhere else. To forge a content for an MD5 that is given (no collision of two of one's own) is beyond anybody.
 */
export const etagProof: Proof = ({ etag }, bytes) => {
  try {
    return etag?.replaceAll('"', '') === createHash('md5').update(bytes).digest('hex');
  } catch {
    return false; // this Node.js is to do without MD5
  }
};
