import { PgstowError } from '../errors.ts';
import { commitTimes, committedAt } from '../prune/commitTimes.ts';
import { idOf } from '../prune/mark.ts';
import { originalOf } from '../repository/ids.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { Pin } from '../repository/pins.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedSet } from '../repository/sets.ts';
import { isDamagedThere, wasRemoved } from './copySet.ts';
import type { SetToJudge } from './setsToCopy.ts';
import { type Standing, standings } from './standing.ts';

export interface Judging {
  readonly source: Repository;
  readonly destination: Repository;
  readonly plan: Pick<Plan, 'id'>;
  /** Only these sets are asked for; all unless said. */
  readonly only?: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

export interface Judged {
  /** The plan's sets that can be read at the source, with what has become of each at the destination. */
  readonly sets: readonly SetToJudge[];
  /** The pins at the source, by {@link idOf}. */
  readonly pins: ReadonlyMap<string, readonly Pin[]>;
  /** Why not all that are asked for are to be had there whole: the first reason. */
  readonly obstacle: PgstowError | undefined;
}

/** Looks what there is of a plan on both sides. */
export async function judgeSets(judging: Judging): Promise<Judged> {
  const { source, destination, plan, only, signal } = judging;
  const listed = await source.sets.list(plan.id, { signal });
  const times = await commitTimes(source, plan.id, signal);
  const pins = Map.groupBy(await source.pins.list(plan.id, { signal }), idOf);
  const standingOf = await standings(destination, plan.id, signal);
  const looked = await inParallel(listed, async (each) => ({ each, standing: await standingOf(originalOf(each.set)) }));
  const sets = looked.flatMap(({ each, standing }) => {
    if (each.state !== 'complete') return [];
    const date = committedAt(each, times) ?? new Date(each.manifest.finishedAt); // it has come since we listed
    const reasons = (pins.get(idOf(each)) ?? []).map(({ reason }) => reason);
    return [{ manifest: each.manifest, committedAt: date, pins: reasons, standing }];
  });
  const asked = looked.filter(({ each }) => !only || only.includes(each.set));
  return { sets, pins, obstacle: obstacleIn(asked, judging) };
}

interface Looked {
  readonly each: ListedSet;
  readonly standing: Standing;
}

function obstacleIn(asked: readonly Looked[], judging: Judging): PgstowError | undefined {
  const removed = judging.only && asked.find(({ standing }) => standing.state === 'removed')?.each;
  if (removed) return wasRemoved(removed, judging.destination);
  const lost = asked.find(({ each, standing }) => each.state === 'damaged' && standing.state === 'absent')?.each;
  if (lost) return cannotBeCopied(lost);
  for (const { standing } of asked) if (standing.state === 'damaged') return isDamagedThere(standing, judging);
  return undefined;
}

function cannotBeCopied(listed: ListedSet): PgstowError {
  const why = listed.state === 'damaged' ? listed.error.message : '';
  return new PgstowError('damaged', `set ${listed.set} cannot be copied: ${why}`, {
    hint: `look what is left of it: pgstow verify ${listed.set}; it goes by its name: pgstow prune --remove ${listed.set}`,
  });
}
