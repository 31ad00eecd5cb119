import type { Lapse } from '../engine/index.ts';
import { counted, instant } from './human.ts';

/** What became of starts that had no run: how many, how, when and why. */
export function lapseText({ kind, outcome, start, until, count, reason }: Lapse): string {
  const when = count === 1 ? instant(start) : `${instant(start)} to ${instant(until)}`;
  return `${counted(count, kind === 'drill' ? 'drill' : 'start')} ${outcome}, ${when}: ${reason}`;
}
