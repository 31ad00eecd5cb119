import { debuglog } from 'node:util';
import type { ErrorCode, PgstowError } from '../engine/index.ts';
import { version } from '../engine/version.ts';
import { InputError } from '../values/inputError.ts';
import { withoutPasswords } from './printable.ts';

/** What can end a command: the engine's codes, and `internal` for what should not have happened. */
export type FailureCode = ErrorCode | 'internal';

/** What went wrong, as it is printed: no stack, no cause. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Describes anything that was thrown. What is no error of ours is a bug, and says how to report it. */
export async function describeFailure(thrown: unknown): Promise<Failure> {
  const { code, message, hint } = await failureOf(thrown);
  // what was typed is repeated in messages, and a URL may have been typed in the wrong place
  return { code, message: withoutPasswords(message), ...(hint && { hint: withoutPasswords(hint) }) };
}

async function failureOf(thrown: unknown): Promise<Failure> {
  if (thrown instanceof InputError) return { code: 'input', message: thrown.message, hint: await hintOf(thrown) };
  return isEngineError(thrown) ? thrown : bug(thrown);
}

/** By its name: the engine is not loaded just to ask whether something is of its class. */
function isEngineError(thrown: unknown): thrown is PgstowError {
  return thrown instanceof Error && thrown.name === 'PgstowError';
}

async function hintOf({ hint, choice }: InputError): Promise<string> {
  if (!choice) return hint;
  const { didYouMean } = await import('../engine/index.ts'); // takes a moment; help and version never come here
  const near = didYouMean(choice.typed, choice.allowed, '');
  return near ? `${near} ${hint}` : hint;
}

const debug = debuglog('pgstow');

function bug(thrown: unknown): Failure {
  debug('%s', thrown instanceof Error ? thrown.stack : thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'internal',
    message: `this should not have happened: ${message}`,
    hint:
      'it is a bug of pgstow. Please report it with the command, ' +
      `"pgstow ${version}, Node.js ${process.version}, ${process.platform}", and what the command prints with NODE_DEBUG=pgstow set`,
  };
}
