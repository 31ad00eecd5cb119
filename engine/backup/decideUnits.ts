import type { Sample } from '../incremental/audit.ts';
import { whyRead } from '../incremental/decide.ts';
import { type Division, divisionOf, numberOf } from '../incremental/tableEvidence.ts';
import type { TableNow } from '../incremental/tableRules.ts';
import { addHashes } from '../pipe/rows.ts';
import type { TableFingerprint } from '../postgres/catalog/fingerprints.ts';
import type { BlobStore } from '../repository/blobs.ts';
import type { Piece, RangeItem } from '../repository/contents.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { Base } from './base.ts';
import { type Content, type Range, rangesByTable, type Unit } from './ranges.ts';

/** What an older set has of a content that need not be read. */
export interface ReusedContent extends Sample {
  readonly content: Content;
  readonly pieces: readonly Piece[];
  /** The set for which it was read. */
  readonly readFor: string;
}

interface ReusableUnit {
  readonly unit: Unit;
  readonly contents: readonly ReusedContent[];
}

export interface DecidedUnits {
  readonly reusable: readonly ReusableUnit[];
  readonly toRead: readonly Unit[];
  /** Why each range of these is read. */
  readonly reasons: ReadonlyMap<Content, string>;
  /** Bytes stored of the blobs that are reused. */
  readonly storedBytes: ReadonlyMap<string, number>;
}

interface Tables {
  readonly units: readonly Unit[];
  readonly fingerprints: ReadonlyMap<number, TableFingerprint>;
}

/**
 * Decides which units need not be read. Small tables share a unit and its blobs: those are reused or read together, lest a blob be
 * kept for the one table in it that nobody has changed.
 */
export async function decideUnits(
  tables: Tables,
  base: Base,
  { blobs, signal }: { readonly blobs: BlobStore; readonly signal: AbortSignal },
): Promise<DecidedUnits> {
  const judged = judgeAll(tables, base);
  const names = new Set(
    judged.flatMap(({ found }) => found.flatMap(({ pieces = [] }) => pieces.map(({ blob }) => blob))),
  );
  const storedBytes = await sizesOf(blobs, [...names], signal);
  const reusable: ReusableUnit[] = [];
  const toRead: Unit[] = [];
  const reasons = new Map<Content, string>();
  for (const { unit, found } of judged) {
    const looked = found.map((each) => ({ ...each, reason: each.reason ?? whyNotStored(each.pieces, storedBytes) }));
    if (looked.every(({ reason }) => reason === undefined)) {
      reusable.push({ unit, contents: looked.flatMap(({ reused }) => reused ?? []) });
      continue;
    }
    toRead.push(unit);
    for (const { content, reason } of looked)
      reasons.set(content, reason ?? 'it shares blobs with tables that are read');
  }
  return { reusable, toRead, reasons, storedBytes };
}

interface Judged {
  readonly content: Content;
  readonly reused?: ReusedContent;
  readonly pieces?: readonly Piece[];
  readonly reason?: string | undefined;
}

function judgeAll(
  { units, fingerprints }: Tables,
  base: Base,
): { readonly unit: Unit; readonly found: readonly Judged[] }[] {
  const divisions = new Map([...rangesByTable(units)].map(([oid, ranges]) => [oid, divisionOf(ranges)]));
  const judge = (content: Content): Judged => {
    if (content.kind !== 'range') return { content, reason: 'large objects are always read' };
    const { oid } = content.range.table;
    return judgeRange(content, content.range, base, { known: fingerprints.get(oid), division: divisions.get(oid)! });
  };
  return units.map((unit) => ({ unit, found: unit.contents.map(judge) }));
}

function judgeRange(
  content: Content,
  range: Range,
  { set, tables, changes }: Base,
  { known, division }: { readonly known: TableFingerprint | undefined; readonly division: Division },
): Judged {
  const older = tables.get(range.table.oid);
  if (!older || !known) return { content, reason: 'it is a table that the older set does not have' };
  const number = numberOf(range, division);
  const now: TableNow = { ...range.table, ...known, ...division };
  const reason = whyRead({ was: older.item, now, number, changes });
  if (reason !== undefined) return { content, reason };
  const reused = reusedContent(content, older.ranges.get(number), set.set);
  return { content, reused, pieces: reused.pieces };
}

/** A range without rows is not in a set's list. */
function reusedContent(content: Content, item: RangeItem | undefined, set: string): ReusedContent {
  if (!item) return { content, rows: 0, hash: addHashes([]), bytes: 0, pieces: [], readFor: set };
  const { rows, hash, bytes, pieces, readFor = set } = item;
  return { content, rows, hash, bytes, pieces, readFor };
}

/**
 * Bytes stored of those blobs that are there and may be relied on, which does not lie in an archive. To be asked under the lease of the plan's backups: what is
 * there then, and in no list of what is deleted that was published before, stays until the lease is given back.
 */
async function sizesOf(blobs: BlobStore, names: readonly string[], signal: AbortSignal): Promise<Map<string, number>> {
  const reliable = names.filter((name) => blobs.mayRelyOn(name));
  const states = await inParallel(reliable, (name) => blobs.look(name, { signal }));
  return new Map(
    reliable.flatMap((name, at) => {
      const state = states[at];
      return state && !state.archived ? [[name, state.size] as const] : [];
    }),
  );
}

function whyNotStored(pieces: readonly Piece[] = [], storedBytes: ReadonlyMap<string, number>): string | undefined {
  return pieces.every(({ blob }) => storedBytes.has(blob))
    ? undefined
    : 'a blob that it needs is missing from the repository, archived, or about to be deleted';
}
