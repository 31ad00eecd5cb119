import { decodeEscaped } from './escapedBytes.ts';

/**
 * Those of PostgreSQL's character sets that Node.js can read, by the names it knows them by:
 * https://www.postgresql.org/docs/current/multibyte.html, https://encoding.spec.whatwg.org/#names-and-labels
 */
const labels: Readonly<Record<string, string>> = {
  ...{ UTF8: 'utf-8', EUC_JP: 'euc-jp', EUC_CN: 'gb2312', EUC_KR: 'euc-kr', KOI8R: 'koi8-r', KOI8U: 'koi8-u' },
  ...{ LATIN2: 'iso-8859-2', LATIN3: 'iso-8859-3', LATIN4: 'iso-8859-4', LATIN5: 'iso-8859-9' },
  ...{ LATIN6: 'iso-8859-10', LATIN7: 'iso-8859-13', LATIN8: 'iso-8859-14', LATIN9: 'iso-8859-15' },
  ...{ LATIN10: 'iso-8859-16', ISO_8859_5: 'iso-8859-5', ISO_8859_6: 'iso-8859-6', ISO_8859_7: 'iso-8859-7' },
  ...{ ISO_8859_8: 'iso-8859-8', WIN866: 'ibm866', WIN874: 'windows-874', WIN1250: 'windows-1250' },
  ...{ WIN1251: 'windows-1251', WIN1252: 'windows-1252', WIN1253: 'windows-1253', WIN1254: 'windows-1254' },
  ...{ WIN1255: 'windows-1255', WIN1256: 'windows-1256', WIN1257: 'windows-1257', WIN1258: 'windows-1258' },
};

/** Reads a text of a database; undefined where the bytes, or the character set, cannot be read here. */
export type DecodeText = (bytes: Buffer) => string | undefined;

/** What reads the texts of databases of an encoding. Any of them is read where it holds nothing but ASCII. */
export function decoderOf(encoding: string): DecodeText {
  if (encoding === 'SQL_ASCII') return decodeEscaped;
  if (encoding === 'LATIN1') return (bytes) => bytes.toString('latin1'); // what Node.js calls so is WIN1252
  const label = labels[encoding];
  const decoder = label === undefined ? undefined : new TextDecoder(label, { fatal: true, ignoreBOM: true });
  return (bytes) => {
    if (isAscii(bytes)) return bytes.toString('latin1');
    try {
      return decoder?.decode(bytes);
    } catch {
      return undefined;
    }
  };
}

function isAscii(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 0x80);
}
