import { PgstowError } from '../errors.ts';
import type { CatalogTable } from '../postgres/catalog/tables.ts';
import type { SharedContent, SharedUnit } from '../repository/sharedWork.ts';
import type { Content, Unit } from './ranges.ts';

/** A unit as other machines are told of it: by numbers. */
export function toShared({ contents, bytes }: Unit): SharedUnit {
  return { contents: contents.map(contentToShared), bytes };
}

function contentToShared(content: Content): SharedContent {
  if (content.kind === 'largeObjects') return { part: content.part, oids: content.oids };
  const { table, from, to } = content.range;
  return { table: table.oid, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** The mirror image, with the tables that our own catalogs have in the same snapshot. */
export function fromShared({ contents, bytes }: SharedUnit, tables: ReadonlyMap<number, CatalogTable>): Unit {
  return { contents: contents.map((content) => contentFromShared(content, tables)), bytes };
}

function contentFromShared(content: SharedContent, tables: ReadonlyMap<number, CatalogTable>): Content {
  if ('part' in content) return { kind: 'largeObjects', part: content.part, oids: content.oids };
  const table = tables.get(content.table);
  if (!table) {
    throw new PgstowError(
      'database',
      `the table of OID ${content.table}, which the leader reads, is not there in the same snapshot`,
      {
        hint: 'do all shards use the same role and database?',
      },
    );
  }
  const { from, to } = content;
  return { kind: 'range', range: { table, ...(from !== undefined && { from }), ...(to !== undefined && { to }) } };
}
