import { confirmStart } from '../accounts/confirmStart.ts';
import { type ArchivedAfterBackup, archiveAfterBackup } from '../coldStorage/archiveAfterBackup.ts';
import { copyAfterBackup } from '../copy/copyAfterBackup.ts';
import { type CopyOutcome, failureOf } from '../copy/copyPlan.ts';
import { messageOf, PgstowError, throwIfAborted } from '../errors.ts';
import type { OnEvent, ProgressMeter } from '../events.ts';
import { whyNoHooks } from '../hooks/allowed.ts';
import { withHooks } from '../hooks/withHooks.ts';
import { tellOfRun } from '../notify/tellOfRun.ts';
import { databaseError } from '../postgres/databaseError.ts';
import { type EmbeddedPgDump, withEmbeddedPgDump } from '../postgres/definitions/embeddedPgDump.ts';
import { type PrunedAfterBackup, pruneAfterBackup } from '../prune/pruneAfterBackup.ts';
import { renewLocks } from '../prune/renewLocks.ts';
import type { SetInTheMaking } from '../prune/setInTheMaking.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import { type RunEnd, recordRun, type SetRecord } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { requireKey } from '../repository/requireKey.ts';
import type { NewRun } from '../repository/runs.ts';
import type { Shard } from '../shard/shard.ts';
import { crossBorder } from '../spec/crossBorder.ts';
import type { Environment } from '../spec/secret.ts';
import { secretPlaces } from '../spec/secretPlaces.ts';
import { resolveSource } from '../spec/source.ts';
import { assembleSet } from './assemble.ts';
import { keepSpare } from './beside.ts';
import { confirmSnapshot } from './confirm.ts';
import { readDefinitions } from './define.ts';
import { byOneMachine, type MakeSet } from './makers.ts';
import { readMostConnections } from './mostConnections.ts';
import { planLargeObjects, planUnits } from './ranges.ts';
import { evidenceOf, readData, readTableFingerprints } from './readData.ts';
import type { Sharing } from './sharing.ts';
import { listLargeObjects, readSmallObjects } from './smallObjects.ts';
import { lockPatienceMs, type Snapshot, withSnapshot, worldMoved } from './snapshot.ts';
import { takePart } from './takePart.ts';
import { takeShare } from './takeShare.ts';

export interface BackupOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
  /**
   * The start of the plan's schedule that it is for, ISO 8601: it is recorded, and made only if it is still due when nobody
   * else can be at it any more. Default: somebody has called for it.
   */
  readonly start?: string | undefined;
  /** Everything is read, whatever is proved to be unchanged since an older set. */
  readonly full?: boolean | undefined;
  /** This machine is one of several that make the set together; never for a start of the schedule. Default: it makes it alone. */
  readonly shard?: Shard | undefined;
  /** Where secrets are looked up, what commands of the plan get, and what allows them. Default: this process's own. */
  readonly env?: Environment | undefined;
}

export interface BackupResult {
  /** The new set. */
  readonly set: SetManifest;
  /** The run's id; that of the shard that leads, where another one does. */
  readonly run: string;
  /** What has become of the copies in the repositories that the plan names; absent where it names none. */
  readonly copies?: readonly CopyOutcome[] | undefined;
  /** What went afterwards, because the plan's retention no longer keeps it or no set needs it; absent when nothing was to go. */
  readonly pruned?: PrunedAfterBackup | undefined;
  /** What was archived afterwards, because old sets alone need it; absent when there was nothing to archive. */
  readonly archived?: ArchivedAfterBackup | undefined;
}

/**
 * Backs up the database of a plan: one new set, whole or not at all. As one of several shards it resolves when the set that they
 * make together is there, and rejects when there will be none.
 *
 * Rejects with `input` (unknown or paused plan, a pattern that matches nothing, a missing secret, no key, another region), `connection`,
 * `privilege` (named tables), `lock`, `store`, `database`, `interrupted`, `busy` (another backup of the plan is under way, or the
 * start that it is for is not due any more), `lost` (this one was taken for dead), `precheck` (a command before it has failed, or
 * none may be run here) or `copy` (the set is there, and is not in every repository that the plan has it copied to). Nothing of
 * a run that failed otherwise is visible, and what it has stored is not stored again by the next one. Afterwards
 * what the plan's retention no longer keeps is removed, and those are told who want to be: that any of this fails is a warning, and
 * so it is of the commands after it.
 */
export async function backup(
  repository: Repository,
  planIdOrName: string,
  { signal = new AbortController().signal, env = process.env, shard, ...options }: BackupOptions = {},
): Promise<BackupResult> {
  const plan = await repository.plans.resolve(planIdOrName);
  refusePaused(plan);
  const request = { ...options, signal, env };
  if (shard === undefined) return makeSet(repository, plan, request, { by: byOneMachine });
  requireKey(repository);
  const lead = (by: MakeSet, goesOnWith?: string) =>
    makeSet(repository, plan, request, { by, goesOnWith, shards: shard.total });
  return takePart({ repository, plan, shard, lead, share: takeShare, ...request });
}

type Request = Omit<BackupOptions, 'shard'> & Pick<Execution, 'signal' | 'env'>;

async function makeSet(
  repository: Repository,
  plan: Plan,
  { signal, onEvent, start, full = false, env }: Request,
  { by, ...sharing }: { readonly by: MakeSet } & Pick<NewRun, 'goesOnWith' | 'shards'>,
): Promise<BackupResult> {
  const onEnd = (end: RunEnd<BackupResult>) => tellOfRun(repository, plan, { kind: 'backup', end }, { signal, env });
  const about = { kind: 'backup', plan: plan.id, start, ...sharing, onEvent, onEnd } as const;
  return recordRun(repository, about, async (run, meter, record) => {
    crossBorder(plan.document, repository.facts.region);
    const { set, afterTheDead, locking } = await by(
      repository,
      plan,
      { run, meter, signal },
      async (making, sharing) => {
        if (start) await confirmStart(repository, { plan: plan.id, kind: 'backup', start, run, signal: making.signal });
        requireKey(repository);
        const refused = whyNoHooks(plan.document, env);
        if (refused) throw refused;
        if (making.afterTheDead) meter.warn(snapshotLost);
        const around = { run, meter, record, making, sharing, signal: making.signal, interruption: signal, full, env };
        const set = await takeSetBetweenHooks(repository, plan, around);
        return { set, afterTheDead: making.afterTheDead, locking: making.locking };
      },
    );
    const copies = await copyAfterBackup({ source: repository, plan, run, meter, signal, env, record });
    const pruned = await pruneAfterBackup({ repository, run, meter, signal }, plan, afterTheDead);
    const archived = await archiveAfterBackup({ repository, run, meter, signal }, plan);
    if (locking) await renewLocks(repository, plan.id, locking, { meter, signal });
    const failure = failureOf(plan.id, set.set, copies ?? []);
    if (failure) throw failure;
    return { set, run, ...(copies && { copies }), pruned, ...(archived && { archived }) };
  });
}

/** Who was waiting for the set of that time is to know that this is another one. */
const snapshotLost =
  'the backup before this one was cut off, and its snapshot is lost with it: this one takes a new snapshot, and stores nothing again that is stored already';

interface Execution {
  readonly run: string;
  readonly meter: ProgressMeter;
  readonly record: SetRecord;
  readonly making: SetInTheMaking;
  readonly sharing: Sharing;
  /** Fires also when the lease is lost. */
  readonly signal: AbortSignal;
  /** The caller's. */
  readonly interruption: AbortSignal;
  readonly full: boolean;
  readonly env: Environment;
}

/** Commands are run under the lease: no other machine runs them at the same time. */
async function takeSetBetweenHooks(repository: Repository, plan: Plan, execution: Execution): Promise<SetManifest> {
  const secretVariables = async () =>
    (await repository.plans.list()).flatMap(({ document }) => secretPlaces(document).variables);
  const { hooks } = plan.document;
  return withHooks({ ...execution, plan: plan.id, hooks, secretVariables }, () =>
    takeSetPatiently(repository, plan, execution),
  );
}

/**
 * Starts over when somebody's migration came in between: for some minutes, and once however long the first try took. What
 * one try has stored the next does not store again.
 */
async function takeSetPatiently(repository: Repository, plan: Plan, execution: Execution): Promise<SetManifest> {
  const giveUp = performance.now() + lockPatienceMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await takeSet(repository, plan, execution);
    } catch (thrown) {
      const error = databaseError(
        worldMoved(thrown) ? moved(thrown) : thrown,
        `backup of plan ${plan.id}`,
        execution.signal,
        `pgstow grants ${plan.id} --for backup`,
      );
      const again =
        error instanceof PgstowError && error.code === 'lock' && (attempt === 1 || performance.now() < giveUp);
      if (!again) throw error;
      execution.meter.warn(`${error.message}; starting over`);
    }
  }
}

/** Locks keep tables in place; sequences and what is described by the server's functions can go while they are read. */
function moved(thrown: unknown): PgstowError {
  return new PgstowError('lock', `something was dropped while it was read: ${messageOf(thrown)}`, {
    hint: 'run the backup when the migration is over',
    retryable: true,
    cause: thrown,
  });
}

async function takeSet(repository: Repository, plan: Plan, execution: Execution): Promise<SetManifest> {
  const { meter, sharing, signal, env } = execution;
  const startedAt = new Date();
  const target = await resolveSource(plan.document.source, {
    env,
    open: repository.secrets.opener(plan.document),
    signal,
  });
  meter.phase('snapshot');
  const options = { plan: plan.id, signal, onWait: (message: string) => meter.warn(message) };
  return withEmbeddedPgDump(target, (embeddedPgDump) =>
    withSnapshot(target, plan.document.objects, options, async (snapshot) => {
      try {
        return await readSet(repository, plan, snapshot, { ...execution, startedAt, embeddedPgDump });
      } finally {
        await sharing.close();
      }
    }),
  );
}

/** What was begun before the snapshot. */
interface Begun extends Execution {
  readonly startedAt: Date;
  readonly embeddedPgDump: EmbeddedPgDump;
}

async function readSet(
  repository: Repository,
  plan: Plan,
  snapshot: Snapshot,
  { meter, making, sharing, record, signal, full, startedAt, embeddedPgDump }: Begun,
): Promise<SetManifest> {
  const small = await readSmallObjects(snapshot);
  const units = [
    ...planUnits(snapshot.tables.data, { tidRangeScan: snapshot.facts.versionNumber >= 140000 }),
    ...planLargeObjects(await listLargeObjects(snapshot)),
  ];
  const fingerprints = await readTableFingerprints(snapshot, plan);
  const most =
    plan.document.concurrency === 'auto' ? await readMostConnections(snapshot.leader, sharing.machines) : undefined;

  meter.phase('data');
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  keepSpare(snapshot, { connections: most?.count ?? Number(plan.document.concurrency), signal: both });
  const server = await sharing.server(snapshot);
  const defining = readDefinitions(snapshot, small.excluded, { embeddedPgDump, signal: both });
  const reuse = { repository, plan, snapshot, units, fingerprints, blobs: making.blobs, full };
  const distribute = sharing.distribute(snapshot, server, both);
  const how = { leaderIsFree: defining, meter, distribute, machines: sharing.machines, most };
  const reading = readData({ ...reuse, signal: both }, how);
  const [data, definitions] = await bothOrNeither([reading, defining], (thrown) => stop.abort(thrown));
  const confirmed = await confirmSnapshot(snapshot, fingerprints, signal);
  const evidence = await evidenceOf(snapshot, data, signal);
  throwIfAborted(signal);

  meter.phase('commit');
  const { set } = making;
  const parts = { repository, plan, set, startedAt, snapshot, small, definitions, shards: sharing.shares() };
  const assembled = await assembleSet({ ...parts, data, evidence, fingerprints, confirmed });
  await record.making(set);
  await making.commit(assembled.manifest, definitions.archive, assembled.contents);
  record.made(set);
  await sharing.committed();
  return assembled.manifest;
}

/** Resolves with both; rejects with what failed first, when the other one has ended as well. */
async function bothOrNeither<A, B>(
  work: readonly [Promise<A>, Promise<B>],
  abandon: (thrown: unknown) => void,
): Promise<[A, B]> {
  const both = Promise.all(work);
  both.catch(abandon);
  await Promise.allSettled(work);
  return both;
}

function refusePaused(plan: Plan): void {
  if (!plan.paused) return;
  throw new PgstowError('input', `plan ${plan.id} is paused`, { hint: `start it again: pgstow plan start ${plan.id}` });
}
