import type { Retention } from '../spec/retention.ts';

/** The sets that a retention keeps in the long run, of sets made at equal intervals. */
export interface KeptSets {
  /** So many of the newest, without a gap. */
  readonly dense: number;
  /** Older ones by their age, counted in sets made since; ascending. */
  readonly older: readonly number[];
}

/**
 * Which sets a retention keeps once it has been in force for longer than any of its rules reaches. A set of each week is taken to be
 * seven days older than that of the next, of each month 365/12: so the answer is the same on every day.
 */
export function keptSets(retention: Retention, setsPerDay: number): KeptSets {
  const { keepLast = 0, keepDays } = retention;
  const withinDays = keepDays === undefined ? 0 : Math.round(keepDays * setsPerDay) + 1;
  const dense = Math.max(1, keepLast, withinDays);
  const ages = periods.flatMap(({ rule, days }) => {
    const step = Math.max(1, days * setsPerDay); // only periods that have a set count
    return Array.from({ length: retention[rule] ?? 0 }, (_, index) => Math.round(index * step));
  });
  return { dense, older: [...new Set(ages)].filter((age) => age >= dense).sort((a, b) => a - b) };
}

const periods = [
  { rule: 'keepHourly', days: 1 / 24 },
  { rule: 'keepDaily', days: 1 },
  { rule: 'keepWeekly', days: 7 },
  { rule: 'keepMonthly', days: 365 / 12 },
  { rule: 'keepYearly', days: 365 },
] as const;
