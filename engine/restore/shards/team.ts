import type pg from 'pg';
import { PgstowError } from '../../errors.ts';
import type { RestoreEnds, SharedRestoreName } from '../../repository/restoreEnds.ts';
import { runError } from '../../repository/runHandle.ts';
import type { Crew } from '../crew.ts';
import type { Job } from '../jobs.ts';
import { isOwn, tellFailure } from './failure.ts';
import { leaveTogether } from './membership.ts';
import { SharedBoard } from './sharedBoard.ts';
import { type Member, shareWork } from './sharedWork.ts';

export interface TeamOptions {
  readonly clients: readonly pg.Client[];
  readonly member: Member;
  readonly ends: RestoreEnds;
  readonly name: SharedRestoreName;
  readonly run: string;
  readonly set: string;
}

/** The machines that share a restore, as their leader has to do with them. */
export function team({ clients, member, ends, name, run, set }: TeamOptions): Crew {
  const { signal } = member;
  return {
    run: async (jobs: readonly Job[]) => {
      const { kind } = await shareWork(new SharedBoard(jobs), clients, member);
      if (kind !== 'done') throw notesGone(run);
    },
    ending: (thrown) => ends.add(name, { run, set, ...(thrown !== undefined && { error: runError(thrown) }) }),
    mayRemove: async (thrown) => {
      if (isOwn(thrown, signal)) return false; // the others go on
      await tellFailure(clients[0]!, thrown);
      await leaveTogether(clients, signal);
      await ends.takeBack(name, run);
      return true;
    },
  };
}

/** Nobody of ours takes them away before the end. */
export function notesGone(run: string): PgstowError {
  return new PgstowError('conflict', `the notes of the restore ${run} are gone from the target, and it has not ended`, {
    hint: 'somebody has dropped the schema pgstow_restore while it ran: restore once more, with --conflict replace where its tables are there',
  });
}
