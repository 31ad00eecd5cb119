import { createDecipheriv } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Sealer, sealOverhead } from '../../engine/seal/sealer.ts';

const key = Buffer.alloc(32, 7);
const sealer = new Sealer(key);
const text = Buffer.from('1\tAnna\t\\N\n');

describe('what is sealed', () => {
  test('comes back as it was, in however many parts it was given', () => {
    for (const parts of [[text], [text.subarray(0, 3), text.subarray(3)], []]) {
      const sealed = Buffer.concat(sealer.seal(parts, 'a/b'));
      expect(sealed.length).toBe(Buffer.concat(parts).length + sealOverhead);
      expect(sealer.open(sealed, 'a/b')).toEqual(Buffer.concat(parts));
    }
  });

  test('is laid out as is written down: nonce, ciphertext, tag', () => {
    const sealed = Buffer.concat(sealer.seal([text], 'a/b'));
    const opening = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
    opening.setAAD(Buffer.from('a/b')).setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([opening.update(sealed.subarray(12, -16)), opening.final()])).toEqual(text);
  });

  test('never looks the same twice', () => {
    const seals = Array.from({ length: 100 }, () => Buffer.concat(sealer.seal([text], 'a/b')).toString('hex'));
    expect(new Set(seals).size).toBe(100);
  });

  test('is refused when any bit of it has flipped', () => {
    const sealed = Buffer.concat(sealer.seal([text], 'a/b'));
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = Buffer.from(sealed);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => sealer.open(flipped, 'a/b')).toThrow('a/b was altered, or belongs elsewhere: its seal does not fit');
    }
  });

  test('is refused when it is cut, about something else, or sealed with another key', () => {
    const sealed = Buffer.concat(sealer.seal([text], 'a/b'));
    for (let length = 0; length < sealed.length; length++) {
      expect(() => sealer.open(sealed.subarray(0, length), 'a/b')).toThrow(/^a\/b (was altered|is too short)/);
    }
    expect(() => sealer.open(sealed, 'a/c')).toThrow('a/c was altered, or belongs elsewhere');
    expect(() => new Sealer(Buffer.alloc(32, 8)).open(sealed, 'a/b')).toThrow(
      expect.objectContaining({ code: 'damaged', hint: expect.stringContaining('pgstow verify') }),
    );
  });
});
