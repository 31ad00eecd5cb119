import { createHash } from 'node:crypto';
import { divisionOf, tableEvidence } from '../incremental/tableEvidence.ts';
import { addHashes } from '../pipe/rows.ts';
import type { TableFingerprint } from '../postgres/catalog/fingerprints.ts';
import type { CatalogTable } from '../postgres/catalog/tables.ts';
import type { DefinitionsDump } from '../postgres/definitions/dumpDefinitions.ts';
import { textSettings } from '../postgres/session.ts';
import { describeTarget } from '../postgres/target.ts';
import type { LargeObjectsItem, RangeItem, TableItem } from '../repository/contents.ts';
import { type EncodedContents, encodeContents } from '../repository/contentsFile.ts';
import type { SetEvidence, ShardShare } from '../repository/evidence.ts';
import type { SetManifest, SetTotals } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import { crossBorder } from '../spec/crossBorder.ts';
import { idleExclusions } from '../spec/selection.ts';
import { version } from '../version.ts';
import type { Held } from './held.ts';
import type { Data } from './readData.ts';
import { readingOfSet, readingOfTable } from './readingOf.ts';
import type { SmallObjects } from './smallObjects.ts';
import type { Snapshot } from './snapshot.ts';

export interface Parts {
  readonly repository: Repository;
  readonly plan: Plan;
  readonly set: string;
  readonly startedAt: Date;
  readonly snapshot: Snapshot;
  readonly small: SmallObjects;
  readonly data: Data;
  readonly definitions: DefinitionsDump;
  /** What the set keeps for later ones; absent where the server does not tell which blocks are changed. */
  readonly evidence: SetEvidence | undefined;
  /** Of the tables, at the snapshot and after all was read. */
  readonly fingerprints: ReadonlyMap<number, TableFingerprint>;
  readonly confirmed: ReadonlyMap<number, TableFingerprint>;
  /** What each of several machines has read. */
  readonly shards: readonly ShardShare[] | undefined;
}

/** Puts together what a set consists of: its list of contents and, over it, the manifest. Nothing is written yet. */
export async function assembleSet(parts: Parts): Promise<{ manifest: SetManifest; contents: EncodedContents }> {
  const { small, data } = parts;
  const read = await Promise.all(data.contents.map(async (content) => ({ ...content, at: await content.pieces })));
  const whole = [...read, ...data.reuse.reused.map((each) => ({ ...each, at: each.pieces }))];
  const tables = tableItems(parts, whole);
  const largeObjects = largeObjectItems(whole);
  const contents = await encodeContents([
    ...tables,
    ...largeObjects,
    ...small.sequences,
    ...small.views,
    ...small.globals,
  ]);
  return { manifest: manifest(parts, contents, totals(parts, tables, largeObjects, whole), whole), contents };
}

/** Each table followed by its ranges in the order of their blocks. */
function tableItems(parts: Parts, read: readonly Held[]): (TableItem | RangeItem)[] {
  const { tables } = parts.snapshot;
  const byTable = Map.groupBy(read, ({ content }) => (content.kind === 'range' ? content.range.table.oid : 0));
  const items: (TableItem | RangeItem)[] = [];
  for (const table of tables.data.filter(({ kind }) => kind === 'r')) {
    const ranges = (byTable.get(table.oid) ?? []).sort((a, b) => firstBlock(a) - firstBlock(b));
    const position = items.length;
    items.push({ ...tableItem(table, ranges), ...whatItKeeps(parts, table, ranges) });
    for (const range of ranges) if (range.rows > 0) items.push(rangeItem(position, range));
  }
  const structureOnly = tables.structureOnly.filter(({ kind }) => kind === 'r');
  return [...items, ...structureOnly.map((table) => ({ ...tableItem(table, []), structureOnly: true as const }))];
}

function firstBlock({ content }: Held): number {
  return content.kind === 'range' ? (content.range.from ?? 0) : 0;
}

function tableItem(table: CatalogTable, ranges: readonly Held[]): TableItem {
  const { oid, schema, name, persistence, columns, extension, condition } = table;
  return {
    kind: 'table',
    oid,
    schema,
    name,
    persistence,
    columns,
    rows: ranges.reduce((sum, range) => sum + range.rows, 0),
    hash: addHashes(ranges.map((range) => range.hash)),
    bytes: ranges.reduce((sum, range) => sum + range.bytes, 0),
    ...(extension !== null && { extension }),
    ...(condition && { condition }),
  };
}

/** What is told of how the table was read, and what a later set needs to refer to its ranges. */
function whatItKeeps(
  { data, evidence, fingerprints, confirmed }: Parts,
  { oid }: CatalogTable,
  held: readonly Held[],
): Pick<TableItem, 'evidence' | 'reading'> {
  const ranges = held.flatMap(({ content }) => (content.kind === 'range' ? content.range : []));
  const known = evidence && tableEvidence(fingerprints.get(oid), confirmed.get(oid), divisionOf(ranges));
  const reading = readingOfTable(data, held);
  return { ...(known && { evidence: known }), ...(reading && { reading }) };
}

function rangeItem(table: number, { content, rows, hash, bytes, at, readFor }: Held): RangeItem {
  const { from, to } = content.kind === 'range' ? content.range : {};
  return {
    kind: 'range',
    table,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    rows,
    hash,
    bytes,
    pieces: at,
    ...(readFor !== undefined && { readFor }),
  };
}

function largeObjectItems(read: readonly Held[]): LargeObjectsItem[] {
  return read.flatMap(({ content, rows, hash, bytes, at }) =>
    content.kind === 'largeObjects'
      ? [{ kind: 'largeObjects' as const, part: content.part, oids: content.oids, rows, hash, bytes, pieces: at }]
      : [],
  );
}

function totals(
  { small, data }: Parts,
  tables: readonly (TableItem | RangeItem)[],
  largeObjects: readonly LargeObjectsItem[],
  read: readonly Held[],
): SetTotals {
  const items = tables.filter((item) => item.kind === 'table');
  const blobs = new Set(read.flatMap(({ at }) => at.map((piece) => piece.blob)));
  return {
    tables: items.length,
    rows: items.reduce((sum, table) => sum + table.rows, 0),
    bytes: read.reduce((sum, { bytes }) => sum + bytes, 0),
    storedBytes: [...blobs].reduce(
      (sum, blob) => sum + (data.storedBytes.get(blob) ?? data.reuse.storedBytes.get(blob) ?? 0),
      0,
    ),
    newBytes: [...data.newBlobs.values()].reduce((sum, { storedBytes }) => sum + storedBytes, 0),
    blobs: blobs.size,
    sequences: small.sequences.length,
    largeObjects: largeObjects
      .filter(({ part }) => part === 'metadata')
      .reduce((sum, { oids }) => sum + oids.length, 0),
  };
}

function manifest(
  { repository, plan, set, startedAt, snapshot, small, definitions, data, evidence, shards }: Parts,
  contents: EncodedContents,
  totals: SetTotals,
  held: readonly Held[],
): SetManifest {
  const { facts, target, takenAt, tables } = snapshot;
  const { include, exclude, structureOnly } = plan.document.objects;
  const { name, inRecovery, ...source } = facts;
  const border = crossBorder(plan.document, repository.facts.region);
  return {
    format: 1,
    set,
    plan: plan.id,
    planRevision: plan.revision,
    repository: repository.id,
    tool: version,
    startedAt: startedAt.toISOString(),
    snapshotAt: takenAt.toISOString(),
    finishedAt: new Date().toISOString(),
    source: { ...source, database: name, address: describeTarget(target) },
    selection: {
      include,
      exclude,
      structureOnly,
      complete: tables.excluded.length + tables.structureOnly.length === 0,
    },
    copySettings: textSettings,
    definitions: {
      bytes: definitions.archive.length,
      sha256: createHash('sha256').update(definitions.archive).digest('hex'),
      pgDumpVersion: definitions.pgDumpVersion,
    },
    contents: { bytes: contents.bytes, sha256: contents.sha256, items: contents.items },
    totals,
    reading: { ...readingOfSet(data, held, takenAt), ...(shards && { shards }) },
    ...(evidence && { evidence }),
    ...(border && { crossBorder: border }),
    warnings: [
      ...(data.alarm === undefined ? [] : [data.alarm]),
      ...idleExclusions([...tables.data, ...tables.structureOnly, ...tables.excluded], plan.document.objects),
      ...small.warnings,
      ...definitions.warnings,
    ],
  };
}
