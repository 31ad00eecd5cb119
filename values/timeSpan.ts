import { InputError } from './inputError.ts';

const form = /^(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s)?$/;

/** Reads a span such as `5h45m`, `90m` or `30s` as milliseconds. */
export function timeSpan(name: string): (typed: string) => number {
  return (typed) => {
    const [, hours, minutes, seconds] = form.exec(typed) ?? [];
    const span = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000;
    if (span > 0) return span;
    throw new InputError(
      `${name} does not take ${JSON.stringify(typed)}`,
      'give hours, minutes and seconds, as 5h45m, 90m or 30s',
    );
  };
}
