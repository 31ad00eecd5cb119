import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ArchiveGraph } from '../../engine/archive/archiveGraph.ts';
import { selectParts } from '../../engine/archive/selectParts.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { scriptSections } from '../../engine/export/scriptSections.ts';
import { tableContent } from '../../engine/export/tableContent.ts';
import { BlobReader } from '../../engine/pipe/blobReader.ts';
import { plainHash } from '../../engine/pipe/contentHash.ts';
import { RowsDigester } from '../../engine/pipe/rows.ts';
import { parseArchive } from '../../engine/postgres/archive.ts';
import type { TableItem } from '../../engine/repository/contents.ts';
import type { SetManifest } from '../../engine/repository/manifest.ts';
import { type WrittenEntry, writeArchive } from '../postgres/archiveWriter.ts';

const encoding: WrittenEntry = {
  ...{ dumpId: 1, hasData: false, tableoid: 0, oid: 0, tag: 'ENCODING', desc: 'ENCODING', section: 2 },
  ...{ defn: "SET client_encoding = 'UTF8';\n", dropStmt: null, copyStmt: null, namespace: null, tablespace: null },
  ...{ tableam: null, relkind: null, owner: null, dependencies: [] },
};

function sectionsOf(...entries: Partial<WrittenEntry>[]) {
  const written = [
    encoding,
    ...entries.map((entry, i) => ({ ...encoding, dumpId: i + 2, namespace: 'public', ...entry })),
  ];
  const archive = parseArchive(
    writeArchive({ minor: 16, integerBytes: 4, offsetBytes: 8, database: 'd', entries: written }),
  );
  const parts = selectParts(archive, [], { schemas: [], tables: [] });
  expect(parts.graph).toBeInstanceOf(ArchiveGraph);
  return scriptSections(parts, { source: { versionNumber: 150000 } } as SetManifest);
}

test.each([
  'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n\\! rm -rf /\n$$;',
  "CREATE VIEW v AS SELECT '\n\\! x', E'\\\\ \\'', \"a\\b\" /* \\! */; -- \\! ",
])('psql is given %s, in which backslashes are quoted', (defn) => {
  expect(sectionsOf({ desc: 'VIEW', tag: 'v', defn }).definitions).toEqual([
    `${defn.trim()}${defn.trim().endsWith(';') ? '' : ';'}\n`,
  ]);
});

test.each([
  'CREATE VIEW v AS SELECT 1;\n\\! rm -rf /',
  "CREATE VIEW v AS SELECT 'a'\\gexec;",
  'CREATE VIEW v AS SELECT $a$ $a$ \\! x',
  'CREATE VIEW v AS SELECT 1 /* /* */ \\! x */',
])('psql is not given %s, for it would obey', (defn) => {
  expect(() => sectionsOf({ desc: 'VIEW', tag: 'v', defn })).toThrow(
    'VIEW public.v holds a backslash outside of quotes, which psql obeys',
  );
});

test('statements run in the passes of pg_restore', () => {
  const post = { section: 4 };
  expect(
    sectionsOf(
      { desc: 'TABLE', tag: 't', defn: 'CREATE TABLE public.t ();' },
      { desc: 'ACL', tag: 'TABLE t', section: 1, defn: 'GRANT;', dependencies: [2] },
      { desc: 'INDEX', tag: 'i', defn: 'CREATE INDEX;', ...post, dependencies: [2] },
      { desc: 'EVENT TRIGGER', tag: 'e', defn: 'CREATE EVENT TRIGGER;', ...post },
      { desc: 'COMMENT', tag: 'EVENT TRIGGER e', section: 1, defn: 'COMMENT;', dependencies: [5] },
      { desc: 'TRIGGER', tag: 't tr', defn: 'CREATE TRIGGER;', ...post, dependencies: [2] },
    ),
  ).toEqual({
    definitions: ['CREATE TABLE public.t ();\n'],
    afterRows: ['CREATE INDEX;\n', 'CREATE TRIGGER;\n'],
    privileges: ['GRANT;\n'],
    last: ['CREATE EVENT TRIGGER;\n', 'COMMENT;\n'],
  });
});

test('a subscription is written in words that its own server knows, and later ones', () => {
  const defn = "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (connect = false, run_as_owner = true);\n";
  const { afterRows } = sectionsOf({ desc: 'SUBSCRIPTION', tag: 's', section: 4, defn });
  expect(afterRows).toHaveLength(1);
  expect(afterRows[0]).toContain('>= 170000 THEN');
  expect(afterRows[0]).toContain("WITH (connect = false, run_as_owner = true);''; ELSE");
  expect(afterRows[0]).toContain("WITH (connect = false);''; END IF");
  expect(afterRows[0]).toMatch(/^DO '/);
});

test('a row that begins with what ends rows is not handed on, wherever it is cut', async () => {
  for (const text of ['\\.\n', '1\n\\.\n', `${'x'.repeat(262_143)}\n\\.\n`, `${'x'.repeat(262_142)}\n\\.\n`]) {
    const content = Buffer.from(text);
    const digester = new RowsDigester();
    digester.update(content);
    const { rows, hash } = digester.digest();
    const name = plainHash();
    name.update(content);
    const blob = name.digest('hex');
    const table: TableItem = {
      ...{ kind: 'table', oid: 1, schema: 's', name: 't', persistence: 'p', columns: ['a'] },
      ...{ rows, hash, bytes: content.length },
    };
    const range = { kind: 'range', table: 0, rows, hash, bytes: content.length } as const;
    const blobs = new BlobReader(async () => zstdCompressSync(content));
    const ranges = [{ ...range, pieces: [{ blob, offset: 0, length: content.length }] }];
    const read = async () => {
      for await (const _ of tableContent({ table, ranges }, { blobs, meter: new ProgressMeter() }));
    };
    await expect(read()).rejects.toMatchObject({
      code: 'unsupported',
      message: '"s"."t": a row begins with what ends rows, which COPY never writes',
    });
  }
});
