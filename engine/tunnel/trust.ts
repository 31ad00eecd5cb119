import { PgstowError } from '../errors.ts';
import { algorithmOf, fingerprintOf, formatHostKey, parseHostKey } from './hostKey.ts';
import { knownKeysOf } from './knownHosts.ts';

/** By what a host key is recognized: the key or its fingerprint, or files of known hosts. There is no way without either. */
export type Trust =
  | { readonly kind: 'key' /** `ssh-ed25519 AAAA…`, or `SHA256:…`. */; readonly hostKey: string }
  | { readonly kind: 'knownHosts'; readonly files: readonly KnownHostsFile[] };

export interface KnownHostsFile {
  readonly name: string;
  readonly text: string;
}

export interface Place {
  readonly host: string;
  readonly port: number;
  /** As messages name it. */
  readonly name: string;
  /** In whose words a remedy is written: of a plan or of the command line. */
  readonly words: BastionWords;
}

/** What the settings of a bastion are called where it was given. */
export interface BastionWords {
  readonly hostKey: string;
  readonly identity: string;
}

const signatures: Readonly<Record<string, readonly string[]>> = {
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'], // RFC 8332; SHA-1 is not offered
};
const offered = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'ssh-rsa'];

/** The algorithms to ask for, those of the keys that are known first: a host shows one key, by our preference. */
export function hostKeyAlgorithms(trust: Trust, place: Place): string[] {
  const known = knownAlgorithms(trust, place).filter((algorithm) => offered.includes(algorithm));
  return [...new Set([...known, ...offered])].flatMap((algorithm) => signatures[algorithm] ?? [algorithm]);
}

function knownAlgorithms(trust: Trust, { host, port }: Place): string[] {
  if (trust.kind === 'knownHosts') {
    return trust.files.flatMap(({ text }) => knownKeysOf(text, host, port).map(({ algorithm }) => algorithm));
  }
  const key = parseHostKey(trust.hostKey);
  return key ? [key.algorithm] : [];
}

/** Why a key that a host shows is not taken; undefined when it is the one. */
export function refusalOf(blob: Buffer, trust: Trust, place: Place): PgstowError | undefined {
  return trust.kind === 'key' ? otherThanGiven(blob, trust.hostKey, place) : notKnown(blob, trust.files, place);
}

function otherThanGiven(blob: Buffer, given: string, { name, words }: Place): PgstowError | undefined {
  const key = parseHostKey(given);
  if (key ? key.blob.equals(blob) : given === fingerprintOf(blob)) return undefined;
  const expected = key ? `${key.algorithm} ${fingerprintOf(key.blob)}` : given;
  return new PgstowError(
    'connection',
    `${name} shows the host key ${shown(blob)}, and ${words.hostKey} is ${expected}: somebody may be in between`,
    {
      hint: `ask who runs the bastion; where its key was changed, or is the one of another kind, write ${words.hostKey} anew (ssh-keyscan shows all of its keys)`,
    },
  );
}

function notKnown(blob: Buffer, files: readonly KnownHostsFile[], place: Place): PgstowError | undefined {
  const { host, port, name, words } = place;
  const found = files.flatMap((file) => knownKeysOf(file.text, host, port).map((key) => ({ ...key, file: file.name })));
  const same = found.filter((key) => key.blob.equals(blob));
  const revoked = same.find((key) => key.revoked);
  if (revoked) {
    return new PgstowError('connection', `${name} shows the host key ${shown(blob)}, which ${revoked.file} revokes`, {
      hint: 'ask who runs the bastion for its new key',
    });
  }
  if (same.length > 0) return undefined;
  const other = found.find((key) => !key.revoked);
  if (other) {
    return new PgstowError(
      'connection',
      `${name} shows the host key ${shown(blob)}, and ${other.file} has ${other.algorithm} ${fingerprintOf(other.blob)} for it: somebody may be in between`,
      {
        hint: `ask who runs the bastion; where its key was changed: ssh-keygen -R ${port === 22 ? host : `'[${host}]:${port}'`}, then accept the new one`,
      },
    );
  }
  const where = files.map((file) => file.name).join(' and ') || 'no file of known hosts';
  return new PgstowError('connection', `${name} shows the host key ${shown(blob)}, which is not known (${where})`, {
    hint: `compare it with what who runs the bastion says, then accept it: ${words.hostKey}: ${formatHostKey({ algorithm: algorithmOf(blob), blob })}`,
  });
}

function shown(blob: Buffer): string {
  return `${algorithmOf(blob)} ${fingerprintOf(blob)}`;
}
