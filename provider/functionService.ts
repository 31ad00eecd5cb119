import { ArgumentError, type FunctionType, type Parameter } from './functionType.ts';
import type { Message, MessageInit } from './protocol/messages.ts';
import type { ProviderService } from './protocol/serve.ts';
import { functionTypes } from './provider.ts';
import { diagnosticsOf } from './refusal.ts';
import type { Session } from './session.ts';
import { encodeType } from './values/type.ts';
import { hasUnknown, unknown } from './values/value.ts';
import { decodeValue, encodeValue } from './values/wire.ts';

const markdown = 1;

/** What Terraform is told of the functions, and their calls. */
export function functionService(session: Session): Pick<ProviderService, 'GetFunctions' | 'CallFunction'> {
  return {
    GetFunctions: () => ({ functions: encodeFunctions() }),
    CallFunction: async ({ name, arguments: given }) => {
      const found = functionTypes.find((each) => each.name === name);
      if (!found) return { error: { text: `there is no function ${name}` } };
      try {
        const values = decodeArguments(found, given);
        const result = values.some(hasUnknown) ? unknown : await found.call(values, session);
        return { result: encodeValue(found.returns, result) };
      } catch (thrown) {
        return { error: errorOf(thrown) };
      }
    },
  };
}

export function encodeFunctions(): Readonly<Record<string, MessageInit<'Function'>>> {
  return Object.fromEntries(functionTypes.map((each) => [each.name, encodeFunction(each)]));
}

function encodeFunction({ summary, description, parameters, variadic, returns }: FunctionType) {
  return {
    summary,
    description,
    descriptionKind: markdown,
    parameters: parameters.map(encodeParameter),
    variadicParameter: variadic && encodeParameter(variadic),
    return: { type: encodeType(returns) },
  };
}

function encodeParameter({ name, type, description }: Parameter) {
  return { name, type: encodeType(type), description, descriptionKind: markdown };
}

function decodeArguments({ parameters, variadic }: FunctionType, given: readonly Message<'DynamicValue'>[]) {
  return given.map((value, index) => decodeValue((parameters[index] ?? variadic!).type, value));
}

function errorOf(thrown: unknown): MessageInit<'FunctionError'> {
  if (thrown instanceof ArgumentError) return { text: thrown.message, functionArgument: thrown.argument };
  return {
    text: diagnosticsOf(thrown)
      .map(({ detail }) => detail)
      .join('\n'),
  };
}
