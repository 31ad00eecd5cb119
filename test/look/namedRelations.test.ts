import { expect, test } from 'vitest';
import { ArchiveGraph } from '../../engine/archive/archiveGraph.ts';
import { namedRelations } from '../../engine/look/namedRelations.ts';
import { type Archive, type ArchiveEntry, parseArchive } from '../../engine/postgres/archive.ts';
import { writeArchive } from '../postgres/archiveWriter.ts';

const entry = {
  ...{ dumpId: 1, hasData: false, tableoid: 0, oid: 0, tag: 'ENCODING', desc: 'ENCODING', section: 2 },
  ...{ defn: "SET client_encoding = 'UTF8';\n", dropStmt: null, copyStmt: null, namespace: null, tablespace: null },
  ...{ tableam: null, relkind: null, owner: null, dependencies: [] },
};
const archive: Archive = parseArchive(
  writeArchive({ minor: 16, integerBytes: 4, offsetBytes: 8, database: 'd', entries: [entry] }),
);
const relation = (desc: string, namespace: string, tag: string, i: number): ArchiveEntry => ({
  ...archive.entries[0]!,
  ...{ dumpId: i + 2, desc, namespace, tag },
});
const graph = new ArchiveGraph({
  ...archive,
  entries: [
    relation('TABLE', 'public', 'orders', 0),
    relation('TABLE', 'old', 'orders', 1),
    relation('TABLE', 'public', 'Mixed Case', 2),
    relation('VIEW', 'public', 'totals', 3),
    relation('FUNCTION', 'public', 'f()', 4),
  ],
});

test.each([
  ['SELECT * FROM totals', ['"public"."totals"']],
  ['select * from Orders', ['"public"."orders"', '"old"."orders"']],
  ['SELECT * FROM old.orders o', ['"old"."orders"']],
  ['SELECT o.n FROM public . orders o', ['"public"."orders"']],
  ['TABLE "Mixed Case"', ['"public"."Mixed Case"']],
  ['SELECT * FROM mixed_case', []],
  ["SELECT 'orders', $$totals$$ -- totals\n /* orders */", []],
  ['SELECT f()', []],
])('%s names %j', (sql, names) => {
  expect(namedRelations(sql, graph)).toEqual(names);
});
