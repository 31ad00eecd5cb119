import { InputError } from './inputError.ts';

/** Reads one of a few words. */
export function oneOf<const Word extends string>(name: string, allowed: readonly Word[]): (typed: string) => Word {
  return (typed) => {
    const found = allowed.find((word) => word === typed);
    if (found !== undefined) return found;
    const message = `${name} does not take ${JSON.stringify(typed)}`;
    throw new InputError(message, `allowed are ${allowed.join(', ')}`, { typed, allowed });
  };
}
