import { randomInt } from 'node:crypto';
import { messageOf, PgstowError, throwIfAborted } from '../errors.ts';
import { chooseAudits, type Sample } from '../incremental/audit.ts';
import { setEvidence } from '../incremental/moment.ts';
import type { SummaryFile } from '../incremental/summaries.ts';
import type { TableFingerprint } from '../postgres/catalog/fingerprints.ts';
import { closeSummary, listSummaries, readCheckpointRights } from '../postgres/walSummaries.ts';
import type { BlobStore } from '../repository/blobs.ts';
import type { SetEvidence, WalMoment } from '../repository/evidence.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import { millisecondsOf } from '../spec/duration.ts';
import { type Base, type Candidate, candidates, findBase, olderSets, sinceAlarm } from './base.ts';
import { withConnectionBeside } from './beside.ts';
import { decideUnits, type ReusedContent } from './decideUnits.ts';
import { bytesOf, type Content, type Unit } from './ranges.ts';
import type { Snapshot } from './snapshot.ts';
import { allWasAskedFor, thisMoment, whyAllIsRead, whyNoCandidate, whyNotAsked } from './whyAllIsRead.ts';

/** What a backup need not read, and why it reads the rest. */
export interface Reuse {
  /** What is to be read, audits included. */
  readonly toRead: readonly Unit[];
  /** What an older set has of the rest. */
  readonly reused: readonly ReusedContent[];
  /** The units of the rest, should they have to be read after all. */
  readonly unread: readonly Unit[];
  /** Of what is read as a sample: what the older set has of it. */
  readonly audits: ReadonlyMap<Content, Sample>;
  /** Why each range is read that is. */
  readonly reasons: ReadonlyMap<Content, string>;
  /** Bytes stored of the blobs that are reused, by their names. */
  readonly storedBytes: ReadonlyMap<string, number>;
  /** The set that ranges are reused of; or why there is none. */
  readonly base: SetManifest | undefined;
  readonly reason: string | undefined;
  /** What the new set keeps; absent where the server does not tell which blocks are changed. */
  readonly moment: WalMoment | undefined;
  /** The same, finished already. */
  readonly evidence: SetEvidence | undefined;
  /** Bytes of COPY text a second, as older sets have told. */
  readonly bytesPerSecond: number | undefined;
}

export interface ReuseContext {
  readonly repository: Repository;
  readonly plan: Plan;
  readonly snapshot: Snapshot;
  readonly units: readonly Unit[];
  readonly fingerprints: ReadonlyMap<number, TableFingerprint>;
  readonly blobs: BlobStore;
  /** All is to be read, whatever could be proved. */
  readonly full: boolean;
  readonly signal: AbortSignal;
}

/** With a checkpoint of our own a summary is there in milliseconds. */
const checkpointPatience = 60_000;
/** Bytes of COPY text a second, as long as no set has told. */
const usualRate = 100_000_000;

/**
 * Looks for what need not be read. To be called before the first row is: reading sets hint bits, which are logged where the
 * server has checksums. Where anything stands in the way all is read, and why is in the result.
 */
export async function findReuse(context: ReuseContext): Promise<Reuse> {
  const { repository, plan, snapshot, signal } = context;
  const notAsked = whyNotAsked(plan, snapshot);
  if (notAsked !== undefined) {
    const reason = context.full ? allWasAskedFor : notAsked;
    return { ...allOf(context), moment: undefined, bytesPerSecond: undefined, reason };
  }
  const listed = await olderSets(repository, plan.id, signal);
  const older = listed.flatMap((each) => (each.state === 'complete' ? each.manifest : []));
  const moment = thisMoment(snapshot, plan, older);
  const bytesPerSecond = older.find(({ reading }) => reading?.bytesPerSecond)?.reading?.bytesPerSecond;
  const nothing = { ...allOf(context), moment, bytesPerSecond };
  const reason = whyAllIsRead(context.full, listed);
  if (reason !== undefined || !moment) return { ...nothing, reason };
  const believed = sinceAlarm(older);
  const bases = candidates(believed, { now: snapshot.takenAt, within: millisecondsOf(plan.document.fullEvery) });
  if (bases.length === 0) return { ...nothing, reason: whyNoCandidate(plan, believed) };
  try {
    return { ...nothing, ...(await reuseOf({ ...context, bytesPerSecond }, moment, bases)) };
  } catch (thrown) {
    throwIfAborted(signal);
    if (thrown instanceof PgstowError && thrown.code === 'store') throw thrown;
    return { ...nothing, reason: `what was changed could not be found out: ${messageOf(thrown)}` };
  }
}

function allOf({ units }: ReuseContext): Omit<Reuse, 'moment' | 'bytesPerSecond'> {
  return {
    toRead: units,
    reused: [],
    unread: [],
    audits: new Map(),
    reasons: new Map(),
    storedBytes: new Map(),
    base: undefined,
    reason: undefined,
    evidence: undefined,
  };
}

async function reuseOf(
  context: ReuseContext & Pick<Reuse, 'bytesPerSecond'>,
  moment: WalMoment,
  bases: readonly Candidate[],
): Promise<Partial<Reuse>> {
  const { snapshot, signal } = context;
  return withConnectionBeside(snapshot, { signal, purpose: 'backup summaries' }, async (client) => {
    const { mayCheckpoint, checkpointTimeout } = await readCheckpointRights(client);
    const patience = mayCheckpoint ? checkpointPatience : Math.min(checkpointTimeout, readingTime(context));
    if (!(await closeSummary(client, { lsn: moment.end, mayCheckpoint, patience, signal }))) {
      return { reason: notSummarized(mayCheckpoint, patience) };
    }
    const files = await listSummaries(client);
    const evidence = setEvidence(moment, files);
    const found = await findBase({ ...context, client, moment, files }, bases);
    if ('reason' in found) return { ...found, evidence };
    return { ...(await split(context, found)), base: found.set, evidence };
  });
}

/** How long reading all of it would take: there is no use in waiting longer for leave not to. */
function readingTime({
  units,
  bytesPerSecond = usualRate,
}: Pick<Reuse, 'bytesPerSecond'> & Pick<ReuseContext, 'units'>): number {
  const bytes = bytesOf(units);
  return (bytes / bytesPerSecond) * 1000;
}

function notSummarized(mayCheckpoint: boolean, patience: number): string {
  const waited = `the server's summary of its WAL was not there within ${Math.round(patience / 1000)} s`;
  return mayCheckpoint ? waited : `${waited}, and the role may not have a checkpoint made (GRANT pg_checkpoint)`;
}

/** Decides unit by unit, looks that what is reused is there, and takes a sample of it. */
async function split(context: ReuseContext, base: Base): Promise<Partial<Reuse>> {
  const { blobs, plan, signal } = context;
  const decided = await decideUnits(context, base, { blobs, signal });
  const audited = chooseAudits(decided.reusable.length, plan.document.auditPercent, chance);
  const sample = decided.reusable.filter((_, position) => audited.has(position));
  const rest = decided.reusable.filter((_, position) => !audited.has(position));
  return {
    toRead: [...decided.toRead, ...sample.map(({ unit }) => unit)].sort((a, b) => b.bytes - a.bytes),
    reused: rest.flatMap(({ contents }) => contents),
    unread: rest.map(({ unit }) => unit),
    audits: new Map(sample.flatMap(({ contents }) => contents.map((each) => [each.content, each] as const))),
    reasons: decided.reasons,
    storedBytes: decided.storedBytes,
  };
}

/** From 0 to 1. Nobody is to know what will be looked at. */
function chance(): number {
  return randomInt(2 ** 47) / 2 ** 47;
}

/**
 * What a set keeps of its moment where that was not finished before its rows were read. Waits for the server's summary for a
 * moment, or, without leave to have a checkpoint made, no longer than the reading has taken.
 */
export async function finishEvidence(
  snapshot: Snapshot,
  moment: WalMoment,
  { readingTook, signal }: { readonly readingTook: number; readonly signal: AbortSignal },
): Promise<SetEvidence> {
  try {
    return await withConnectionBeside(snapshot, { signal, purpose: 'backup summaries' }, async (client) => {
      const { mayCheckpoint, checkpointTimeout } = await readCheckpointRights(client);
      const patience = mayCheckpoint ? checkpointPatience : Math.min(checkpointTimeout, readingTook);
      const isClosed = await closeSummary(client, { lsn: moment.end, mayCheckpoint, patience, signal });
      const files: readonly SummaryFile[] = isClosed ? await listSummaries(client) : [];
      return setEvidence(moment, files);
    });
  } catch (thrown) {
    throwIfAborted(signal);
    if (thrown instanceof PgstowError && thrown.code !== 'connection') throw thrown;
    return moment; // then the set is no base, and the next one reads all
  }
}
