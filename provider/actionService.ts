import type { ActionType } from './actionType.ts';
import type { Message, MessageInit } from './protocol/messages.ts';
import type { ProviderService } from './protocol/serve.ts';
import { actionTypes } from './provider.ts';
import { diagnosticsOf } from './refusal.ts';
import { typeOfAttributes } from './schema/attribute.ts';
import { type Diagnostic, encodeDiagnostic } from './schema/diagnostic.ts';
import { encodeSchema } from './schema/encodeSchema.ts';
import { validate } from './schema/validate.ts';
import type { Session } from './session.ts';
import type { ObjectValue } from './values/value.ts';
import { decodeValue } from './values/wire.ts';

/** What Terraform asks of actions. */
export function actionService(
  session: Session,
): Pick<ProviderService, 'ValidateActionConfig' | 'PlanAction' | 'InvokeAction'> {
  const check = async (action: ActionType, config: Message<'DynamicValue'> | undefined) => {
    const given = decodeConfig(action, config);
    const own = (await action.validate?.(given, session)) ?? [];
    return [...validate(action.schema.attributes, given), ...own];
  };
  return {
    ValidateActionConfig: async ({ typeName, config }) => answer(check(actionNamed(typeName), config)),
    PlanAction: async ({ actionType, config }) => answer(check(actionNamed(actionType), config)),
    InvokeAction: ({ actionType, config }, { signal: gone }) => {
      const action = actionNamed(actionType);
      const signal = AbortSignal.any([session.stopped, gone]);
      return eventsOf((tell) => action.invoke(decodeConfig(action, config), session, { signal, tell }));
    },
  };
}

export function encodeActions(): Readonly<Record<string, MessageInit<'ActionSchema'>>> {
  return Object.fromEntries(actionTypes.map(({ name, schema }) => [name, { schema: encodeSchema(schema) }]));
}

function actionNamed(name: string): ActionType {
  const found = actionTypes.find((each) => each.name === name);
  if (found) return found;
  throw new Error(`there is no action ${name}`);
}

function decodeConfig({ schema }: ActionType, config: Message<'DynamicValue'> | undefined): ObjectValue {
  return decodeValue(typeOfAttributes(schema.attributes), config) as ObjectValue;
}

async function answer(found: Promise<readonly Diagnostic[]>): Promise<MessageInit<'Diagnostics'>> {
  return { diagnostics: (await found.catch(diagnosticsOf)).map(encodeDiagnostic) };
}

/** Lines as they are told, and last how it came out. To whoever has gone nothing more is sent. */
function eventsOf(
  invoke: (tell: (message: string) => void) => Promise<readonly Diagnostic[]>,
): AsyncIterable<MessageInit<'InvokeActionEvent'>> {
  let isOpen = true;
  return new ReadableStream<MessageInit<'InvokeActionEvent'>>({
    start(controller) {
      const send = (event: MessageInit<'InvokeActionEvent'>) => isOpen && controller.enqueue(event);
      const run = async () => {
        send({ completed: await answer(invoke((message) => send({ progress: { message } }))) });
        if (isOpen) controller.close();
      };
      void run();
    },
    cancel() {
      isOpen = false;
    },
  });
}
