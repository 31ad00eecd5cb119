import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkRenameFormat,
  defaultRenameFormat,
  formatName,
  namePartsOf,
} from '../../../engine/restore/rename/format.ts';

const parts = namePartsOf('20261125T213000Z-ffk3v4');
const named = (name: string, format = defaultRenameFormat, taken: readonly string[] = []) =>
  formatName(name, { format, parts, isTaken: (other) => taken.includes(other) });

test('a name tells the restore and when it began, as the id of its run does', () => {
  expect(named('job_info')).toBe('job_info_dbs_ffk3v4_20261125213000');
  expect(named('job_info', 'before_{timestamp}_{name}')).toBe('before_20261125213000_job_info');
});

test('a long name is cut to 63 bytes, at the end of a character', () => {
  expect(named('x'.repeat(63))).toBe(`${'x'.repeat(37)}_dbs_ffk3v4_20261125213000`);
  expect(named('日'.repeat(21))).toBe(`${'日'.repeat(12)}_dbs_ffk3v4_20261125213000`);
  expect(named('\udcff'.repeat(63))).toBe(`${'\udcff'.repeat(37)}_dbs_ffk3v4_20261125213000`); // a byte each, in SQL_ASCII
});

test('a name that is taken is numbered', () => {
  expect(named('a', '{name}_old', ['a_old', 'a_old_2'])).toBe('a_old_3');
  const cut = `${'x'.repeat(37)}_dbs_ffk3v4_20261125213000`;
  expect(named('x'.repeat(60), defaultRenameFormat, [cut])).toBe(`${'x'.repeat(35)}_dbs_ffk3v4_20261125213000_2`);
});

test('whatever a name is, its new one fits and is like no other', () => {
  const unit = fc.constantFrom('a', 'é', '日', '😀', '"', '\udcfe', '$');
  fc.assert(
    fc.property(fc.array(fc.string({ unit, minLength: 1, maxLength: 63 }), { maxLength: 20 }), (names) => {
      const taken: string[] = [];
      for (const name of names) taken.push(named(name, '{name}-', taken));
      expect(new Set(taken).size).toBe(taken.length);
      for (const name of taken) {
        expect(Buffer.from(name.replace(/[\ud800-\udfff]/gu, '?')).length).toBeLessThanOrEqual(63);
        expect(name.replace(/[\udc80-\udcff]/gu, '').isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['{table}_old', 'has the unknown placeholder {table}'],
  ['{name', 'has a brace or a NUL that belongs to no placeholder'],
  ['restored_{timestamp}', 'must name {name}, once'],
  ['{name}{name}', 'must name {name}, once'],
  ['{name}', 'leaves every name as it is'],
  [`{name}_${'x'.repeat(43)}`, 'leaves 19 bytes of 63 to the name, fewer than 20'],
])('the format %s is refused', (format, why) => {
  expect(() => checkRenameFormat(format)).toThrow(
    expect.objectContaining({
      code: 'input',
      message: `the rename format ${JSON.stringify(format)} ${why}`,
      hint: 'name what a name is made of: {name} and more, such as {name}_dbs_{task}_{timestamp}; {task} tells the restore, {timestamp} when it began',
    }),
  );
});
