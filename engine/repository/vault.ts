import { createHmac } from 'node:crypto';
import { type NewHash, plainHash } from '../pipe/contentHash.ts';
import type { RepositoryKeys } from '../seal/keys.ts';
import { sealOverhead } from '../seal/sealer.ts';
import { noKey } from './requireKey.ts';

/** How what is stored is named and sealed: not at all, with a repository's keys, or with keys that nobody has given us. */
export interface Vault {
  /** The hash of a content that a blob is named by. */
  readonly newHash: NewHash;
  /** Whether what opens can only have been made by who has the key, and for this place. */
  readonly authenticates: boolean;
  /** Bytes that sealing adds. */
  readonly overhead: number;
  sealBlob(id: string, body: readonly Uint8Array[]): readonly Uint8Array[];
  /** Rejects with `damaged` what was altered, or is another blob. */
  openBlob(id: string, stored: Buffer): Buffer;
  /** Seals an object of a set under its key in the store. */
  sealRecord(key: string, body: readonly Buffer[]): readonly Buffer[];
  openRecord(key: string, stored: Buffer): Buffer;
}

/** Nothing is encrypted. */
export const openVault: Vault = {
  newHash: plainHash,
  authenticates: false,
  overhead: 0,
  sealBlob: (_, body) => body,
  openBlob: (_, stored) => stored,
  sealRecord: (_, body) => body,
  openRecord: (_, stored) => stored,
};

export function sealedVault({ blobNames, blobs, records }: RepositoryKeys): Vault {
  return {
    newHash: () => createHmac('sha256', blobNames),
    authenticates: true,
    overhead: sealOverhead,
    sealBlob: (id, body) => blobs.seal(body, `blob ${id}`),
    openBlob: (id, stored) => blobs.open(stored, `blob ${id}`),
    sealRecord: (key, body) => records.seal(body, key),
    openRecord: (key, stored) => records.open(stored, key),
  };
}

/** An encrypted repository without its key: plans and runs can be read and written, sets cannot. */
export function lockedVault(url: string): Vault {
  const refuse = () => {
    throw noKey(url);
  };
  const nothing = { newHash: refuse, authenticates: true, overhead: 0 };
  return { ...nothing, sealBlob: refuse, openBlob: refuse, sealRecord: refuse, openRecord: refuse };
}
