import type { ActionType, Invocation } from '../actionType.ts';
import { progressMessages } from '../progressMessages.ts';
import type { Session } from '../session.ts';
import type { ObjectValue } from '../values/value.ts';

/** `action.pgstow_backup`. */
export const backupAction: ActionType = {
  name: 'pgstow_backup',
  schema: {
    description:
      'Makes a set of a plan, now, and waits for it. An encrypted repository must be opened: `PGSTOW_KEY`, `PGSTOW_PASSPHRASE` or `PGSTOW_KMS_KEY`.',
    attributes: {
      plan: { type: 'string', given: 'required', description: 'Id of the plan, or its name where only one has it.' },
      full: {
        type: 'bool',
        given: 'optional',
        description: 'Read everything, also what is proved to be unchanged since an older set. Default: false.',
      },
    },
  },
  invoke: makeBackup,
};

async function makeBackup({ plan = null, full = null }: ObjectValue, session: Session, { signal, tell }: Invocation) {
  const { backup } = await session.engine();
  const { set } = await backup(await session.unlockedRepository(), plan as string, {
    full: full === true,
    signal,
    onEvent: progressMessages(tell),
  });
  tell(`set ${set.set} is complete: ${set.totals.tables} tables, ${set.totals.rows} rows`);
  return [];
}
