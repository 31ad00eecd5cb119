import { Argument, Option } from 'commander';
import { oneOf } from '../../values/oneOf.ts';

/** An option that takes one of a few words. */
export function optionOf(flags: string, description: string, allowed: readonly string[]): Option {
  const option = new Option(flags, description).choices(allowed);
  return option.argParser(oneOf(option.long!, allowed));
}

/** An argument that is one of a few words. */
export function argumentOf(name: string, description: string, allowed: readonly string[]): Argument {
  const argument = new Argument(name, description).choices(allowed);
  return argument.argParser(oneOf(argument.name(), allowed));
}
