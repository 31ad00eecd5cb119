import type { Check } from '../../engine/index.ts';
import { checkText } from '../../words/precheckText.ts';
import type { Output } from './output.ts';

/** Those that have passed are not shown with `--quiet`. */
export function showChecks(output: Output, checks: readonly Check[]): void {
  for (const check of checks) {
    if (check.status === 'pass') output.say(checkText(check));
    else output.print(checkText(check));
  }
}
