import { InputError } from './inputError.ts';

/** Reads a percentage: more than 0, at most 100; a `%` may follow. */
export function percentage(name: string): (typed: string) => number {
  return (typed) => {
    const figure = Number(typed.replace(/\s*%$/, ''));
    if (/^[\d.]+\s*%?$/.test(typed) && figure > 0 && figure <= 100) return figure;
    throw new InputError(
      `${name} does not take ${JSON.stringify(typed)}`,
      'give a percentage above 0 and up to 100, as 5',
    );
  };
}
