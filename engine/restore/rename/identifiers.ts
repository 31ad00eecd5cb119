import { encodeEscaped } from '../../postgres/escapedBytes.ts';

/** Bytes of the longest identifier: https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
export const longestName = 63;

export function bytesOf(name: string): number {
  return encodeEscaped(name).length;
}

/** The longest beginning of a name that has no more than so many bytes, and no half of a character. */
export function cutToFit(name: string, bytes: number): string {
  let length = 0;
  let cut = '';
  for (const character of name) {
    length += bytesOf(character);
    if (length > bytes) break;
    cut += character;
  }
  return cut;
}
