import type { ActionType, Invocation } from '../actionType.ts';
import { progressMessages } from '../progressMessages.ts';
import { restoreAttributes } from '../restore/restoreAttributes.ts';
import { restoreProblems } from '../restore/restoreProblems.ts';
import { runRestore } from '../restore/runRestore.ts';
import { givenAttributes } from '../schema/givenAttributes.ts';
import type { Session } from '../session.ts';
import type { ObjectValue } from '../values/value.ts';

/** `action.pgstow_restore`. */
export const restoreAction: ActionType = {
  name: 'pgstow_restore',
  schema: {
    description:
      'Restores a set into a database, each time it is invoked, and waits until what was loaded is proved to equal the set. The password comes from `target.password` or `PGPASSWORD`: what an action is given stands in the plan file.',
    attributes: givenAttributes(restoreAttributes),
  },
  validate: restoreProblems,
  invoke: carryOut,
};

async function carryOut(config: ObjectValue, session: Session, { signal, tell }: Invocation) {
  const onEvent = progressMessages(tell);
  const { result, warnings } = await runRestore(config, session, { signal, onEvent });
  const { set, proved, provedRows } = result;
  tell(`set ${set.set} is restored: ${proved} tables, ${provedRows} rows proved`);
  return warnings;
}
