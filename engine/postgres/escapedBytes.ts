import { isUtf8 } from 'node:buffer';

/**
 * Texts of a SQL_ASCII database may be any bytes. What is UTF-8 is decoded as such; each other byte 0xNN becomes the lone
 * surrogate U+DCNN, which no UTF-8 text contains, so that the bytes can be had back. Python calls this "surrogateescape":
 * https://peps.python.org/pep-0383/
 */
export function decodeEscaped(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    text += length === 0 ? String.fromCharCode(0xdc00 + bytes[at]!) : bytes.toString('utf8', at, at + length);
    at += length || 1;
  }
  return text;
}

/** The bytes that {@link decodeEscaped} was given. */
export function encodeEscaped(text: string): Buffer {
  const parts = text.split(/([\udc80-\udcff])/u); // with `u` a surrogate matches only where it is alone
  return Buffer.concat(
    parts.map((part, i) => (i % 2 === 1 ? Buffer.of(part.charCodeAt(0) - 0xdc00) : Buffer.from(part))),
  );
}

export function hasEscapedBytes(text: string): boolean {
  return !text.isWellFormed();
}

/** How many bytes the UTF-8 character at a position has; 0 where there is none. */
function characterLength(bytes: Buffer, at: number): number {
  return [1, 2, 3, 4].find((length) => at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) ?? 0;
}
