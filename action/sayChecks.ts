import type { Check } from '../engine/index.ts';
import { checkText } from '../words/precheckText.ts';
import { inputNames } from './actionWords.ts';
import type { Log } from './log.ts';

/** Checks in the log, with what to do in the names of inputs. */
export function sayChecks(log: Log, checks: readonly Check[]): void {
  for (const check of checks) log.say(checkText(inInputNames(check)));
}

function inInputNames(check: Check): Check {
  return check.remedy === undefined ? check : { ...check, remedy: inputNames(check.remedy) };
}
