import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf, valuesOf } from '../../engine/postgres/copyText.ts';

/** As COPY TO writes a value: https://www.postgresql.org/docs/current/sql-copy.html */
function written(value: string | null): string {
  if (value === null) return '\\N';
  const letters: Record<string, string> = {
    '\b': 'b',
    '\f': 'f',
    '\n': 'n',
    '\r': 'r',
    '\t': 't',
    '\v': 'v',
    '\\': '\\',
  };
  return value.replace(/[\b\f\n\r\t\v\\]/g, (character) => `\\${letters[character]}`);
}

async function* cut(text: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size);
}

test('what COPY wrote is read again, wherever it is cut', async () => {
  const value = fc.option(
    fc.string({ unit: fc.constantFrom('a', 'é', '\\', '\t', '\n', '\r', '\b', '\f', '\v', 'N', '.', '"', '日') }),
  );
  const rows = fc
    .integer({ min: 0, max: 3 })
    .chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width })));
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (expected, size) => {
      const text = expected.map((row) => `${row.map(written).join('\t')}\n`).join('');
      const found: (string | null)[][] = [];
      for await (const line of linesOf(cut(Buffer.from(text), size))) {
        const values = valuesOf(line, expected[0]?.length ?? 0);
        found.push(values.map((bytes) => (bytes === null ? null : bytes.toString())));
      }
      expect(found).toEqual(expected);
    }),
  );
});
