import { createHash } from 'node:crypto';

/** A host's public key. */
export interface HostKey {
  /** Such as `ssh-ed25519`. */
  readonly algorithm: string;
  /** As it goes over the wire. */
  readonly blob: Buffer;
}

/** Reads a key as a line of known_hosts has it, `ssh-ed25519 AAAA…`; undefined when it is none. */
export function parseHostKey(text: string): HostKey | undefined {
  const [, algorithm = '', base64 = ''] = /^([a-z0-9@.-]+) +([A-Za-z0-9+/]+=*)(?: .*)?$/.exec(text.trim()) ?? [];
  const blob = Buffer.from(base64, 'base64');
  return algorithm !== '' && algorithmOf(blob) === algorithm ? { algorithm, blob } : undefined;
}

/** The name that a key begins with: https://datatracker.ietf.org/doc/html/rfc4253#section-6.6 */
export function algorithmOf(blob: Buffer): string {
  if (blob.length < 4) return '';
  return blob.toString('latin1', 4, 4 + blob.readUInt32BE(0));
}

/** As `ssh` and `ssh-keygen -l` show it. */
export function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** A key as a line of known_hosts has it, without the host. */
export function formatHostKey({ algorithm, blob }: HostKey): string {
  return `${algorithm} ${blob.toString('base64')}`;
}
