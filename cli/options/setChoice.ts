import type { SetChoice } from '../../engine/index.ts';
import { InputError } from '../../values/inputError.ts';
import { parseInstant } from '../../values/instant.ts';
import { instant } from '../../words/human.ts';
import type { Output } from '../output/output.ts';

/** What `<plan|set>` of a command may be. */
export const setArgument = ['<plan|set>', "a plan's id or name: its newest set; or a set's id"] as const;
/** Its companion. */
export const atOption = [
  '--at <time>',
  "the plan's newest set at or before this instant, such as 2026-11-22T21:30:00Z",
] as const;

/** A set's id is no possible id of a plan: those have no capital letters. That of a copy may end in `.1`. */
export function isSetId(planOrSet: string): boolean {
  return /^\d{8}T\d{6}Z-[a-z0-9]+(\.\d+)?$/.test(planOrSet);
}

/** Reads both. */
export function setChoice(output: Output, planOrSet: string, at: string | undefined): SetChoice {
  const isSet = isSetId(planOrSet);
  if (isSet && at !== undefined) {
    throw new InputError(`${planOrSet} is a set, and --at chooses one of a plan`, 'leave --at out, or name the plan');
  }
  if (isSet) return { set: planOrSet };
  const typed = at === undefined ? undefined : parseInstant('--at', at);
  if (typed?.local) output.say(`--at is read in local time: ${instant(typed.date)}`);
  return { plan: planOrSet, at: typed?.date };
}
