import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Archive, type ArchiveEntry, parseArchive } from '../../engine/postgres/archive.ts';
import { encodeEntry, encodeHead, encodeInteger, encoderOf } from '../../engine/postgres/archiveWriter.ts';

const about: Omit<Archive, 'encoding' | 'entries'> = {
  ...{ format: 'directory', formatVersion: '1.14', createdAt: new Date('2026-11-22T20:15:30Z'), database: 'shöp' },
  ...{ serverVersion: '18.4', dumpVersion: '18.3' },
};

const entry = (encoding: string): fc.Arbitrary<ArchiveEntry> => {
  const text =
    encoding === 'UTF8' ? fc.string({ unit: 'grapheme' }) : fc.string({ unit: fc.constantFrom('a', 'é', '\udce9') });
  const nullable = fc.option(text);
  return fc.record({
    dumpId: fc.constant(0),
    catalogId: fc.record({ tableoid: fc.nat(2 ** 32 - 1), oid: fc.nat(2 ** 32 - 1) }),
    tag: text,
    desc: text.filter((desc) => desc !== 'ENCODING'),
    section: fc.constantFrom('none', 'pre-data', 'data', 'post-data'),
    ...{ defn: nullable, dropStmt: nullable, copyStmt: nullable, namespace: nullable, tablespace: nullable },
    ...{ tableam: nullable, relkind: fc.constant(null), owner: nullable },
    dependencies: fc.array(fc.nat(2 ** 31 - 1)),
    file: fc.option(fc.constant('7.dat'), { nil: undefined }),
  });
};

test.each(['UTF8', 'SQL_ASCII'])('what is written of an archive in %s our own reader reads', (encoding) => {
  const first: ArchiveEntry = {
    ...{ dumpId: 1, catalogId: { tableoid: 0, oid: 0 }, tag: 'ENCODING', desc: 'ENCODING', section: 'pre-data' },
    ...{ defn: `SET client_encoding = '${encoding}';\n`, dropStmt: null, copyStmt: null, namespace: null },
    ...{ tablespace: null, tableam: null, relkind: null, owner: null, dependencies: [] },
  };
  fc.assert(
    fc.property(fc.array(entry(encoding)), (others) => {
      const entries = [first, ...others.map((each, i) => ({ ...each, dumpId: i + 2 }))];
      const archive: Archive = { ...about, encoding, entries };
      const encode = encoderOf(archive);
      const parts = [encodeHead(archive, encode), encodeInteger(entries.length)];
      const bytes = Buffer.concat([...parts, ...entries.map((each) => encodeEntry(each, encode))]);
      expect(parseArchive(bytes)).toEqual(archive);
    }),
  );
});
