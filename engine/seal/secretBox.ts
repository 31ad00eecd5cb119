import { createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto';
import { PgstowError } from '../errors.ts';
import { rawPublicKey } from './keys.ts';
import { Sealer } from './sealer.ts';

const keySize = 32;

/**
 * Seals bytes to a public key: `public key used once (32) | sealed`, the key of the seal being HKDF-SHA-256 of the X25519
 * secret that the two share. Only the holder of the private key can open it, not even who has sealed it.
 */
export function sealTo(publicKey: Uint8Array, bytes: Uint8Array, about: string): Buffer {
  const once = generateKeyPairSync('x25519');
  const oncePublic = rawPublicKey(once.publicKey);
  const shared = sharedSecret(once.privateKey, publicKey, about);
  return Buffer.concat([oncePublic, ...sealerOf(shared, oncePublic, publicKey).seal([bytes], about)]);
}

/** The mirror image. Throws `damaged` when a bit differs or it is about something else. */
export function openWith(
  { privateKey, publicKey }: { readonly privateKey: KeyObject; readonly publicKey: Uint8Array },
  sealed: Uint8Array,
  about: string,
): Buffer {
  const oncePublic = sealed.subarray(0, keySize);
  const shared = sharedSecret(privateKey, oncePublic, about);
  return sealerOf(shared, oncePublic, publicKey).open(sealed.subarray(keySize), about);
}

/** Throws `damaged` for what is no public key, or one of the few that lead to the same secret with every private key. */
function sharedSecret(privateKey: KeyObject, publicKey: Uint8Array, about: string): Buffer {
  try {
    return diffieHellman({ privateKey, publicKey: publicKeyOf(publicKey) });
  } catch (thrown) {
    throw new PgstowError('damaged', `${about} cannot be sealed or opened: the public key is none`, { cause: thrown });
  }
}

/** Both public keys go into the key, so that it holds for this pair alone. */
function sealerOf(shared: Uint8Array, oncePublic: Uint8Array, publicKey: Uint8Array): Sealer {
  const salt = Buffer.concat([oncePublic, publicKey]);
  return new Sealer(Buffer.from(hkdfSync('sha256', shared, salt, 'pgstow 1 sealed secret', 32)));
}

/** SubjectPublicKeyInfo around 32 bytes: https://www.rfc-editor.org/rfc/rfc8410#section-4 */
const spki = Buffer.from('302a300506032b656e032100', 'hex');

function publicKeyOf(raw: Uint8Array): KeyObject {
  if (raw.byteLength !== keySize) throw new Error(`it is ${raw.byteLength} bytes long, not ${keySize}`); // more would be ignored
  return createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' });
}
