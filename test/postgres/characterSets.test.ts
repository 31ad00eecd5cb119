import { describe, expect, test } from 'vitest';
import { decoderOf } from '../../engine/postgres/characterSets.ts';
import { encodingNames } from '../../engine/postgres/definitions/encodings.ts';
import { freshDatabase, server } from '../servers.ts';

/** Letters that most of them have, or one of their own. */
const letters = ['é', 'ł', 'ß', 'ж', 'α', 'א', 'ع', '日本', '한', '中', 'ก', 'ệ', '€', 'ґ'];
/** Those that only clients may use, and so no database has. */
const ofClients = new Set(['SJIS', 'BIG5', 'GBK', 'UHC', 'GB18030', 'JOHAB', 'SHIFT_JIS_2004']);

describe('texts of a database', () => {
  test('are read as PostgreSQL means them, or not at all', async (context) => {
    const database = await freshDatabase(await server('18', context));
    const read: string[] = [];
    for (const encoding of encodingNames.filter((name) => !ofClients.has(name) && name !== 'SQL_ASCII')) {
      for (const letter of letters) {
        const [row] = await database.query('SELECT convert_to($1, $2) AS bytes', [letter, encoding]).catch(() => []);
        if (!row) continue; // it has no such letter
        const found = decoderOf(encoding)(row.bytes as Buffer);
        expect([letter, undefined], `${letter} in ${encoding}`).toContain(found);
        if (found === letter) read.push(encoding);
      }
    }
    const unread = encodingNames.filter((name) => !ofClients.has(name) && !read.includes(name));
    expect(unread).toEqual(['SQL_ASCII', 'EUC_TW', 'EUC_JIS_2004', 'MULE_INTERNAL']);
  });

  test('that are ASCII are always read', () => {
    expect(encodingNames.map((name) => decoderOf(name)(Buffer.from('abc ~')))).toEqual(
      encodingNames.map(() => 'abc ~'),
    );
  });

  test('that are not what they should be are not read', () => {
    expect(decoderOf('UTF8')(Buffer.from([0xff]))).toBeUndefined();
    expect(decoderOf('EUC_JP')(Buffer.from([0xff]))).toBeUndefined();
    expect(decoderOf('SQL_ASCII')(Buffer.from([0xff]))).toBe('\udcff');
  });
});
