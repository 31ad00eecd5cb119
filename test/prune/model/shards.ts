import { requireEachOnce } from '../../../engine/backup/eachOnce.ts';
import { FollowerSource } from '../../../engine/backup/followerSource.ts';
import type { MakeSet } from '../../../engine/backup/makers.ts';
import type { Unit } from '../../../engine/backup/ranges.ts';
import { ReadProgress } from '../../../engine/backup/readProgress.ts';
import { fromShared } from '../../../engine/backup/sharedUnits.ts';
import type { Snapshot } from '../../../engine/backup/snapshot.ts';
import { takePart } from '../../../engine/backup/takePart.ts';
import { readWork, type ShareContext } from '../../../engine/backup/takeShare.ts';
import { type ReadContent, together, type UnitSource } from '../../../engine/backup/unitSource.ts';
import { ProgressMeter } from '../../../engine/events.ts';
import { blobsToRelyOn } from '../../../engine/prune/setInTheMaking.ts';
import type { BlobStore } from '../../../engine/repository/blobs.ts';
import type { SetName } from '../../../engine/repository/contents.ts';
import { newTimeId } from '../../../engine/repository/ids.ts';
import type { SetManifest } from '../../../engine/repository/manifest.ts';
import type { Repository } from '../../../engine/repository/repository.ts';
import type { ServerIdentity } from '../../../engine/repository/sharedWork.ts';
import type { Verdict } from '../../../engine/shard/following.ts';
import { longestPause, type RoundOptions } from '../../../engine/shard/roundWork.ts';
import type { Shard } from '../../../engine/shard/shard.ts';
import { blobOf, contentsOf, manifestOf } from './deeds.ts';

const { signal } = new AbortController();

/** What keeps the blobs of followers from a prune; a test leaves one out to see that it is needed. */
export interface ShardRules {
  /** A follower relies on no blob that is published to be deleted. */
  readonly avoid: boolean;
  /** It asks for those when it has seen the lease of the one that leads, and not before. */
  readonly askLate: boolean;
  /** What was read for one that has died is not counted by the next one. */
  readonly readAnew: boolean;
}

const allRules: ShardRules = { avoid: true, askLate: true, readAnew: true };

/** One of two machines makes a set with the other: the storage's half of it, by what they do it with. Who leads says of which letters. */
export async function shareBackUp(
  repository: Repository,
  planId: string,
  letters: string,
  shard: Shard,
  rules: ShardRules = allRules,
): Promise<void> {
  const plan = await repository.plans.resolve(planId);
  const early = rules.askLate ? undefined : (await blobsToRelyOn(repository, new ProgressMeter())).blobs;
  await takePart<{ set: SetManifest; run: string }>({
    repository,
    plan,
    shard,
    lead: (by) => lead(by, { repository, plan, letters, shard, rules }),
    share: (context, round) =>
      readShare({ ...context, blobs: early ?? (rules.avoid ? context.blobs : repository.blobs) }, round),
    signal,
    env: {},
  });
}

interface Lead {
  readonly repository: Repository;
  readonly plan: ShareContext['plan'];
  readonly letters: string;
  readonly shard: Shard;
  readonly rules: ShardRules;
}

async function lead(by: MakeSet, { repository, plan, letters, shard, rules }: Lead) {
  const run = newTimeId(repository.surroundings);
  const meter = new ProgressMeter();
  const units = [...letters].map(unitOf);
  return by(repository, plan, { run, meter, signal }, async (making, sharing) => {
    const known = rules.readAnew
      ? new Map<string, string>()
      : await readByTheDead(repository, plan.id, shard, making.set);
    const distribute = sharing.distribute(snapshot, server, making.signal);
    const read = await distribute(units, new ReadProgress(meter, units), async (source) => {
      const here = await readUnits(source, making.blobs, known);
      return together({ contents: here, storedBytes: new Map(), newBlobs: new Map() }, source.others().read);
    });
    requireEachOnce(units, read);
    const pieces = (await Promise.all(read.contents.map((each) => each.pieces))).flat();
    const definitions = Buffer.from('definitions');
    const contents = contentsOf(pieces.map(({ blob }) => blob));
    const set = manifestOf(repository, plan.id, making.set, definitions, contents);
    await making.commit(set, definitions, contents);
    await sharing.committed();
    return { set, run };
  });
}

/** As `takeShare` does, with letters in the place of a database. */
async function readShare(context: ShareContext, round: number): Promise<Verdict> {
  const { following, blobs } = context;
  const work = await readWork(context, round);
  if ('kind' in work) return work;
  const batches = work.batches.map((units) => units.map((unit) => fromShared(unit, new Map())));
  let verdict: Verdict | undefined;
  let failure: unknown;
  const stop = new AbortController();
  const fail = (thrown: unknown) => {
    failure ??= thrown;
    stop.abort();
  };
  const onLook: RoundOptions['onLook'] = async (found) => {
    verdict ??= await following.judge(found, round);
    return verdict !== undefined;
  };
  const how = { busyPause: 15_000, signal: stop.signal, onLook, onFailure: fail };
  const source = new FollowerSource({ ...context, ...how, round, batches });
  await Promise.all([source.attend().catch(fail), readUnits(source, blobs).catch(fail)]);
  verdict ??= await following.verdict(round, signal, longestPause);
  if (verdict) return verdict;
  throw failure;
}

async function readUnits(
  source: UnitSource,
  blobs: BlobStore,
  known: ReadonlyMap<string, string> = new Map(),
): Promise<ReadContent[]> {
  const done: ReadContent[] = [];
  for (let unit = await source.take(); unit; unit = await source.take()) {
    const [content] = unit.contents;
    const letter = letterOf(unit);
    const blob = blobOf(letter);
    const outcome = known.has(letter) ? 'present' : await blobs.put(blob);
    const name = known.get(letter) ?? blobs.nameOf(blob.id);
    source.stored(name, blob.storedBytes, outcome === 'present' ? undefined : 1);
    const pieces = Promise.resolve([{ blob: name, offset: 0, length: 1 }]);
    const read = { content: content!, rows: 0, hash: '0'.repeat(16), bytes: 1, pieces };
    source.note(content!, read);
    done.push(read);
  }
  return done;
}

/** Where the letters are that were read for sets of the group that came to nothing. */
async function readByTheDead(
  { shards }: Repository,
  plan: string,
  { group }: Shard,
  ours: string,
): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  const dead = (await shards.begunBy(plan, group)).filter(({ set }: SetName) => set !== ours);
  for (const name of dead) {
    const set = shards.of(group, name);
    const found = [...(await set.look('1/results/')).keys()].map((key) => Number(key.split('/').at(-1)));
    if (found.length === 0) continue;
    const { batches } = await set.readWork(1);
    for (const batch of found) {
      const { contents } = await set.readResult(1, batch);
      for (const [at, unit] of batches[batch]!.entries())
        known.set(letterOf(fromShared(unit, new Map())), contents[at]!.pieces[0]!.blob);
    }
  }
  return known;
}

function unitOf(letter: string): Unit {
  return { contents: [{ kind: 'largeObjects', part: 'data', oids: [letter.charCodeAt(0)] }], bytes: 32 * 1024 * 1024 };
}

function letterOf({ contents: [content] }: Unit): string {
  return String.fromCharCode(content?.kind === 'largeObjects' ? content.oids[0]! : 0);
}

const snapshot = {
  id: 'snapshot',
  mark: '0'.repeat(16),
  facts: { versionNumber: 180000 },
  role: { loggedInAs: 10, actsAs: 10, name: 'u', settings: [] },
} as unknown as Snapshot;

const server: ServerIdentity = {
  systemIdentifier: '7',
  databaseOid: 5,
  database: 'd',
  inRecovery: false,
  startedAt: '2026-01-01T00:00:00.000Z',
  address: 'u@h:5432',
};
