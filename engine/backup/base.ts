import type pg from 'pg';
import { whyNoDatabase } from '../incremental/decide.ts';
import { spanOf, whyNoBase } from '../incremental/setRules.ts';
import { type Changes, coveringFiles, type SummaryFile } from '../incremental/summaries.ts';
import { divisionOf, numberOf } from '../incremental/tableEvidence.ts';
import type { TableFingerprint } from '../postgres/catalog/fingerprints.ts';
import { readChanges } from '../postgres/walSummaries.ts';
import type { RangeItem, TableItem } from '../repository/contents.ts';
import type { SetEvidence, WalBase, WalMoment } from '../repository/evidence.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedSet } from '../repository/sets.ts';
import { rangesByTable, type Unit } from './ranges.ts';

/** A set that may be a base. */
export interface Candidate {
  readonly manifest: SetManifest;
  readonly evidence: BaseEvidence;
}

type BaseEvidence = SetEvidence & { readonly base: WalBase };

/** The set that ranges are reused of, and what was changed since. */
export interface Base {
  readonly set: SetManifest;
  readonly tables: ReadonlyMap<number, BaseTable>;
  readonly changes: Changes;
}

/** A table of it, and those of its ranges that have rows, by their numbers. */
export interface BaseTable {
  readonly item: TableItem;
  readonly ranges: ReadonlyMap<number, RangeItem>;
}

/** So many older sets are looked at: the newest are no base where a transaction was open for long. */
const looked = 10;

/** The newest sets of a plan. */
export function olderSets({ sets }: Repository, plan: string, signal: AbortSignal): Promise<readonly ListedSet[]> {
  return sets.list(plan, { limit: looked, signal });
}

/**
 * Those of them that can still be believed: where a sample has shown that a set says too much of what is unchanged, nobody knows
 * which of the older ones do as well. All was read for the set that has found it.
 */
export function sinceAlarm(older: readonly SetManifest[]): readonly SetManifest[] {
  const alarms = older.flatMap(({ reading, snapshotAt }) =>
    reading?.alarm === undefined ? [] : Date.parse(snapshotAt),
  );
  const last = Math.max(Number.NEGATIVE_INFINITY, ...alarms);
  return older.filter(({ snapshotAt }) => Date.parse(snapshotAt) >= last);
}

/** Those of them that keep what a base needs, and whose rows were all read within so many milliseconds. */
export function candidates(
  older: readonly SetManifest[],
  { now, within }: { readonly now: Date; readonly within: number },
): readonly Candidate[] {
  return older.flatMap((manifest) => {
    const { evidence, reading } = manifest;
    if (!evidence?.base || !reading) return [];
    const age = now.getTime() - Date.parse(reading.fullAt);
    return age >= 0 && age < within ? { manifest, evidence: { ...evidence, base: evidence.base } } : [];
  });
}

export interface BaseContext {
  readonly repository: Repository;
  readonly client: pg.Client;
  readonly moment: WalMoment;
  readonly files: readonly SummaryFile[];
  readonly units: readonly Unit[];
  readonly fingerprints: ReadonlyMap<number, TableFingerprint>;
  readonly signal: AbortSignal;
}

/** The newest set that there is no objection to, with its ranges; or what the objection to the newest is. */
export async function findBase(
  context: BaseContext,
  older: readonly Candidate[],
): Promise<Base | { readonly reason: string }> {
  const { moment, files } = context;
  const objections = older.map((set) => whyNoBase({ base: set.evidence, now: moment, files }));
  const set = older[objections.indexOf(undefined)];
  if (!set) return { reason: objections[0] ?? 'no older set can be compared with' };
  const changes = await changesSince(context, set.evidence);
  const objection = whyNoDatabase(changes);
  if (objection !== undefined) return { reason: objection };
  return { set: set.manifest, changes, tables: await tablesOf(context, set.manifest) };
}

async function changesSince(
  { client, moment, files, units, fingerprints }: BaseContext,
  base: BaseEvidence,
): Promise<Changes> {
  const span = coveringFiles(files, moment.timeline, spanOf({ base, now: moment }))!;
  const watched = [...rangesByTable(units)].flatMap(([oid, ranges]) => {
    const known = fingerprints.get(oid);
    return known ? { filenode: known.filenode, blocksPerRange: divisionOf(ranges).blocksPerRange } : [];
  });
  return readChanges(client, span, moment.databaseOid, watched);
}

async function tablesOf(
  { repository, signal }: BaseContext,
  manifest: SetManifest,
): Promise<ReadonlyMap<number, BaseTable>> {
  const items = await repository.sets.readContents(manifest, { signal });
  const ranges = Map.groupBy(
    items.filter((item) => item.kind === 'range'),
    ({ table }) => table,
  );
  const tables = items.flatMap((item, position) => {
    if (item.kind !== 'table' || item.structureOnly) return [];
    const of = (ranges.get(position) ?? []).map((range) => [numberOf(range, item.evidence ?? {}), range]);
    return [[item.oid, { item, ranges: new Map(of as [number, RangeItem][]) }] as const];
  });
  return new Map(tables);
}
