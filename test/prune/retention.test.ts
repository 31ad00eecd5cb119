import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyRetention, type RetainedSet } from '../../engine/prune/retention.ts';
import type { Retention } from '../../engine/spec/retention.ts';

const now = new Date('2027-01-05T12:00:00Z');

function setAt(snapshotAt: string, more: Partial<RetainedSet> = {}): RetainedSet {
  const committedAt = new Date(snapshotAt);
  const snapshot = { snapshotAt: committedAt.toISOString(), committedAt };
  return { set: snapshotAt, ...snapshot, pins: [], isDamaged: false, ...more };
}

/** The sets that stay, with their reasons. */
function staying(rules: Retention | undefined, sets: readonly RetainedSet[]): Record<string, readonly string[]> {
  const verdicts = applyRetention(rules, sets, now);
  return Object.fromEntries(verdicts.filter(({ stays }) => stays).map(({ set, reasons }) => [set, reasons]));
}

describe('retention', () => {
  const days = ['2027-01-05', '2027-01-04', '2027-01-03', '2026-12-31', '2026-12-27', '2026-11-30', '2025-06-01'];
  const sets = days.map((day) => setAt(`${day}T02:00:00Z`));
  const kept = (rules: Retention) => Object.keys(staying(rules, sets)).map((set) => set.slice(0, 10));

  it('keeps all without a rule', () => {
    expect(Object.keys(staying(undefined, sets))).toHaveLength(7);
    expect(Object.keys(staying({}, sets))).toHaveLength(7);
  });

  it.each<[Retention, readonly string[]]>([
    [{ keepLast: 2 }, ['2027-01-05', '2027-01-04']],
    [{ keepDays: 2 }, ['2027-01-05', '2027-01-04']],
    [{ keepDays: 3 }, ['2027-01-05', '2027-01-04', '2027-01-03']],
    [{ keepDaily: 4 }, ['2027-01-05', '2027-01-04', '2027-01-03', '2026-12-31']],
    // 2027-01-03 is the Sunday of 2026-W53, which begins on 2026-12-28
    [{ keepWeekly: 3 }, ['2027-01-05', '2027-01-03', '2026-12-27']],
    [{ keepMonthly: 3 }, ['2027-01-05', '2026-12-31', '2026-11-30']],
    [{ keepYearly: 9 }, ['2027-01-05', '2026-12-31', '2025-06-01']],
    [{ keepLast: 1, keepYearly: 2 }, ['2027-01-05', '2026-12-31']],
  ])('by %j keeps %j', (rules, days) => {
    expect(kept(rules)).toEqual(days);
  });

  it('says by which rules a set stays, or that none keeps it', () => {
    const [first, second] = applyRetention({ keepLast: 1, keepDays: 1, keepMonthly: 1, keepWeekly: 1 }, sets, now);
    expect(first!.reasons).toEqual(['newest', 'one of the last 1', 'within 1 days', 'week 2027-W01', 'month 2027-01']);
    expect(second).toMatchObject({ stays: false, reasons: ['kept by no rule'] });
  });

  it('tells hours apart', () => {
    const two = [setAt('2027-01-05T02:59:59Z'), setAt('2027-01-05T02:00:00Z'), setAt('2027-01-05T01:59:59Z')];
    expect(Object.keys(staying({ keepHourly: 2 }, two))).toEqual([two[0]!.set, two[2]!.set]);
  });

  it('keeps what is pinned, and tells why', () => {
    const pinned = setAt('2020-01-01T00:00:00Z', { pins: ['an audit'] });
    expect(staying({ keepLast: 1 }, [...sets, pinned])[pinned.set]).toEqual(['pinned: an audit']);
  });

  it('keeps a damaged set, and lets it take nobody’s place', () => {
    const damaged = setAt('2027-01-05T03:00:00Z', { isDamaged: true });
    expect(staying({ keepLast: 1 }, [damaged, ...sets])).toEqual({
      [damaged.set]: ['damaged: removed only by its name'],
      [sets[0]!.set]: ['newest', 'one of the last 1'],
    });
  });

  it('lets no set of the future take the place of those made since', () => {
    const future = ['2028-01-03T02:00:00Z', '2028-01-02T02:00:00Z'].map((at) => setAt(at));
    expect(staying({ keepLast: 2 }, [...future, ...sets])).toEqual({
      [future[0]!.set]: ['dated in the future: a clock was wrong'],
      [future[1]!.set]: ['dated in the future: a clock was wrong'],
      [sets[0]!.set]: ['newest', 'one of the last 2'],
      [sets[1]!.set]: ['one of the last 2'],
    });
  });

  it('keeps what was made last, though a clock that was set back dates it before the others', () => {
    const behind = setAt('2020-01-01T00:00:00Z', { committedAt: new Date('2027-01-05T11:00:00Z') });
    expect(staying({ keepLast: 1, keepDays: 1 }, [...sets, behind])).toMatchObject({
      [sets[0]!.set]: ['newest', 'one of the last 1', 'within 1 days'],
      [behind.set]: ['made last'],
    });
  });

  it('keeps the newest, however old it is', () => {
    expect(Object.keys(staying({ keepDays: 1 }, [setAt('2001-01-01T00:00:00Z')]))).toHaveLength(1);
  });
});

const rule = fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined });
const rules = fc.record({
  keepDays: rule,
  keepLast: rule,
  keepHourly: rule,
  keepDaily: rule,
  keepWeekly: rule,
  keepMonthly: rule,
  keepYearly: rule,
});
const minutes = 60_000;
/** Close together and far apart, around the turn of a year; some in the future. */
const instants = fc.oneof(
  fc.integer({ min: -48 * 60, max: 3 * 60 }),
  fc.integer({ min: -60 * 24 * 60, max: 0 }),
  fc.integer({ min: -4 * 366 * 24 * 60, max: 0 }),
);
const someSets = fc
  .array(fc.record({ at: instants, made: instants, pinned: fc.boolean(), damaged: fc.boolean() }), { maxLength: 40 })
  .map((all) =>
    all.map(
      ({ at, made, pinned, damaged }, index): RetainedSet => ({
        set: String(index).padStart(3, '0'),
        snapshotAt: new Date(now.getTime() + at * minutes).toISOString(),
        committedAt: new Date(now.getTime() + made * minutes),
        pins: pinned && index % 5 === 0 ? ['x'] : [],
        isDamaged: damaged && index % 4 === 0,
      }),
    ),
  );

describe('retention, against another way to tell', () => {
  it('keeps exactly what any rule keeps', () => {
    fc.assert(
      fc.property(rules, someSets, (given, sets) => {
        const stays = applyRetention(given, sets, now).map((verdict) => verdict.stays);
        expect(stays).toEqual(sets.map((set) => mustStay(set, given, sets)));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps no less when a rule is added', () => {
    fc.assert(
      fc.property(rules, rule, someSets, (given, more, sets) => {
        if (Object.values(given).every((count) => count === undefined)) return;
        const before = staying(given, sets);
        const after = staying({ ...given, keepDaily: Math.max(more ?? 1, given.keepDaily ?? 0) }, sets);
        expect(Object.keys(after)).toEqual(expect.arrayContaining(Object.keys(before)));
      }),
    );
  });
});

/** Set by set: how many periods with a newer set are there, and is there a newer one in its own? */
function mustStay(set: RetainedSet, given: Retention, all: readonly RetainedSet[]): boolean {
  if (set.pins.length > 0 || !takesPlace(set)) return true;
  if (!all.some((other) => takesPlace(other) && isMadeLater(other, set))) return true;
  if (Object.values(given).every((count) => count === undefined)) return true;
  const newer = all.filter((other) => takesPlace(other) && isNewer(other, set));
  if (newer.length < Math.max(1, given.keepLast ?? 0)) return true;
  const age = now.getTime() - Date.parse(set.snapshotAt);
  if (given.keepDays !== undefined && age <= given.keepDays * 24 * 60 * minutes) return true;
  const among = (count: number | undefined, period: (at: number) => number) => {
    if (count === undefined) return false;
    const own = period(Date.parse(set.snapshotAt));
    const others = new Set(newer.map((other) => period(Date.parse(other.snapshotAt))));
    return !others.has(own) && others.size < count;
  };
  const hour = 60 * minutes;
  const monday = Date.UTC(2001, 0, 1); // a Monday
  return (
    among(given.keepHourly, (at) => Math.floor(at / hour)) ||
    among(given.keepDaily, (at) => Math.floor(at / (24 * hour))) ||
    among(given.keepWeekly, (at) => Math.floor((at - monday) / (7 * 24 * hour))) ||
    among(given.keepMonthly, (at) => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth()) ||
    among(given.keepYearly, (at) => new Date(at).getUTCFullYear())
  );
}

function isNewer(a: RetainedSet, b: RetainedSet): boolean {
  const [x, y] = [Date.parse(a.snapshotAt), Date.parse(b.snapshotAt)];
  return x > y || (x === y && a.set > b.set);
}

/** Neither damaged nor more than an hour in the future. */
function takesPlace({ isDamaged, snapshotAt }: RetainedSet): boolean {
  return !isDamaged && Date.parse(snapshotAt) <= now.getTime() + 60 * minutes;
}

function isMadeLater(a: RetainedSet, b: RetainedSet): boolean {
  const [x, y] = [a.committedAt.getTime(), b.committedAt.getTime()];
  return x > y || (x === y && isNewer(a, b));
}
