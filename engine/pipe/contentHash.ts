import { createHash } from 'node:crypto';

/** Makes the hash of a content, which names it: SHA-256, or HMAC-SHA-256 with a repository's key. */
export type NewHash = () => ContentHash;

export interface ContentHash {
  update(bytes: Uint8Array): unknown;
  digest(encoding: 'hex'): string;
}

export const plainHash: NewHash = () => createHash('sha256');
