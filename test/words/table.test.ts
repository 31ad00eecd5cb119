import { expect, test } from 'vitest';
import { displayWidth, fitted, printable, withoutPasswords } from '../../words/printable.ts';
import { facts, table } from '../../words/table.ts';

const columns = [
  { title: 'NAME', value: ({ name }: Row) => name, shrinks: true },
  { title: 'ROWS', value: ({ rows }: Row) => String(rows), alignRight: true },
];
interface Row {
  readonly name: string;
  readonly rows: number;
}

test('columns are as wide as they need, figures to the right', () => {
  expect(
    table(
      [
        { name: 'orders', rows: 12_000 },
        { name: 'a', rows: 7 },
      ],
      columns,
    ),
  ).toBe(['NAME     ROWS', 'orders  12000', 'a           7'].join('\n'));
});

test('wide characters take two columns, and combined ones one', () => {
  expect(displayWidth('账单')).toBe(4);
  expect(displayWidth('e\u0301')).toBe(1);
  expect(
    table(
      [
        { name: '账单', rows: 1 },
        { name: 'abcd', rows: 2 },
      ],
      columns,
    ),
  ).toBe(['NAME  ROWS', '账单     1', 'abcd     2'].join('\n'));
});

test('a column that may shrink is cut off where the terminal is too narrow', () => {
  const text = table([{ name: 'a name of some length', rows: 1 }], columns, 20);
  expect(text.split('\n')[1]).toBe('a name of som…     1');
});

test('names cannot move the cursor', () => {
  expect(table([{ name: 'a\nb\x1b[2J', rows: 1 }], columns)).toContain('a\\nb\\x1b[2J');
  expect(facts({ name: 'x\ny', none: undefined })).toBe('name: x\\ny');
  expect(printable('\x9b')).toBe('\\x9b');
});

test('what is cut off is never wider than was asked for', () => {
  for (const width of [0, 1, 2, 3, 4, 5]) expect(displayWidth(fitted('账单账单', width))).toBeLessThanOrEqual(width);
});

test('passwords are left out of URLs', () => {
  expect(withoutPasswords('postgresql://u:p@h/d and postgresql://u@h:5432/d?password=p&x=1')).toBe(
    'postgresql://u:…@h/d and postgresql://u@h:5432/d?password=…&x=1',
  );
  expect(withoutPasswords('postgresql://u:p/q@h/d s3://k:p@bucket/x?endpoint=https://k:p@h')).toBe(
    'postgresql://u:…@h/d s3://k:…@bucket/x?endpoint=https://k:…@h',
  );
  expect(withoutPasswords(`s3://b/p?secret-key=p&kms-key=k "host=h password='p p' sslpassword=p user=u"`)).toBe(
    `s3://b/p?secret-key=…&kms-key=k "host=h password=… sslpassword=… user=u"`,
  );
});
