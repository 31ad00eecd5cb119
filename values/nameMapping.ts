import { InputError } from './inputError.ts';

/** Names of the set to those that are put in their places. */
export type NameMap = Readonly<Record<string, string>>;

/** Adds `OLD=NEW` to what is mapped already. */
export function nameMapping(name: string, example: string): (typed: string, before?: NameMap) => NameMap {
  return (typed, before = {}) => {
    const [, from, to] = /^([^=]+)=(.+)$/s.exec(typed) ?? [];
    if (!from || !to) {
      throw new InputError(`${name} does not take ${JSON.stringify(typed)}`, `write OLD=NEW, as ${example}`);
    }
    if (Object.hasOwn(before, from) && before[from] !== to) {
      throw new InputError(`${name} maps ${from} to ${before[from]} and to ${to}`, 'give one of them');
    }
    return { ...before, [from]: to };
  };
}
