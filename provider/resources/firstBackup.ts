import type { EngineEvent, Plan } from '../engine.ts';
import { logEvent } from '../progressLog.ts';
import { detailOf, isPgstowError } from '../refusal.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import type { Session } from '../session.ts';
import type { Deadline } from './timeouts.ts';

export interface FirstBackup {
  readonly status: string;
  readonly warnings: readonly Diagnostic[];
}

/** Makes the first set of a plan that was created. The plan is there whatever comes of it. */
export async function firstBackup({ id }: Plan, session: Session, deadline: Deadline): Promise<FirstBackup> {
  const { backup } = await session.engine();
  try {
    const onEvent = (event: EngineEvent) => logEvent('first backup', id, event);
    await backup(await session.unlockedRepository(), id, { signal: deadline.signal, onEvent });
    return { status: 'succeeded', warnings: [] };
  } catch (thrown) {
    if (!isPgstowError(thrown)) throw thrown;
    if (deadline.isOver()) return tooLong(id, deadline);
    return { status: `failed: ${thrown.message}`, warnings: [warningOf(id, detailOf(thrown))] };
  }
}

function tooLong(id: string, { limit }: Deadline): FirstBackup {
  const why = `it has taken longer than timeouts.create = "${limit}"`;
  return { status: `failed: ${why}`, warnings: [warningOf(id, why)] };
}

function warningOf(id: string, why: string): Diagnostic {
  return {
    severity: 'warning',
    summary: `The first backup of plan ${id} has failed`,
    detail: `${why}\n\nThe plan is there. Run it again: pgstow backup ${id}`,
    path: ['initial_backup'],
  };
}
