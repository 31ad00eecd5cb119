import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEscaped, encodeEscaped, hasEscapedBytes } from '../../engine/postgres/escapedBytes.ts';

test('any bytes come back as they were', () => {
  const mixed = fc.array(
    fc.oneof(
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    ),
  );
  fc.assert(
    fc.property(mixed, (parts) => {
      const bytes = Buffer.concat(parts);
      expect(encodeEscaped(decodeEscaped(bytes)).equals(bytes)).toBe(true);
    }),
  );
});

test('UTF-8 is read as such, and what is none is told from it', () => {
  const text = 'é 日本 👩‍👩‍👧';
  expect(decodeEscaped(Buffer.from(text))).toBe(text);
  expect(hasEscapedBytes(text)).toBe(false);
  const latin1 = Buffer.from('caf\xe9 ', 'latin1');
  const escaped = decodeEscaped(Buffer.concat([latin1, Buffer.from(text)]));
  expect(escaped).toBe(`caf\udce9 ${text}`);
  expect(hasEscapedBytes(escaped)).toBe(true);
});
