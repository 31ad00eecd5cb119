import { createHmac } from 'node:crypto';
import { type NewHash, plainHash } from '../pipe/contentHash.ts';
import type { BlobKeys } from '../seal/blobKeys.ts';
import type { RepositoryKeys } from '../seal/keys.ts';
import { Sealer, sealOverhead } from '../seal/sealer.ts';
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
  /** The ids of the keys that may have sealed blobs here, the oldest first, which puts no stamp; none where nothing is sealed. */
  readonly seals: readonly string[];
  /** Looks whether there are newer keys. */
  look(): Promise<void>;
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
  seals: [],
  look: async () => {},
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
  readonly blobs: BlobKeys;
  find(id: string | undefined): RepositoryKeys | undefined;
  /** The same, of master keys too that are newer than the repository was when it was opened. Rejects with `damaged`. */
  learn(id: string | undefined, about: string): Promise<RepositoryKeys>;
  /** Looks whether there are newer ones. */
  look(): Promise<void>;
}

export function sealedVault(keys: Keys): Vault {
  const stamp = ({ id }: RepositoryKeys) => (id === keys.first.id ? [] : [stampOf(id)]);
  return {
    newHash: () => createHmac('sha256', keys.blobs.names),
    authenticates: true,
    get overhead() {
      return keys.blobs.seals.length > 1 ? stampSize + sealOverhead : sealOverhead;
    },
    overheads: [sealOverhead, stampSize + sealOverhead],
    get seals() {
      return keys.blobs.seals.map(({ id }) => id);
    },
    look: () => keys.look(),
    sealBlob: (id, body) => {
      const { newest, blobs } = keys;
      const stamped = newest.id === blobs.seals[0]!.id ? [] : [stampOf(newest.id)];
      return [...stamped, ...new Sealer(newest.blobs).seal(body, `blob ${id}`)];
    },
    openBlob: async (id, stored) => {
      const key = await blobKeyFor(stored, keys, `blob ${id}`);
      return new Sealer(key).open(withoutStamp(stored), `blob ${id}`);
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

/** What opens a blob: keys that the repository shares with another one, or its own. */
async function blobKeyFor(stored: Buffer, keys: Keys, about: string): Promise<Buffer> {
  const { seals } = keys.blobs;
  const id = readStamp(stored) ?? seals[0]!.id;
  const known = seals.find((each) => each.id === id);
  return known?.key ?? (await keys.learn(id, about)).blobs;
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
    seals: [],
    look: async () => {},
    sealBlob: refuse,
    openBlob: refuseLater,
    sealRecord: refuse,
    openRecord: refuseLater,
    opensRecord: () => false,
  };
}
