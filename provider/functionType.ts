import type { Session } from './session.ts';
import type { Type } from './values/type.ts';
import type { Value } from './values/value.ts';

export interface Parameter {
  readonly name: string;
  readonly type: Type;
  readonly description: string;
}

/**
 * A function of the provider, which Terraform calls in any expression, and before the provider is configured. What it throws
 * becomes an error at the call.
 */
export interface FunctionType {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Markdown. */
  readonly description: string;
  readonly parameters: readonly Parameter[];
  /** Any number more of these. */
  readonly variadic?: Parameter;
  readonly returns: Type;
  /** The same for the same arguments, which are all known and none of them null. */
  readonly call: (given: readonly Value[], session: Session) => Promise<Value>;
}

/** What is wrong with an argument. */
export class ArgumentError extends Error {
  /** Its place among the arguments, from 0. */
  readonly argument: number;

  constructor(argument: number, message: string) {
    super(message);
    this.argument = argument;
  }
}
