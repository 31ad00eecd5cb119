import { InputError } from './inputError.ts';

/** Reads true or false as YAML's core schema has them. */
export function flag(name: string): (typed: string) => boolean {
  return (typed) => {
    if (/^(true|True|TRUE)$/.test(typed)) return true;
    if (/^(false|False|FALSE)$/.test(typed)) return false;
    throw new InputError(`${name} does not take ${JSON.stringify(typed)}`, 'allowed are true and false');
  };
}
