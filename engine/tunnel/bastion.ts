import type { BastionWords, Trust } from './trust.ts';

/** A host that lets in by SSH and passes connections on, with every secret looked up. */
export interface Bastion {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** By what its host key is recognized. */
  readonly trust: Trust;
  readonly identity: Identity;
  readonly words: BastionWords;
}

/** By what we are recognized: a private key, or those of an agent, which is only asked to sign and never passed on. */
export type Identity =
  | { readonly kind: 'key'; readonly privateKey: string; readonly passphrase?: string | undefined }
  | { readonly kind: 'agent' /** Path of its socket. */; readonly socket: string };

export function describeBastion({ host, port, user }: Pick<Bastion, 'host' | 'port' | 'user'>): string {
  return `the bastion ${user}@${host}:${port}`;
}
