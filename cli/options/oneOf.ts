import { Argument, Option } from 'commander';
import { InputError } from '../inputError.ts';

/** An option that takes one of a few words. */
export function optionOf(flags: string, description: string, allowed: readonly string[]): Option {
  const option = new Option(flags, description).choices(allowed);
  return option.argParser((typed: string) => checked(option.long!, typed, allowed));
}

/** An argument that is one of a few words. */
export function argumentOf(name: string, description: string, allowed: readonly string[]): Argument {
  const argument = new Argument(name, description).choices(allowed);
  return argument.argParser((typed: string) => checked(argument.name(), typed, allowed));
}

function checked(name: string, typed: string, allowed: readonly string[]): string {
  if (allowed.includes(typed)) return typed;
  const message = `${name} does not take ${JSON.stringify(typed)}`;
  throw new InputError(message, `allowed are ${allowed.join(', ')}`, { typed, allowed });
}
