import { expect, test } from 'vitest';
import { loadGrammar } from '../../../engine/restore/rename/grammar.ts';
import { isSameBut } from '../../../engine/restore/rename/sameStatements.ts';

const grammar = await loadGrammar();
const same = (before: string, after: string, exchanged: readonly (readonly [string, string])[] = [['t', 'u']]) =>
  isSameBut(grammar.read(before), grammar.read(after), exchanged);

test('statements are the same where only spelling and exchanged names differ', () => {
  expect(same('DROP TABLE a.t', 'DROP  TABLE "a"."u"; -- gone')).toBe(true);
  expect(same('DELETE FROM a.t WHERE t.x = 1', 'DELETE FROM a.u AS "t" WHERE t.x = 1')).toBe(true);
  const long = 'x'.repeat(70);
  expect(same('DROP TABLE a.t', `DROP TABLE a.${long}`, [['t', long]])).toBe(true); // the grammar cuts both
});

test.each([
  ['DROP TABLE a.t', 'DROP TABLE a.v'],
  ['DROP TABLE a.t', 'DROP TABLE b.u'],
  ['DROP TABLE a.t', 'DROP TABLE a.u, a.t'],
  ['DROP TABLE a.t', 'DROP TABLE a.u CASCADE'],
  ['DROP TABLE a.t', 'DROP TABLE a.u; DROP TABLE a.v'],
  ['DELETE FROM a.t WHERE x = 1', 'DELETE FROM a.u AS "v" WHERE x = 1'],
  ['SELECT 1', "SELECT '1'"],
])('%s is not %s', (before, after) => {
  expect(same(before, after)).toBe(false);
});
