import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { Sealer } from './sealer.ts';

export const masterKeySize = 32;

/** What a repository's master key stands for. */
export interface RepositoryKeys {
  /** Names these keys among those of the repository: {@link keysId} of the public key. No secret. */
  readonly id: string;
  /** Names blobs by their content, so that the names tell nothing of it. HMAC-SHA-256. */
  readonly blobNames: Buffer;
  /** Seals blobs. 32 bytes. */
  readonly blobs: Buffer;
  /** Manifests, contents, definitions. */
  readonly records: Sealer;
  /** The master keys of before. */
  readonly masters: Sealer;
  /** Proves what key slots say of themselves. HMAC-SHA-256. */
  readonly slots: Uint8Array;
  /** Opens what was sealed to {@link publicKey}. X25519. */
  readonly privateKey: KeyObject;
  /** Whoever writes plans seals secrets to it and needs no key for that. 32 bytes. */
  readonly publicKey: Buffer;
}

/** HKDF-SHA-256 (RFC 5869) of the master key; the salt is the repository's id, the info `pgstow 1 <purpose>`. */
export function deriveKeys(master: Uint8Array, repository: string): RepositoryKeys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', master, repository, `pgstow 1 ${purpose}`, 32));
  const privateKey = privateKeyOf(derive('secrets'));
  const publicKey = rawPublicKey(createPublicKey(privateKey));
  return {
    id: keysId(publicKey),
    blobNames: derive('blob names'),
    blobs: derive('blobs'),
    records: new Sealer(derive('records')),
    masters: new Sealer(derive('master keys')),
    slots: derive('key slots'),
    privateKey,
    publicKey,
  };
}

/** The first 8 bytes of the SHA-256 of a public key, in hex: who has only that knows it too. */
export function keysId(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

/** PKCS #8 around 32 bytes: https://www.rfc-editor.org/rfc/rfc8410#section-7 */
const pkcs8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** The X25519 private key of a seed of 32 bytes. */
export function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
}

export function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url');
}
