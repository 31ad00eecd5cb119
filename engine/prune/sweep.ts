import { isHeld, judgeLease } from '../lease/judgeLease.ts';
import { listGenerations, readGeneration, readLeases } from '../lease/leaseRecord.ts';
import { undertaker } from '../lease/settle.ts';
import { freeObject } from '../repository/freeObject.ts';
import { inParallel } from '../repository/inParallel.ts';
import { allProbesPrefix, allShardsPrefix, parseShardKey } from '../repository/keys.ts';
import type { SetObjects } from '../repository/sets.ts';
import { tombstoneLimit } from '../repository/tombstone.ts';
import type { PruneWork } from './advance.ts';
import { openBackups } from './blockers.ts';
import { idOf, lostSets } from './mark.ts';
import { sweepVersions } from './sweepVersions.ts';

const day = 24 * 60 * 60 * 1000;
/** Who sleeps in the middle of a step must not sleep longer: milliseconds. */
export const longestSleep = 7 * day;

/** Removes what is left of dead runs and of old prunes: small objects that are in nobody's way. */
export async function sweep(work: PruneWork): Promise<void> {
  const now = (await work.repository.store.clock(work.signal)).getTime();
  await sweepSets(work, now);
  await sweepReaders(work, now);
  await sweepPrunes(work, now);
  await sweepProbes(work, now);
  await sweepShards(work, now);
  await sweepVersions(work, now);
}

/** Objects of sets that do not exist and never will. */
async function sweepSets(work: PruneWork, now: number): Promise<void> {
  const { repository, signal } = work;
  const objects = await repository.sets.objects(undefined, { signal });
  const bare = objects.filter(({ parts }) => !parts.has('manifest.json'));
  await abandonBare(work, bare);
  const inHand = new Set<string>();
  for (const { prune } of await repository.prunes.unfinished({ signal })) {
    for (const each of await repository.prunes.proposedSets(prune, { signal })) inHand.add(idOf(each));
  }
  const small = objects.filter(({ parts }) => (parts.get('manifest.json')?.size ?? Infinity) <= tombstoneLimit);
  for (const each of [...small, ...bare].filter((some) => !inHand.has(idOf(some)))) {
    if (!(await repository.sets.tombstone(each, { signal }))) continue;
    const others = [...each.parts].filter(([part]) => part !== 'manifest.json');
    await inParallel(others, ([, { key }]) => freeObject(repository.store, key, { signal }));
    const tombstone = each.parts.get('manifest.json');
    const isOld = tombstone && now - tombstone.modified.getTime() > longestSleep;
    if (isOld && others.length === 0) await repository.store.delete(tombstone.key, { signal });
  }
}

/** A set without a manifest may be about to get one, while its run is alive. The leases are looked at after the objects. */
async function abandonBare({ repository, run, signal }: PruneWork, bare: readonly SetObjects[]): Promise<void> {
  if (bare.length === 0) return;
  const open = new Set((await openBackups(repository, run)).map(({ set }) => set && idOf(set)));
  const lost = new Set((await lostSets(repository, bare, signal)).map(idOf));
  for (const each of bare) {
    if (open.has(idOf(each)) || lost.has(idOf(each))) continue;
    await repository.sets.abandon({ plan: each.plan, set: each.set }, undertaker(repository.surroundings));
  }
}

/** Readers that ended without giving their lease back. One that sleeps may wake, so for a day its lease stays. */
async function sweepReaders({ repository }: PruneWork, now: number): Promise<void> {
  for (const generation of await listGenerations(repository, readLeases)) {
    const record = await readGeneration(repository, generation);
    if (!record) continue;
    const silence = now - generation.modified.getTime();
    const state = judgeLease(record, silence, repository.surroundings);
    if (isHeld(state) || (state === 'expired' && silence < day)) continue;
    await repository.store.delete(generation.key);
  }
}

/** Records of prunes that are done: as long as they stay, what they have deleted is not stored again by the same name. */
async function sweepPrunes({ repository, signal }: PruneWork, now: number): Promise<void> {
  for (const state of await repository.prunes.list({ signal })) {
    const written = [...state.parts.values()].map(({ modified }) => modified.getTime());
    const isOver = state.parts.has('done.json') || !state.parts.has('sets.json');
    if (isOver && now - Math.max(...written) > longestSleep) await repository.prunes.forget(state, { signal });
  }
}

async function sweepProbes({ repository, signal }: PruneWork, now: number): Promise<void> {
  for await (const { key, modified } of repository.store.list(allProbesPrefix, { signal })) {
    if (now - modified.getTime() > day) await repository.store.delete(key, { signal });
  }
}

/**
 * What is left of sets that several machines have made, when nothing of it was written for long: until then a machine that comes late
 * learns by it that all is over. A set that is still being made may be older, and all of it is needed: who leads has not added up yet what
 * was read first. Once more is listed when it is known which are being made: what ends after that has just written that it ends.
 */
async function sweepShards(work: PruneWork, now: number): Promise<void> {
  if ((await silentShards(work, now)).length === 0) return;
  const { repository, run, signal } = work;
  const open = new Set((await openBackups(repository, run)).map(({ set }) => set && idOf(set)));
  const over = (await silentShards(work, now)).filter(([set]) => !open.has(set)).flatMap(([, objects]) => objects);
  // last of all goes what tells that a set was its group's
  const [first, last] = [over.filter(({ key }) => !isBegun(key)), over.filter(({ key }) => isBegun(key))];
  for (const some of [first, last]) await inParallel(some, ({ key }) => repository.store.delete(key, { signal }));
}

interface Written {
  readonly key: string;
  readonly modified: Date;
}

/** By their sets. */
async function silentShards({ repository, signal }: PruneWork, now: number): Promise<[string, Written[]][]> {
  const bySet = new Map<string, Written[]>();
  for await (const object of repository.store.list(allShardsPrefix, { signal })) {
    const set = setOfShards(object.key);
    const known = bySet.get(set);
    if (known) known.push(object);
    else bySet.set(set, [object]);
  }
  const isSilent = ({ modified }: Written) => now - modified.getTime() > longestSleep;
  return [...bySet].filter(([, objects]) => objects.every(isSilent));
}

/** What is no object of a set stands for itself. */
function setOfShards(key: string): string {
  const name = parseShardKey(key);
  return name ? idOf(name) : key;
}

function isBegun(key: string): boolean {
  return parseShardKey(key)?.part === 'begun.json';
}
