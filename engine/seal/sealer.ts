import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { PgstowError } from '../errors.ts';

const cipher = 'aes-256-gcm';
const nonceSize = 12;
const tagSize = 16;
/** Bytes that sealing adds. */
export const sealOverhead = nonceSize + tagSize;

/**
 * Seals bytes with AES-256-GCM as `nonce (12) | ciphertext | tag (16)`. What they are about, such as an object's key, is
 * authenticated along with them: sealed bytes in another's place are refused. Nonces are random, which one key bears for 2^32
 * messages: https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf (8.3)
 */
export class Sealer {
  readonly #key: Uint8Array;

  /** The key is 32 bytes. */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  seal(parts: readonly Uint8Array[], about: string): Buffer[] {
    const nonce = randomBytes(nonceSize);
    const sealing = createCipheriv(cipher, this.#key, nonce).setAAD(Buffer.from(about));
    const sealed = parts.map((part) => sealing.update(part));
    sealing.final(); // gives no bytes in this mode
    return [nonce, ...sealed, sealing.getAuthTag()];
  }

  /** The mirror image. Throws `damaged` when a bit differs, or when it is about something else. */
  open(sealed: Uint8Array, about: string): Buffer {
    const end = sealed.byteLength - tagSize;
    if (end < nonceSize) throw damaged(about, `is too short to be sealed (${sealed.byteLength} bytes)`);
    const opening = createDecipheriv(cipher, this.#key, sealed.subarray(0, nonceSize), { authTagLength: tagSize });
    opening.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(end));
    const opened = opening.update(sealed.subarray(nonceSize, end));
    try {
      opening.final();
    } catch (thrown) {
      throw damaged(about, 'was altered, or belongs elsewhere: its seal does not fit', thrown);
    }
    return opened;
  }
}

function damaged(about: string, what: string, cause?: unknown): PgstowError {
  return new PgstowError('damaged', `${about} ${what}`, {
    cause,
    hint: 'run pgstow verify to see what else is damaged; restore it from a copy of the repository if you have one',
  });
}
