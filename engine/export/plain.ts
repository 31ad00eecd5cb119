import { encoderOf } from '../postgres/archiveWriter.ts';
import type { LargeObjectsItem } from '../repository/contents.ts';
import { copyStatement } from './copyStatement.ts';
import { refreshSql, setvalSql } from './dataEntries.ts';
import type { Export } from './exportSet.ts';
import { factsTable, largeObjectsFrom, largeObjectsSaid, opening, slicesTable, stagingCopy } from './plainSql.ts';
import { scriptSections } from './scriptSections.ts';
import { largeObjectContent, tableContent } from './tableContent.ts';

/** Writes all of it as one script for psql, in the order in which pg_restore would do it. */
export function writePlain(work: Export): Promise<void> {
  return work.folder.writeMain(script(work), { signal: work.signal });
}

async function* script(work: Export): AsyncGenerator<Uint8Array, void, void> {
  const { parts, set } = work;
  const encode = encoderOf(parts.archive);
  const sections = scriptSections(parts, set);
  yield encode(opening(set, parts.archive.encoding));
  for (const sql of sections.definitions) yield encode(sql);
  for (const item of parts.largeObjects) if (item.part === 'data') yield* slices(item, work);
  for (const rows of parts.tables) {
    yield encode(copyStatement(rows.table, parts, set.source.encoding));
    yield* tableContent(rows, work);
  }
  for (const sequence of parts.sequences) yield encode(setvalSql(sequence));
  for (const sql of sections.afterRows) yield encode(sql);
  for (const item of parts.largeObjects) if (item.part === 'metadata') yield* facts(item, work);
  for (const sql of sections.privileges) yield encode(sql);
  for (const view of parts.populated) yield encode(refreshSql(view));
  for (const sql of sections.last) yield encode(sql);
}

/** The slices come as rows of a temporary table, from which the server puts the objects together. */
async function* slices(item: LargeObjectsItem, work: Export): AsyncGenerator<Uint8Array, void, void> {
  yield Buffer.from(stagingCopy(slicesTable, work.set.source.encoding));
  yield* largeObjectContent(item, work);
  yield Buffer.from(largeObjectsFrom);
}

/** Owners, privileges and comments likewise: who gives an object away may no longer write to it, so they come late. */
async function* facts(item: LargeObjectsItem, work: Export): AsyncGenerator<Uint8Array, void, void> {
  yield Buffer.from(stagingCopy(factsTable, work.set.source.encoding));
  yield* largeObjectContent(item, work);
  yield Buffer.from(largeObjectsSaid(work.roles));
}
