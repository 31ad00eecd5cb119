import { longestGap } from '../schedule/longestGap.ts';
import { durationText, millisecondsOf } from './duration.ts';
import type { PlanDocument } from './plan.ts';

/** How old the newest set of a plan may be: as the plan says, or as follows from its schedule. */
export type AllowedAge =
  | { readonly kind: 'given' | 'scheduled'; readonly milliseconds: number; readonly text: string }
  /** A set is to be there so long after a single start. */
  | { readonly kind: 'single'; readonly start: Date; readonly milliseconds: number };

/**
 * What comes between a start and its set, at most, while all is well: a job on GitHub, whose scheduler is late by minutes
 * as a rule and by hours on bad days, ends after six hours at the latest. A backup that itself takes longer needs a `maxAge`.
 */
const margin = 6 * 3_600_000;

/** Undefined for a plan of which nobody has said when it is to be backed up. */
export function allowedAge(
  { maxAge, schedule }: Pick<PlanDocument, 'maxAge' | 'schedule'>,
  now: Date,
): AllowedAge | undefined {
  if (maxAge !== undefined) return { kind: 'given', milliseconds: millisecondsOf(maxAge), text: maxAge };
  if (!schedule) return undefined;
  if ('once' in schedule) return { kind: 'single', start: new Date(schedule.once), milliseconds: margin };
  const milliseconds = longestGap(schedule, now) + margin;
  return { kind: 'scheduled', milliseconds, text: durationText(milliseconds) };
}
