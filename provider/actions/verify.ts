import type { ActionType, Invocation } from '../actionType.ts';
import { progressMessages } from '../progressMessages.ts';
import { refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { ExactNumber, type ObjectValue, type Value } from '../values/value.ts';

/** `action.pgstow_verify`. */
export const verifyAction: ActionType = {
  name: 'pgstow_verify',
  schema: {
    description:
      'Reads what is stored again and proves it: of a set, of a plan, or of all. Damage is an error that names what it affects. An encrypted repository must be opened: `PGSTOW_KEY`, `PGSTOW_PASSPHRASE` or `PGSTOW_KMS_KEY`.',
    attributes: {
      plan: {
        type: 'string',
        given: 'optional',
        description: 'Id of a plan, or its name where only one has it. Default: all plans.',
      },
      set: { type: 'string', given: 'optional', description: 'Id of a set. Default: all sets.' },
      sample: {
        type: 'number',
        given: 'optional',
        description: 'How many percent of the blobs to read, chosen at random. Default: 100.',
        refuse: (value) => (percent(value) > 0 && percent(value) <= 100 ? undefined : 'more than 0 and at most 100'),
      },
    },
  },
  invoke: readAgain,
};

async function readAgain(
  { plan = null, set = null, sample = null }: ObjectValue,
  session: Session,
  { signal, tell }: Invocation,
) {
  const { verify } = await session.engine();
  const request = {
    ...(typeof plan === 'string' && { plan }),
    ...(typeof set === 'string' && { set }),
    ...(sample !== null && { sample: percent(sample) }),
  };
  const result = await verify(await session.unlockedRepository(), request, { signal, onEvent: progressMessages(tell) });
  const { sets, findings, blobs } = result;
  if (!result.intact) {
    const damaged = sets.filter(({ intact }) => !intact).length;
    throw refusal(`${damaged} of ${sets.length} sets are damaged`, {
      detail: `${findings.map(({ message }) => message).join('\n')}\n\nBring the damaged objects back from a copy of the repository; a backup that reads all (full) stores again what the database still holds; what is not named can be restored.`,
    });
  }
  tell(`${sets.length} sets are intact: ${blobs} blobs were read`);
  return [];
}

function percent(value: Value): number {
  return value instanceof ExactNumber ? Number(value.text) : (value as number);
}
