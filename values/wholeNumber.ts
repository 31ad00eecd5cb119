import { InputError } from './inputError.ts';

/** Reads a whole number. */
export function wholeNumber(name: string, least: number, most: number): (typed: string) => number {
  return (typed) => {
    const figure = Number(typed);
    if (/^\d+$/.test(typed) && figure >= least && figure <= most) return figure;
    throw new InputError(
      `${name} does not take ${JSON.stringify(typed)}`,
      `give a whole number from ${least} to ${most}`,
    );
  };
}
