import { createHmac } from 'node:crypto';
import { type NewHash, plainHash } from '../pipe/contentHash.ts';
import type { RepositoryKeys } from '../seal/keys.ts';
import { sealOverhead } from '../seal/sealer.ts';
import { readStamp, stampOf, stampSize, withoutStamp } from '../seal/stamp.ts';
import { noKey } from './requireKey.ts';

/** How what is stored is named and sealed: not at all, with a repository's keys, or with keys that nobody has given us. */
export interface Vault {
  /** The hash of a content that a blob is named by. */
  readonly newHash: NewHash;
  /** Whether what opens can only have been made by who has the key, and for this place. */
  readonly authenticates: boolean;
  /** Bytes that sealing adds to what is stored now. */
  readonly overhead: number;
  /** All that it has ever added. */
  readonly overheads: readonly number[];
  sealBlob(id: string, body: readonly Uint8Array[]): readonly Uint8Array[];
  /** Rejects with `damaged` what was altered, or is another blob. */
  openBlob(id: string, stored: Buffer): Promise<Buffer>;
  /**
   * Seals an object of a set under its key in the store. With the newest keys, or with those of another object, `like`, as it is stored: for whoever has
   * made that must be able to read this.
   */
  sealRecord(key: string, body: readonly Buffer[], like?: Buffer): readonly Buffer[];
  openRecord(key: string, stored: Buffer): Promise<Buffer>;
  /** Whether an object can be opened by keys that are known so far. */
  opensRecord(key: string, stored: Buffer): boolean;
}

/** Nothing is encrypted. */
export const openVault: Vault = {
  newHash: plainHash,
  authenticates: false,
  overhead: 0,
  overheads: [0],
  sealBlob: (_, body) => body,
  openBlob: async (_, stored) => stored,
  sealRecord: (_, body) => body,
  openRecord: async (_, stored) => stored,
  opensRecord: () => true,
};

/** The keys of a repository, by which of its master keys they are of. */
export interface Keys {
  readonly first: RepositoryKeys;
  readonly newest: RepositoryKeys;
  /** Whether the newest are not the first. */
  readonly areRotated: boolean;
  find(id: string | undefined): RepositoryKeys | undefined;
  /** The same, of master keys too that are newer than the repository was when it was opened. Rejects with `damaged`. */
  learn(id: string | undefined, about: string): Promise<RepositoryKeys>;
}

export function sealedVault(keys: Keys): Vault {
  const stamp = ({ id }: RepositoryKeys) => (id === keys.first.id ? [] : [stampOf(id)]);
  return {
    newHash: () => createHmac('sha256', keys.first.blobNames),
    authenticates: true,
    get overhead() {
      return keys.areRotated ? stampSize + sealOverhead : sealOverhead;
    },
    overheads: [sealOverhead, stampSize + sealOverhead],
    sealBlob: (id, body) => [...stamp(keys.newest), ...keys.newest.blobs.seal(body, `blob ${id}`)],
    openBlob: async (id, stored) => {
      const { blobs } = await keys.learn(readStamp(stored), `blob ${id}`);
      return blobs.open(withoutStamp(stored), `blob ${id}`);
    },
    sealRecord: (key, body, like) => {
      const by = (like && keys.find(readStamp(like))) ?? keys.newest;
      return [...stamp(by), ...by.records.seal(body, key)];
    },
    openRecord: async (key, stored) => {
      const { records } = await keys.learn(readStamp(stored), key);
      return records.open(withoutStamp(stored), key);
    },
    opensRecord: (key, stored) => {
      try {
        return keys.find(readStamp(stored))?.records.open(withoutStamp(stored), key) !== undefined;
      } catch {
        return false;
      }
    },
  };
}

/** An encrypted repository without its key: plans and runs can be read and written, sets cannot. */
export function lockedVault(url: string): Vault {
  const refuse = () => {
    throw noKey(url);
  };
  const refuseLater = async () => refuse();
  return {
    newHash: refuse,
    authenticates: true,
    overhead: 0,
    overheads: [0],
    sealBlob: refuse,
    openBlob: refuseLater,
    sealRecord: refuse,
    openRecord: refuseLater,
    opensRecord: () => false,
  };
}
