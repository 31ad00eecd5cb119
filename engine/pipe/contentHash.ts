import { createHash } from 'node:crypto';

/** Makes the hash of a content, which names it: SHA-256, or HMAC-SHA-256 with a repository's key. */
export type NewHash = () => ContentHash;

export interface ContentHash {
  update(bytes: Uint8Array): unknown;
  digest(encoding: 'hex'): string;
}

export const plainHash: NewHash = () => createHash('sha256');

/** The hash that a blob's name promises: a blob may be stored as `<hash>.1` where `<hash>` was not free. */
export function contentOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}
