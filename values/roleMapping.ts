import { InputError } from './inputError.ts';

export type RoleMap = Readonly<Record<string, string>>;

/** Adds `OLD=NEW` to the roles that are mapped already. */
export function roleMapping(name: string): (typed: string, before?: RoleMap) => RoleMap {
  return (typed, before = {}) => {
    const [, from, to] = /^([^=]+)=(.+)$/s.exec(typed) ?? [];
    if (!from || !to) {
      throw new InputError(
        `${name} does not take ${JSON.stringify(typed)}`,
        'write OLD=NEW, as app_owner=staging_owner',
      );
    }
    if (Object.hasOwn(before, from) && before[from] !== to) {
      throw new InputError(`${name} maps ${from} to ${before[from]} and to ${to}`, 'give one of them');
    }
    return { ...before, [from]: to };
  };
}
