import type { Retention } from '../spec/retention.ts';

/** A set, as far as retention goes. */
export interface RetainedSet {
  readonly set: string;
  /** ISO 8601; that of a damaged set, which does not tell, is the time in its id. */
  readonly snapshotAt: string;
  /** When its manifest was written, by the store's clock. */
  readonly committedAt: Date;
  /** Why it is pinned; empty when it is not. */
  readonly pins: readonly string[];
  /** Why it is under legal hold; empty or absent when it is not. */
  readonly holds?: readonly string[] | undefined;
  /** Until when it cannot be deleted; absent where nobody has locked it. */
  readonly lockedUntil?: Date | undefined;
  readonly isDamaged: boolean;
}

/** Whether a set stays, and by which rules; or by the lack of which it goes. */
export interface Verdict {
  readonly set: string;
  readonly stays: boolean;
  readonly reasons: readonly string[];
  /** ISO 8601. It stays for its lock alone: when that has ended it goes. */
  readonly staysUntil?: string | undefined;
}

/** Servers need not agree on the time to the minute: milliseconds. */
const clockSlack = 60 * 60 * 1000;

/**
 * What becomes of a plan's sets: each stays that any rule keeps. Without a rule all stay; the newest that is whole stays
 * whatever the rules, so does what is pinned, and what is damaged: that goes only by its name, and takes nobody's place.
 * Periods are those of UTC, weeks those of ISO 8601.
 *
 * A snapshot is dated by the database's clock, which may be wrong for a while. So a set of the future takes nobody's place
 * either, and the one that was made last stays though it is dated before others: else every new one might go at once.
 */
export function applyRetention(
  rules: Retention | undefined,
  sets: readonly RetainedSet[],
  now: Date,
): readonly Verdict[] {
  const isAhead = ({ snapshotAt }: RetainedSet) => Date.parse(snapshotAt) > now.getTime() + clockSlack;
  const whole = sets.filter((set) => !set.isDamaged && !isAhead(set)).toSorted(newestFirst);
  const last = whole.toSorted(lastMadeFirst)[0];
  const reasons = new Map<string, string[]>(
    sets.map(({ set, pins, holds = [] }) => [
      set,
      [...pins.map((pin) => `pinned: ${pin}`), ...holds.map((hold) => `legal hold: ${hold}`)],
    ]),
  );
  const keep = (set: RetainedSet, reason: string) => reasons.get(set.set)!.push(reason);
  for (const set of sets) {
    if (set.isDamaged) keep(set, 'damaged: removed only by its name');
    else if (isAhead(set)) keep(set, 'dated in the future: a clock was wrong');
  }
  if (whole[0]) keep(whole[0], 'newest');
  if (last && last !== whole[0]) keep(last, 'made last');
  const rulesThere = Object.entries(rules ?? {}).filter(([, count]) => count !== undefined);
  if (rulesThere.length === 0) for (const set of whole) keep(set, 'no rule');
  for (const { set, reason } of keptByRules(rules ?? {}, whole, now)) keep(set, reason);
  return sets.map(({ set, lockedUntil }) => {
    const why = reasons.get(set)!;
    const isLocked = lockedUntil !== undefined && lockedUntil > now;
    const lock = isLocked ? [`locked until ${lockedUntil.toISOString()}`] : [];
    const all = [...why, ...lock];
    return {
      set,
      stays: all.length > 0,
      reasons: all.length > 0 ? all : ['kept by no rule'],
      ...(isLocked && why.length === 0 && { staysUntil: lockedUntil.toISOString() }),
    };
  });
}

interface Kept {
  readonly set: RetainedSet;
  readonly reason: string;
}

/** Sets the newest first. */
function keptByRules(rules: Retention, whole: readonly RetainedSet[], now: Date): Kept[] {
  const { keepLast, keepDays } = rules;
  const oldest = now.getTime() - (keepDays ?? 0) * 24 * 60 * 60 * 1000;
  return [
    ...whole.slice(0, keepLast ?? 0).map((set) => ({ set, reason: `one of the last ${keepLast}` })),
    ...(keepDays === undefined ? [] : whole)
      .filter(({ snapshotAt }) => Date.parse(snapshotAt) >= oldest)
      .map((set) => ({ set, reason: `within ${keepDays} days` })),
    ...periods.flatMap(({ rule, word, of }) => keptByPeriod(whole, rules[rule] ?? 0, word, of)),
  ];
}

/** The newest set of each of the newest periods that have one. */
function keptByPeriod(
  whole: readonly RetainedSet[],
  count: number,
  word: string,
  periodOf: (at: Date) => string,
): Kept[] {
  const newest = new Map<string, RetainedSet>();
  for (const set of whole) {
    const period = periodOf(new Date(set.snapshotAt));
    if (!newest.has(period)) newest.set(period, set);
  }
  return [...newest].slice(0, count).map(([period, set]) => ({ set, reason: `${word} ${period}` }));
}

const periods = [
  { rule: 'keepHourly', word: 'hour', of: (at: Date) => `${at.toISOString().slice(0, 13)}Z` },
  { rule: 'keepDaily', word: 'day', of: (at: Date) => at.toISOString().slice(0, 10) },
  { rule: 'keepWeekly', word: 'week', of: isoWeek },
  { rule: 'keepMonthly', word: 'month', of: (at: Date) => at.toISOString().slice(0, 7) },
  { rule: 'keepYearly', word: 'year', of: (at: Date) => at.toISOString().slice(0, 4) },
] as const;

/** A week belongs to the year that its Thursday is in: `2026-W53` may have days of 2027. */
function isoWeek(at: Date): string {
  const day = 24 * 60 * 60 * 1000;
  const thursday = new Date(at.getTime() + (4 - (at.getUTCDay() || 7)) * day);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / day / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

function newestFirst(a: RetainedSet, b: RetainedSet): number {
  return Date.parse(b.snapshotAt) - Date.parse(a.snapshotAt) || (a.set < b.set ? 1 : -1);
}

function lastMadeFirst(a: RetainedSet, b: RetainedSet): number {
  return b.committedAt.getTime() - a.committedAt.getTime() || newestFirst(a, b);
}
