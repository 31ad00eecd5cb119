import type pg from 'pg';
import { type PgstowError, throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { beatEvery, timeToLive } from '../lease/judgeLease.ts';
import { throttle } from '../pipe/throttle.ts';
import { readDatabaseFacts } from '../postgres/catalog/database.ts';
import { readReadingRole } from '../postgres/catalog/readingRole.ts';
import { withConnection } from '../postgres/connect.ts';
import { refusePooler } from '../postgres/refusals.ts';
import { readServerIdentity } from '../postgres/serverIdentity.ts';
import { fixReadSettings } from '../postgres/session.ts';
import type { BlobStore } from '../repository/blobs.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { SharedSet } from '../repository/shardRecords.ts';
import type { SharedWork } from '../repository/sharedWork.ts';
import type { Following, Verdict } from '../shard/following.ts';
import { longestPause } from '../shard/roundWork.ts';
import type { Shard } from '../shard/shard.ts';
import type { Environment } from '../spec/secret.ts';
import { resolveSource } from '../spec/source.ts';
import type { SharedSnapshot } from './beside.ts';
import { FollowerSource } from './followerSource.ts';
import {
  importTables,
  isSnapshotThere,
  requireSameReader,
  requireSameServer,
  unseenSnapshot,
} from './importSnapshot.ts';
import { readMostConnections } from './mostConnections.ts';
import { bytesOf, rangesByTable, type Unit } from './ranges.ts';
import { readAsFollowers } from './readContents.ts';
import { connectionsFor, tellConnections } from './readData.ts';
import { sharedReader } from './readingDigest.ts';
import { ReadProgress } from './readProgress.ts';
import { fromShared } from './sharedUnits.ts';

export interface ShareContext {
  readonly repository: Repository;
  readonly plan: Plan;
  readonly shard: Shard;
  readonly set: SharedSet;
  readonly following: Following;
  readonly member: string;
  readonly blobs: BlobStore;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
  readonly env: Environment;
}

/** Reads a share of what the leader has published, until the round is over. Gives how that came. */
export async function takeShare(context: ShareContext, round: number): Promise<Verdict> {
  const { plan, following, meter, signal } = context;
  const work = await readWork(context, round);
  if ('kind' in work) return work;
  const { snapshot, mark } = work;
  if (snapshot === null) {
    meter.warn('the source is a standby: the shard that leads reads it alone, by one connection');
    return (await following.verdict(round, signal))!;
  }
  const open = context.repository.secrets.opener(plan.document);
  const target = await resolveSource(plan.document.source, { env: context.env, open, signal });
  return withConnection(target, { signal, purpose: 'backup shard' }, async (client) => {
    const facts = await readDatabaseFacts(client);
    await refusePooler(client, target, signal);
    await fixReadSettings(client, facts.versionNumber);
    const role = await readReadingRole(client);
    const ours = await readServerIdentity(client, facts, target);
    requireSameServer(work, ours);
    requireSameReader(work, sharedReader({ facts, role }));
    const tables = await importTables(client, { id: snapshot, mark });
    if (!tables) return verdictOnUnseen(context, round, unseenSnapshot(work, ours));
    const byOid = new Map(tables.map((table) => [table.oid, table]));
    const batches = work.batches.map((units) => units.map((unit) => fromShared(unit, byOid)));
    return new Share(context, round, batches, client, { target, facts, id: snapshot, mark }).read();
  });
}

/** What is not there has gone with its round. */
export async function readWork(
  { set, following, signal }: Pick<ShareContext, 'set' | 'following' | 'signal'>,
  round: number,
): Promise<SharedWork | Verdict> {
  try {
    return await set.readWork(round, { signal });
  } catch (thrown) {
    const verdict = await following.verdict(round, signal, longestPause);
    if (verdict) return verdict;
    throw thrown;
  }
}

/** The leader may have just died. When its lease is renewed for long it has not. */
async function verdictOnUnseen(
  { following, signal }: ShareContext,
  round: number,
  unseen: PgstowError,
): Promise<Verdict> {
  const verdict = await following.verdict(round, signal, 2 * timeToLive);
  if (verdict) return verdict;
  throw unseen;
}

/** The reading of one round by this machine. */
class Share {
  readonly #context: ShareContext;
  readonly #round: number;
  readonly #units: readonly Unit[];
  /** Of no transaction: it looks whether the leader is there. */
  readonly #client: pg.Client;
  readonly #snapshot: SharedSnapshot;
  readonly #source: FollowerSource;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  #verdict: Verdict | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    context: ShareContext,
    round: number,
    batches: readonly (readonly Unit[])[],
    client: pg.Client,
    snapshot: SharedSnapshot,
  ) {
    this.#context = context;
    this.#round = round;
    this.#units = batches.flat();
    this.#client = client;
    this.#snapshot = snapshot;
    this.#signal = AbortSignal.any([context.signal, this.#stop.signal]);
    this.#source = new FollowerSource({
      ...context,
      round,
      batches,
      busyPause: beatEvery,
      signal: this.#signal,
      onLook: async (found) => this.#end(await context.following.judge(found, round)),
      onFailure: (thrown) => this.#fail(thrown),
    });
  }

  async read(): Promise<Verdict> {
    const { meter, signal, following } = this.#context;
    meter.phase('data');
    const guarded = (part: Promise<unknown>) => part.catch((thrown) => this.#fail(thrown));
    const besides = [guarded(this.#source.attend()), guarded(this.#watchLeader())];
    await guarded(this.#readUnits());
    this.#stop.abort();
    await Promise.all(besides);
    throwIfAborted(signal);
    if (this.#verdict) return this.#verdict;
    // what failed here may have failed for the leader has just died
    const verdict = await following.verdict(this.#round, signal, longestPause);
    if (verdict) return verdict;
    const isThere = await this.#isSnapshotThere().catch(() => true); // it may be our own connection that is gone
    if (isThere) throw this.#failure?.error ?? new Error(`round ${this.#round} ended without a verdict`);
    return { kind: 'dead' };
  }

  async #readUnits(): Promise<void> {
    const { plan, shard, blobs, meter } = this.#context;
    const { rateLimit } = plan.document;
    const most =
      plan.document.concurrency === 'auto' ? await readMostConnections(this.#client, shard.total) : undefined;
    const concurrency = connectionsFor(plan, most);
    const signal = this.#signal;
    meter.expect({ tables: rangesByTable(this.#units).size, bytesTotal: bytesOf(this.#units) });
    await readAsFollowers(this.#snapshot, this.#source, {
      concurrency,
      blobs,
      progress: new ReadProgress(meter, this.#units),
      throttle: rateLimit === undefined ? undefined : throttle(rateLimit / shard.total, { signal }),
      signal,
    });
    if (typeof concurrency !== 'number') tellConnections(concurrency, meter);
  }

  /** Its transaction ends with its connection, and with that its snapshot. It says so before, unless it dies. */
  async #watchLeader(): Promise<void> {
    for (let missed = 0; ; ) {
      await this.#context.repository.surroundings.pause(longestPause, this.#signal);
      if (this.#signal.aborted) return;
      missed = (await this.#isSnapshotThere()) ? 0 : missed + 1;
      if (missed > 0) this.#source.lookNow();
      if (missed > 1) this.#end({ kind: 'dead' });
    }
  }

  #isSnapshotThere(): Promise<boolean> {
    const { id, mark } = this.#snapshot;
    return isSnapshotThere(this.#client, { id: id!, mark });
  }

  /** Whether there is a verdict: then nobody reads on, for the leader's locks may be gone. */
  #end(verdict: Verdict | undefined): boolean {
    this.#verdict ??= verdict;
    if (this.#verdict) this.#stop.abort();
    return this.#verdict !== undefined;
  }

  #fail(thrown: unknown): void {
    this.#failure ??= { error: thrown };
    this.#stop.abort(thrown);
  }
}
