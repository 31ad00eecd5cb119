import { describe, expect, test } from 'vitest';
import { deriveKeys } from '../../engine/seal/keys.ts';
import { openWith, sealTo } from '../../engine/seal/secretBox.ts';

const keys = deriveKeys(Buffer.alloc(32, 1), 'repository');
const secret = Buffer.from('pa"ss wörd\n');

describe('what is sealed to a public key', () => {
  test('is opened with the private one', () => {
    for (const bytes of [secret, Buffer.alloc(0), Buffer.alloc(100_000, 7)]) {
      const sealed = sealTo(keys.publicKey, bytes, 'plan a');
      expect(sealed.length).toBe(bytes.length + 60);
      expect(openWith(keys, sealed, 'plan a')).toEqual(bytes);
    }
  });

  test('holds nothing of it, and never looks the same twice', () => {
    const seals = Array.from({ length: 50 }, () => sealTo(keys.publicKey, secret, 'plan a'));
    expect(new Set(seals.map((sealed) => sealed.toString('hex'))).size).toBe(50);
    expect(seals.some((sealed) => sealed.includes('wörd'))).toBe(false);
  });

  test('is refused when any bit of it has flipped, or when it is cut', () => {
    const sealed = sealTo(keys.publicKey, secret, 'plan a');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = Buffer.from(sealed);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => openWith(keys, flipped, 'plan a'), `bit ${bit}`).toThrow(
        expect.objectContaining({ code: 'damaged' }),
      );
    }
    for (let length = 0; length < sealed.length; length++) {
      expect(() => openWith(keys, sealed.subarray(0, length), 'plan a')).toThrow(
        expect.objectContaining({ code: 'damaged' }),
      );
    }
  });

  test('is refused when it is about something else, or for another repository', () => {
    const sealed = sealTo(keys.publicKey, secret, 'plan a');
    expect(() => openWith(keys, sealed, 'plan b')).toThrow('plan b was altered, or belongs elsewhere');
    const other = deriveKeys(Buffer.alloc(32, 1), 'another');
    expect(() => openWith(other, sealed, 'plan a')).toThrow(expect.objectContaining({ code: 'damaged' }));
    // the pair is part of it: a private key with another's public key is of no use
    expect(() => openWith({ privateKey: keys.privateKey, publicKey: other.publicKey }, sealed, 'plan a')).toThrow(
      expect.objectContaining({ code: 'damaged' }),
    );
  });

  test('is never sealed to what is no public key', () => {
    // all zeros is a point that every private key leads to the same secret with (RFC 7748, 6.1)
    for (const none of [Buffer.alloc(32), Buffer.alloc(31, 9), Buffer.alloc(33, 9), Buffer.alloc(0)]) {
      expect(() => sealTo(none, secret, 'plan a')).toThrow('plan a cannot be sealed or opened: the public key is none');
    }
  });
});
