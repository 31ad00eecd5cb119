import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { type Archive, parseArchive } from '../../engine/postgres/archive.ts';
import { type WrittenArchive, type WrittenEntry, writeArchive } from './archiveWriter.ts';

const entry: WrittenEntry = {
  dumpId: 2,
  hasData: false,
  tableoid: 1259,
  oid: 16_384,
  tag: 'orders',
  desc: 'TABLE',
  section: 2,
  defn: 'CREATE TABLE public.orders ();',
  dropStmt: 'DROP TABLE public.orders;',
  copyStmt: null,
  namespace: 'public',
  tablespace: '',
  tableam: 'heap',
  relkind: 'r',
  owner: 'shop',
  dependencies: [7, 5],
};
const encoding: WrittenEntry = {
  ...entry,
  ...{ dumpId: 1, tableoid: 0, oid: 0, tag: 'ENCODING', desc: 'ENCODING', defn: "SET client_encoding = 'UTF8';\n" },
  ...{ dropStmt: null, namespace: null, tablespace: null, tableam: null, relkind: null, owner: null, dependencies: [] },
};
const whole: WrittenArchive = {
  minor: 16,
  integerBytes: 4,
  offsetBytes: 8,
  database: 'shop',
  entries: [encoding, entry],
};

describe('an archive', () => {
  test.each([11, 12, 13, 14, 15, 16])('of format version 1.%i is read', (minor) => {
    const archive = parseArchive(writeArchive({ ...whole, minor }));
    expect(archive).toMatchObject({
      formatVersion: `1.${minor}`,
      createdAt: new Date('2026-11-22T20:15:30Z'),
      database: 'shop',
      serverVersion: '18.4',
      dumpVersion: '18.3',
      encoding: 'UTF8',
    });
    expect(archive.entries[1]).toEqual({
      dumpId: 2,
      catalogId: { tableoid: 1259, oid: 16_384 },
      tag: 'orders',
      desc: 'TABLE',
      section: 'pre-data',
      defn: 'CREATE TABLE public.orders ();',
      dropStmt: 'DROP TABLE public.orders;',
      copyStmt: null,
      namespace: 'public',
      tablespace: '',
      tableam: minor >= 14 ? 'heap' : null,
      relkind: minor >= 16 ? 'r' : null,
      owner: 'shop',
      dependencies: [7, 5],
    });
  });

  test('of a machine with other sizes of numbers is read', () => {
    const archive = parseArchive(writeArchive({ ...whole, integerBytes: 8, offsetBytes: 4 }));
    expect(archive.entries).toEqual(parseArchive(writeArchive(whole)).entries);
  });

  test('keeps the bytes of an encoding that is not UTF8, also before the encoding is named', () => {
    const named = { ...encoding, defn: "SET client_encoding = 'SQL_ASCII';\n" };
    const bytes = writeArchive({ ...whole, entries: [{ ...entry, tag: 'caf\xe9' }, named] }, 'latin1');
    const archive = parseArchive(bytes);
    expect(archive.encoding).toBe('SQL_ASCII');
    expect(archive.entries[0]?.tag).toBe('caf\udce9');
    expect(
      damage(() =>
        parseArchive(writeArchive({ ...whole, entries: [{ ...entry, tag: 'caf\xe9' }, encoding] }, 'latin1')),
      ),
    ).toMatch(/^the definitions' archive is damaged at byte \d+ of \d+: a text is not in the encoding that it names$/);
  });

  test('round-trips whatever it holds', () => {
    const text = fc.string({ unit: 'grapheme' });
    const nullable = fc.option(text);
    const entries = fc
      .array(
        fc.record({
          hasData: fc.constant(false),
          tableoid: fc.nat(2 ** 32 - 1),
          oid: fc.nat(2 ** 32 - 1),
          tag: text,
          desc: text.filter((desc) => desc !== 'ENCODING'),
          section: fc.integer({ min: 1, max: 4 }),
          ...{ defn: nullable, dropStmt: nullable, copyStmt: nullable, namespace: nullable, tablespace: nullable },
          ...{ tableam: nullable, relkind: fc.option(fc.constantFrom('r', 'p', 'v')), owner: nullable },
          dependencies: fc.array(fc.nat(2 ** 31 - 1)),
        }),
      )
      .map((records) => [encoding, ...records.map((record, i) => ({ ...record, dumpId: i + 2 }))]);
    fc.assert(
      fc.property(entries, (written) => {
        const read = parseArchive(writeArchive({ ...whole, entries: written })).entries;
        const again = read.map(({ catalogId, section, ...rest }) => ({
          ...rest,
          ...catalogId,
          section: ['', 'none', 'pre-data', 'data', 'post-data'].indexOf(section),
          hasData: false,
        }));
        expect(again).toEqual(written);
      }),
    );
  });
});

describe('what is no whole archive is damaged', () => {
  const bytes = writeArchive(whole);

  test('wherever it is cut off', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(damage(() => parseArchive(bytes.subarray(0, length)))).toContain('archive');
    }
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'it does not begin with PGDMP'],
    ['a plain dump', Buffer.from('--\n-- PostgreSQL database dump\n--\n'), 'it does not begin with PGDMP'],
    ['more than it says', Buffer.concat([bytes, Buffer.alloc(3)]), '3 bytes follow its table of contents'],
    ['an entry twice', writeArchive({ ...whole, entries: [encoding, entry, entry] }), 'an entry is there twice'],
    ['no encoding', writeArchive({ ...whole, entries: [entry] }), 'it does not name its encoding'],
    [
      'an unknown section',
      writeArchive({ ...whole, entries: [encoding, { ...entry, section: 9 }] }),
      'entry 2 is in no known section',
    ],
    [
      'a negative number',
      writeArchive({ ...whole, entries: [encoding, { ...entry, dumpId: -2 }] }),
      "an entry's number is -2",
    ],
  ])('when there is %s', (_, file, what) => {
    expect(damage(() => parseArchive(file))).toContain(what);
  });

  test('when its format is unknown, with a hint that it may be newer', () => {
    const newer = Buffer.from(bytes);
    newer[6] = 17;
    expect(() => parseArchive(newer)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('1.17'),
        hint: expect.stringContaining('newer pgstow'),
      }),
    );
  });

  test('whatever bits are flipped, and never anything worse', () => {
    const flip = fc.array(fc.record({ at: fc.nat(bytes.length - 1), mask: fc.integer({ min: 1, max: 255 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(flip, fc.option(fc.nat(bytes.length)), (flips, length) => {
        const spoiled = Buffer.from(bytes.subarray(0, length ?? bytes.length));
        for (const { at, mask } of flips) if (at < spoiled.length) spoiled[at]! ^= mask;
        attempt(() => parseArchive(spoiled)); // a flipped letter in a name is a valid archive
      }),
      { numRuns: 5_000 },
    );
  });

  test('or random bytes behind a good beginning', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.uint8Array({ maxLength: 400 }), (length, rest) => {
        attempt(() => parseArchive(Buffer.concat([bytes.subarray(0, length), rest])));
      }),
      { numRuns: 3_000 },
    );
  });
});

/** The message of the `damaged` error that must come. */
function damage(run: () => Archive): string {
  const error = attempt(run);
  if (!(error instanceof PgstowError)) throw new Error('it was read');
  return error.message;
}

function attempt(run: () => Archive): Archive | PgstowError {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof PgstowError && thrown.code === 'damaged') return thrown;
    throw thrown;
  }
}
