import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { throwIfAborted } from '../../errors.ts';
import type { RestoreEnd, RestoreEnds, SharedRestoreName } from '../../repository/restoreEnds.ts';
import type { Shard } from '../../shard/shard.ts';
import { anotherIsRunning } from '../target/claim.ts';
import { type Asked, refuseOtherAsked } from './asked.ts';
import { enter, isLedForOthers, leave, stopLeading, tryToBeAlone, tryToLead } from './membership.ts';
import type { SharedPlan } from './sharedPlan.ts';
import { notesGone } from './team.ts';
import { type LastTerm, readLastTerm, readLeaders, readLeftBy, readPlan } from './term.ts';

/** What a shard has to do. */
export type Place =
  /** It leads, and nobody works on what is left of the same restore, if anything is: the run that led it last is `from`. */
  | { readonly kind: 'lead'; readonly from?: string | undefined }
  /** It leads those who work on the restore, whose leader has died: that one's run is `from`. */
  | { readonly kind: 'takeOver'; readonly plan: SharedPlan; readonly from: string }
  | { readonly kind: 'follow'; readonly term: LastTerm; readonly plan: SharedPlan }
  /** The restore is of another set than this shard has taken for the newest one. */
  | { readonly kind: 'otherSet'; readonly set: string }
  | { readonly kind: 'late'; readonly end: RestoreEnd };

/** Who asks for it. */
export interface Candidate {
  readonly clients: readonly pg.Client[];
  readonly shard: Shard;
  readonly asked: Asked;
  /** The set that it would restore. */
  readonly setId: string;
  readonly fingerprint: string;
  readonly ends: RestoreEnds;
  readonly name: SharedRestoreName;
  readonly signal: AbortSignal;
}

const pauseMs = 200;
/** So often a restore that is none of ours is asked after: one that was killed needs a moment to be gone. */
const askedAtMost = 25;

/** Finds out what there is to do: waits while one that leads is still preparing it. Rejects with `conflict` where another restore runs. */
export async function findPlace(candidate: Candidate): Promise<Place> {
  const { clients, signal } = candidate;
  for (let strangers = 0; ; ) {
    throwIfAborted(signal);
    if (await tryToLead(clients[0]!)) {
      const place = await placeOfLeader(candidate);
      if (place === 'strangers' && ++strangers > askedAtMost) throw await anotherIsRunning(clients[0]!);
      if (place && place !== 'strangers') return place;
    } else {
      const isOurs = await isLedForOthers(clients[0]!);
      const term = isOurs ? await readLastTerm(clients[0]!) : undefined;
      const isStrange = !isOurs || (term?.isHeld && term.group !== candidate.shard.group);
      if (isStrange && ++strangers > askedAtMost) throw await anotherIsRunning(clients[0]!);
      const place = term?.isHeld && !isStrange ? await placeUnder(term, candidate) : undefined;
      if (place) return place;
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}

/** Where there is a leader; undefined while that one prepares. */
async function placeUnder(term: LastTerm, candidate: Candidate): Promise<Place | undefined> {
  const { clients, shard, asked } = candidate;
  refuseOtherAsked(asked, term, shard);
  if (term.set !== candidate.setId) return { kind: 'otherSet', set: term.set };
  if (!term.isDefined || !(await enter(clients))) return undefined;
  const now = await readLastTerm(clients[0]!);
  const plan = now?.isHeld && now.isDefined ? await readPlan(clients[0]!, now) : undefined;
  if (now?.term === term.term && plan) return { kind: 'follow', term, plan };
  await leave(clients);
  return undefined;
}

/**
 * For who has taken the lead; undefined while others are about to leave: then the lead is given back. So it is to those of another group whose
 * leader has died, be it that they restore the same: they would look in vain for the end of theirs.
 */
async function placeOfLeader(candidate: Candidate): Promise<Place | 'strangers' | undefined> {
  const leader = candidate.clients[0]!;
  const isAlone = await tryToBeAlone(leader);
  const left = await readLeftBy(leader);
  const term = await readLastTerm(leader);
  if (term && isDeepStrictEqual(term.asked, candidate.asked) && term.set !== candidate.setId)
    return { kind: 'otherSet', set: term.set };
  if (isAlone && left !== candidate.fingerprint) {
    const end = await candidate.ends.find(candidate.name);
    return end ? { kind: 'late', end } : { kind: 'lead' };
  }
  if (isAlone) {
    await takeBackEnds(candidate);
    return { kind: 'lead', from: term?.run };
  }
  const isOurs = term === undefined || term.group === candidate.shard.group;
  if (isOurs && term?.isDefined && (await enter(candidate.clients))) return placeOfSuccessor(candidate);
  await stopLeading(leader);
  return isOurs ? undefined : 'strangers';
}

/** For who has taken the lead as one of those who work on it: they go on by the plan that they have. */
export async function placeOfSuccessor(candidate: Candidate): Promise<Place> {
  const leader = candidate.clients[0]!;
  const term = await readLastTerm(leader);
  const plan = term && (await readPlan(leader, term));
  if (!term || !plan) throw notesGone(term?.run ?? '');
  refuseOtherAsked(candidate.asked, term, candidate.shard);
  await takeBackEnds(candidate);
  return { kind: 'takeOver', plan, from: term.run };
}

/** The notes are there, so none of those who have led has ended the restore, and none can any more. */
async function takeBackEnds({ clients, ends, name }: Candidate): Promise<void> {
  for (const run of await readLeaders(clients[0]!)) await ends.takeBack(name, run);
}
