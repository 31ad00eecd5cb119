import { isDeepStrictEqual } from 'node:util';
import { PgstowError } from '../../errors.ts';
import { withConnection } from '../../postgres/connect.ts';
import { databaseError } from '../../postgres/databaseError.ts';
import { taskSchema } from '../../postgres/restoreSchemas.ts';
import type { Repository } from '../../repository/repository.ts';
import type { RestoreRequest } from '../request.ts';
import { areGone } from './notes.ts';
import { findRestoreTask, termsOf } from './resumedRequest.ts';

/**
 * The set that an unfinished restore of the same has begun with, where it has left something in the target: meanwhile there may be a newer
 * one, of which this would be another restore. Undefined where there is nothing of that sort, or its set is gone, and where a restore starts over or is
 * asked for a certain state.
 */
export async function setOfSameUnfinished(
  repository: Repository,
  request: RestoreRequest,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!request.goOn || request.set !== undefined || request.to !== undefined) return undefined;
  const run = await unfinishedIn(request, signal);
  const task = run === undefined ? undefined : await findRestoreTask(repository, run).catch(ifKnown);
  if (!task) return undefined;
  const { id } = await repository.plans.resolve(request.plan, { deleted: true });
  if (task.plan !== id || !isDeepStrictEqual(termsOf(request), task.restore)) return undefined;
  return (await repository.sets.get(task.set, { signal }).catch(ifKnown))?.set;
}

/** The run that has left notes in a database; a database that is still to be created has none. */
async function unfinishedIn({ target, plan }: RestoreRequest, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await withConnection(target, { signal, purpose: 'restore preview' }, async (client) => {
      const there = await client.query(`SELECT pg_catalog.to_regclass('${taskSchema}.task') IS NOT NULL AS there`);
      if (!there.rows[0].there) return undefined;
      const { rows } = await client.query(`SELECT run FROM ${taskSchema}.task`).catch((thrown) => {
        if (!areGone(thrown)) throw thrown;
        return { rows: [] }; // it has ended in this moment
      });
      return rows[0]?.run;
    });
  } catch (thrown) {
    if (thrown instanceof PgstowError && isNoSuchDatabase(thrown.cause)) return undefined;
    throw databaseError(thrown, 'search for an unfinished restore', signal, `pgstow grants ${plan} --for restore`);
  }
}

function isNoSuchDatabase(cause: unknown): boolean {
  return (cause as { code?: string } | undefined)?.code === '3D000';
}

/** The run may be recorded in another repository, or have come to its end; the set may have been removed. */
function ifKnown(thrown: unknown): undefined {
  if (!(thrown instanceof PgstowError) || thrown.code !== 'input') throw thrown;
  return undefined;
}
