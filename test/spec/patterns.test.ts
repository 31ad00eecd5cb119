import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, patternProblem } from '../../engine/spec/patterns.ts';

describe('a pattern', () => {
  it.each([
    ['*.*', 'public', 'orders', true],
    ['public.*', 'public', 'orders', true],
    ['public.*', 'publica', 'orders', false],
    ['public.*', 'Public', 'orders', false],
    ['*.tmp_*', 'a', 'tmp_', true],
    ['*.tmp_*', 'a', 'xtmp_1', false],
    ['public.t?', 'public', 't1', true],
    ['public.t?', 'public', 't12', false],
    ['public.t?', 'public', 't😀', true],
    ['billing.invoice*', 'billing', 'invoice_2026', true],
    ['billing.*_2026', 'billing', 'a_2026_b', false],
    ['"we.ird".*', 'we.ird', 'x', true],
    ['"we.ird"."a*"', 'we.ird', 'a*', true],
    ['"we.ird"."a*"', 'we.ird', 'ab', false],
    ['public."say ""hi"""', 'public', 'say "hi"', true],
    ['public.pre"."*', 'public', 'pre.fix', true],
    ['public.a+(b)', 'public', 'a+(b)', true],
    ['public.a[bc]$', 'public', 'ab$', false],
    ['public.*', 'public', 'two\nlines', true],
    ['straße.*', 'straße', 'x', true],
  ])('%j on %j.%j is %j', (pattern, schema, name, expected) => {
    expect(matches(pattern, schema, name)).toBe(expected);
  });

  it.each([
    [
      'orders',
      '"orders" names no schema; write public.orders, or *.orders for every schema, or orders.* for all of a schema',
    ],
    [
      '"a.b"',
      '"\\"a.b\\"" names no schema; write public."a.b", or *."a.b" for every schema, or "a.b".* for all of a schema',
    ],
    ['a.b.c', '"a.b.c" has more than two parts; write schema.table, and quote names that hold dots'],
    ['', '"" has an empty part; write schema.table, with * for all of them'],
    ['.x', '".x" has an empty part; write schema.table, with * for all of them'],
    ['x.', '"x." has an empty part; write schema.table, with * for all of them'],
    ['a."b', '"a.\\"b" has a double quote without its partner'],
  ])('%j is refused', (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem);
    expect(() => matches(pattern, 'a', 'b')).toThrow(problem);
  });

  it('that quotes both names matches these and no others', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(name, name, name, (schema, table, other) => {
        const pattern = `${quoted(schema)}.${quoted(table)}`;
        expect(matches(pattern, schema, table)).toBe(true);
        expect(matches(pattern, schema, other)).toBe(other === table);
      }),
    );
  });
});
