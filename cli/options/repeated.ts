import { InputError } from '../inputError.ts';

/** Collects the values of an option that may be given again and again. */
export function repeated(typed: string, before: readonly string[] = []): readonly string[] {
  return [...before, typed];
}

export type RoleMap = Readonly<Record<string, string>>;

/** Collects `--map-role OLD=NEW`. */
export function roleMapping(typed: string, before: RoleMap = {}): RoleMap {
  const [, from, to] = /^([^=]+)=(.+)$/s.exec(typed) ?? [];
  if (!from || !to) {
    throw new InputError(
      `--map-role does not take ${JSON.stringify(typed)}`,
      'write OLD=NEW, as app_owner=staging_owner',
    );
  }
  if (Object.hasOwn(before, from) && before[from] !== to) {
    throw new InputError(`--map-role maps ${from} to ${before[from]} and to ${to}`, 'give one of them');
  }
  return { ...before, [from]: to };
}
