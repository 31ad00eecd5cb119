import { expect, test } from 'vitest';
import { printableRows } from '../../words/printable.ts';
import { csvLine, jsonLine } from '../../words/rowText.ts';

test('a line of CSV tells NULL from an empty text, and quotes what would end a value', () => {
  expect(csvLine(['a', null, '', 'b,c', '"', 'x\ny', 'x\r', '\\.', ' d '])).toBe(
    'a,,"","b,c","""","x\ny","x\r","\\.", d \n',
  );
  expect(csvLine([])).toBe('\n');
});

test('a line of JSON is an object of texts, whatever the columns are called', () => {
  const line = jsonLine(['a', '__proto__', '"'], ['1', null, '\u001b[0m\n']);
  expect(line).toBe('{"a":"1","__proto__":null,"\\"":"\\u001b[0m\\n"}\n');
});

test('a terminal is shown what it would obey, in texts and in bytes of any encoding', () => {
  expect(printableRows('a\tb\n\u001b[31m\u009b\r')).toBe('a\tb\n\\x1b[31m\\x9b\\x0d');
  expect(Buffer.from(printableRows(Buffer.from('é\t\u001b[31m日\n'))).toString()).toBe('é\t\\x1b[31m日\n');
  expect(printableRows(Buffer.from([0xe9, 0x1b, 0x9b, 0x0a]))).toEqual(
    Buffer.from([0xe9, ...Buffer.from('\\x1b'), 0x9b, 0x0a]),
  );
});
