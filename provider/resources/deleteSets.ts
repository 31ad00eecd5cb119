import type { Plan } from '../engine.ts';
import { logEvent } from '../progressLog.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import type { Session } from '../session.ts';

/** Removes all sets of a plan, and what no other one needs. Rejects before any of it where a set is pinned. */
export async function deleteSets({ id }: Plan, session: Session): Promise<readonly Diagnostic[]> {
  const { prune } = await session.engine();
  const repository = await session.unlockedRepository();
  const remove = (await repository.sets.list(id, { signal: session.stopped })).map(({ set }) => set);
  if (remove.length === 0) return [];
  const onEvent = (event: Parameters<typeof logEvent>[2]) => logEvent('delete sets', id, event);
  const { sets, waitsFor } = await prune(repository, { remove }, { signal: session.stopped, onEvent });
  const spared = sets.filter(({ stays }) => stays).map(({ set, reasons }) => `set ${set} stays: ${reasons.join(', ')}`);
  const waiting = waitsFor.map(({ message }) => `what it leaves is deleted by the next pgstow prune: ${message}`);
  return [...spared, ...waiting].map((detail) => ({
    severity: 'warning',
    summary: `Not all of plan ${id} is deleted yet`,
    detail,
  }));
}
