import type { ProgressMeter } from '../events.ts';
import { isEqualSample } from '../incremental/audit.ts';
import { throttle } from '../pipe/throttle.ts';
import { readFingerprints, type TableFingerprint } from '../postgres/catalog/fingerprints.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import type { ConnectionsFound, SetEvidence } from '../repository/evidence.ts';
import type { Plan } from '../repository/plans.ts';
import { confirmSnapshot } from './confirm.ts';
import { ConnectionSearch, type MostConnections } from './connectionSearch.ts';
import { requireEachOnce } from './eachOnce.ts';
import { bytesOf, type Content, rangesByTable, type Unit } from './ranges.ts';
import { readContents } from './readContents.ts';
import { ReadProgress } from './readProgress.ts';
import { findReuse, finishEvidence, type Reuse, type ReuseContext } from './reuse.ts';
import type { Snapshot } from './snapshot.ts';
import { type ContentsRead, type ReadContent, together, type UnitSource } from './unitSource.ts';

/** The rows of a set: what was read, and what an older set had of the rest. */
export interface Data extends ContentsRead {
  readonly reuse: Reuse;
  /** What the sample has found; then all was read. */
  readonly alarm?: string | undefined;
  /** How long it took to read, in milliseconds. */
  readonly readingTook: number;
  /** How many connections have read at last, where the plan leaves that open. */
  readonly connections?: ConnectionsFound | undefined;
}

/** Of the tables whose rows are read. Before anything else is asked of the leader. */
export async function readTableFingerprints(
  { leader, tables, history }: Snapshot,
  { document }: Plan,
): Promise<ReadonlyMap<number, TableFingerprint>> {
  if (document.incremental === 'off' || 'obstacle' in history) return new Map();
  await leader.query('SET LOCAL enable_seqscan = on'); // the catalogs are read in whole
  const withRows = tables.data.filter(({ kind }) => kind === 'r').map(({ oid }) => oid);
  const fingerprints = await readFingerprints(leader, withRows);
  await leader.query('SET LOCAL enable_seqscan = off');
  return fingerprints;
}

/** Gives units to those who read them: to this machine alone, or to others as well. */
export type Distribute = <T>(
  units: readonly Unit[],
  progress: ReadProgress,
  use: (source: UnitSource) => Promise<T>,
) => Promise<T>;

export interface ReadDataOptions {
  readonly leaderIsFree: Promise<unknown>;
  readonly meter: ProgressMeter;
  readonly distribute: Distribute;
  /** How many machines share the plan's rate limit. */
  readonly machines: number;
  /** How many connections there may be, where the plan leaves that open. */
  readonly most: MostConnections | undefined;
}

/**
 * Reads what has to be read, and a sample of what need not be. Where that is not what the older set has, something is wrong
 * that nobody knows yet: then all is read.
 */
export async function readData(
  context: ReuseContext,
  { leaderIsFree, meter, distribute, machines, most }: ReadDataOptions,
): Promise<Data> {
  const { snapshot, plan, blobs, signal } = context;
  const reuse = await findReuse(context);
  const { rateLimit } = plan.document;
  const concurrency = connectionsFor(plan, most);
  const options = {
    leaderIsFree,
    concurrency,
    blobs,
    throttle: rateLimit === undefined ? undefined : throttle(rateLimit / machines, { signal }),
    signal,
  };
  const read = async (units: readonly Unit[]) => {
    const progress = new ReadProgress(meter, units);
    const found = await distribute(units, progress, (source) =>
      readContents(snapshot, source, { ...options, progress }),
    );
    requireEachOnce(units, found);
    return found;
  };
  const tables = rangesByTable(reuse.toRead);
  meter.expect({ tables: rangesByTable(context.units).size, bytesTotal: bytesOf(reuse.toRead) });
  meter.add({ tablesDone: rangesByTable(context.units).size - tables.size });
  const began = performance.now();
  const first = await read(reuse.toRead);
  const alarm = await alarmOf(context, reuse, first);
  if (alarm === undefined) return { ...first, reuse, ...howItWasRead(began, concurrency, meter) };
  meter.warn(alarm);
  const rest = await read(reuse.unread);
  return {
    ...together(first, rest),
    reuse: { ...reuse, reused: [], unread: [] },
    alarm,
    ...howItWasRead(began, concurrency, meter),
  };
}

/** How many connections read, or who looks for their number. */
export function connectionsFor({ document }: Plan, most: MostConnections | undefined): number | ConnectionSearch {
  if (document.concurrency !== 'auto') return document.concurrency;
  return new ConnectionSearch(most ?? { count: 1, boundedBy: 'nobody has said how many there may be' });
}

function howItWasRead(
  began: number,
  concurrency: number | ConnectionSearch,
  meter: ProgressMeter,
): Pick<Data, 'readingTook' | 'connections'> {
  const readingTook = performance.now() - began;
  if (typeof concurrency === 'number') return { readingTook };
  tellConnections(concurrency, meter);
  return { readingTook, connections: concurrency.found };
}

export function tellConnections({ found: { count, reason } }: ConnectionSearch, meter: ProgressMeter): void {
  meter.remark(`concurrency auto: ${count === 1 ? '1 connection has' : `${count} connections have`} read; ${reason}`);
}

/** A type that was changed while its values were read makes a difference too, and is no reason for an alarm. */
async function alarmOf(
  { snapshot, fingerprints, signal }: ReuseContext,
  { audits }: Reuse,
  { contents }: ContentsRead,
): Promise<string | undefined> {
  const differing = contents.filter((each) => {
    const expected = audits.get(each.content);
    return expected && !isEqualSample(expected, each);
  });
  if (differing.length === 0) return undefined;
  const now = await confirmSnapshot(snapshot, fingerprints, signal);
  const stable = differing.filter(({ content }) => {
    const oid = oidOf(content);
    return fingerprints.get(oid)?.fingerprint === now.get(oid)?.fingerprint;
  });
  return stable.length === 0 ? undefined : alarmText(stable, audits);
}

function oidOf(content: Content): number {
  return content.kind === 'range' ? content.range.table.oid : 0;
}

function alarmText(differing: readonly ReadContent[], audits: Reuse['audits']): string {
  const [first] = differing;
  const expected = audits.get(first!.content)!;
  const figures = ({ rows, hash }: { readonly rows: number; readonly hash: string }) => `${rows} rows, hash ${hash}`;
  return (
    `${nameOf(first!.content)} was held to be unchanged since an older set and is not: that set has ${figures(expected)}, ` +
    `the database has ${figures(first!)}${differing.length > 1 ? `; so it is with ${differing.length - 1} more ranges` : ''}. ` +
    'All is read for this set, which is right. Do not rely on the older sets of this plan that say that they reused ranges, and verify them by a restore. ' +
    'It is a bug of pgstow or of PostgreSQL, or the storage of the server: please report it, with this message and what pgstow show --json prints of this set and of the one before'
  );
}

function nameOf(content: Content): string {
  if (content.kind !== 'range') return 'a large object';
  const { table, from = 0, to } = content.range;
  return `${quoteQualified(table.schema, table.name)}, blocks ${from} to ${to ?? 'the end'},`;
}

/**
 * What the set keeps of its moment; undefined where the server does not tell which blocks are changed. What was finished after the
 * reading counts only if the leader is still there: a crash in between may have taken back what the snapshot shows, and put other
 * WAL in the place of what told of it, without a new start of the server.
 */
export async function evidenceOf(
  snapshot: Snapshot,
  { reuse: { moment, evidence }, readingTook }: Pick<Data, 'reuse' | 'readingTook'>,
  signal: AbortSignal,
): Promise<SetEvidence | undefined> {
  if (evidence || !moment) return evidence;
  const finished = await finishEvidence(snapshot, moment, { readingTook, signal });
  return (await isThere(snapshot.leader)) ? finished : moment;
}

function isThere(leader: Snapshot['leader']): Promise<boolean> {
  return leader.query('SELECT').then(
    () => true,
    () => false,
  );
}
