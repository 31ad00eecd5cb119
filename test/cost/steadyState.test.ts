import { describe, expect, test } from 'vitest';
import { choosePrices } from '../../engine/cost/choosePrices.ts';
import { growthOf } from '../../engine/cost/growth.ts';
import { keptSets } from '../../engine/cost/keptSets.ts';
import { copyingCost, listingsOf, makingCost } from '../../engine/cost/monthlyTraffic.ts';
import { type PresentState, steadyState } from '../../engine/cost/steadyState.ts';
import { applyRetention } from '../../engine/prune/retention.ts';
import { storagePlace } from '../../engine/repository/storagePlace.ts';

const day = 86_400_000;
const present: PresentState = {
  paused: false,
  retention: { keepLast: 3 },
  sets: 5,
  stored: { objects: 9, bytes: 2000, monthly: 20, classes: [] },
  newest: { blobBytes: 1000, ownBytes: 10 },
  growth: { newBytes: 100, newObjects: 5, setsPerDay: 1 },
};

describe('the steady state', () => {
  test('is the newest set, and of older ones what has changed until the next that is kept, at most all', () => {
    expect(steadyState(present)).toEqual({ state: 'steady', sets: 3, bytes: 1000 + 2 * 100 + 3 * 10, monthly: 12.3 });
    const { bytes } = steadyState({ ...present, retention: { keepLast: 2, keepMonthly: 3 } }) as { bytes: number };
    // the newest, one of the day before, and one of each of two months before, in which all has changed
    expect(bytes).toBe(1000 + 100 + 2 * 1000 + 4 * 10);
  });

  test('grows without retention, by what 30 days bring', () => {
    for (const retention of [undefined, {}]) {
      expect(steadyState({ ...present, retention })).toEqual({ state: 'growing', bytes: 30 * 110, monthly: 33 });
    }
  });

  test('is the present one of a paused plan, and has no price where that has none', () => {
    const { monthly: _, ...stored } = present.stored;
    expect(steadyState({ ...present, paused: true, stored })).toEqual({ state: 'steady', sets: 5, bytes: 2000 });
  });

  test('is billed beside, at most, for what goes before the minimum time of its class', () => {
    const classes = [
      { storageClass: 'STANDARD', objects: 1, bytes: 500 },
      { storageClass: 'STANDARD_IA', objects: 1, bytes: 1500 },
    ];
    const table = choosePrices(storagePlace('s3://bucket/p?region=us-east-1')).table!;
    const state = { ...present, stored: { ...present.stored, classes }, table };
    // 100 bytes go each day, three quarters of them infrequently read, after 3 days of the 30 that are billed
    const early = ((30 * 100 * 0.75) / 2 ** 30) * 0.0125 * (27 / 30);
    expect(steadyState(state)).toMatchObject({ earlyDeletion: expect.closeTo(early, 15) });
    expect(steadyState({ ...state, retention: { keepDays: 30 } })).not.toHaveProperty('earlyDeletion');
    expect(steadyState({ ...state, table: undefined })).not.toHaveProperty('earlyDeletion');
  });

  test('is not known without sets, or a rate', () => {
    const reasonOf = (change: Partial<PresentState>) =>
      (steadyState({ ...present, ...change }) as { reason: string }).reason;
    expect(reasonOf({ newest: undefined })).toBe('it has no set that can be read');
    expect(reasonOf({ growth: undefined })).toBe('how much a set adds is not known before there are two');
    expect(reasonOf({ growth: { newBytes: 1, newObjects: 4 } })).toBe('how often sets are made is not known');
  });
});

describe('the sets that a retention keeps in the long run', () => {
  test.each([
    [{ keepDays: 30 }, 1],
    [{ keepDays: 14, keepWeekly: 8, keepMonthly: 12 }, 1],
    [{ keepLast: 5, keepDaily: 7, keepYearly: 2 }, 4],
    [{ keepHourly: 48, keepDaily: 30 }, 24],
    [{ keepWeekly: 10 }, 1 / 7],
  ])('are about those that it keeps of as many: %j, %d a day', (retention, perDay) => {
    const now = new Date('2026-11-22T01:00:00.000Z');
    const sets = Array.from({ length: Math.min(3000, Math.round(800 * perDay)) }, (_, index) => {
      const at = new Date(now.getTime() - (index * day) / perDay);
      return { set: String(9999 - index), snapshotAt: at.toISOString(), committedAt: at, pins: [], isDamaged: false };
    });
    const stay = applyRetention(retention, sets, now).filter(({ stays }) => stays).length;
    const { dense, older } = keptSets(retention, perDay);
    expect(Math.abs(dense + older.length - stay)).toBeLessThanOrEqual(2);
  });

  test('are told by their age', () => {
    expect(keptSets({ keepDays: 2, keepWeekly: 3 }, 1)).toEqual({ dense: 3, older: [7, 14] });
    expect(keptSets({ keepDaily: 3 }, 1 / 7)).toEqual({ dense: 1, older: [1, 2] });
  });
});

describe('what goes over the line in a month', () => {
  const growth = { newBytes: 2 ** 30, newObjects: 5, setsPerDay: 2 };
  const table = choosePrices(storagePlace('s3://bucket/p?region=us-east-1')).table!;
  const place = (url: string) => ({ ...storagePlace(url), repository: url });

  test('are the objects of new sets, by the price of the class that they are written to', () => {
    const listed = { prunes: false, blobs: 100, setObjects: 100 };
    const counts = { requests: 300, listings: 60 * 8 };
    expect(makingCost(growth, listed, 'STANDARD', table)).toEqual({ ...counts, monthly: expect.closeTo(0.0039, 12) });
    const rarely = 0.3 * 0.01 + 0.48 * 0.005; // listings are billed alike whatever the class
    expect(makingCost(growth, listed, 'STANDARD_IA', table)!.monthly).toBeCloseTo(rarely, 12);
    expect(makingCost(growth, listed, 'UNHEARD_OF', table)).toEqual(counts);
    expect(makingCost({ newBytes: 1, newObjects: 4 }, listed, 'STANDARD', table)).toBeUndefined();
  });

  test('are listings too: more where sets go, and by the thousand of objects that are listed', () => {
    expect(listingsOf({ prunes: true, blobs: 1000, setObjects: 1000 })).toBe(34);
    expect(listingsOf({ prunes: true, blobs: 1001, setObjects: 1000 })).toBe(35);
    expect(listingsOf({ prunes: true, blobs: 64_000, setObjects: 2500 })).toBe(34 + 63 + 20);
    expect(listingsOf({ prunes: false, blobs: 64_000, setObjects: 2500 })).toBe(8);
  });

  test.each([
    ['/srv/copies', 60 * 0.09],
    ['s3://copies/p?region=us-east-1', 0],
    ['s3://copies/p?region=eu-west-1', undefined],
    ['s3://copies/p', undefined],
    ['s3://copies?endpoint=https://oss-cn-hangzhou.aliyuncs.com', 60 * 0.09],
  ])('is the egress of what is copied to %s', (url, monthly) => {
    expect(copyingCost(growth, place('s3://bucket/p?region=us-east-1'), place(url), table)).toEqual({
      repository: url,
      bytes: 60 * 2 ** 30,
      ...(monthly !== undefined && { monthly: expect.closeTo(monthly, 9) }),
    });
  });
});

describe('growth', () => {
  const now = new Date('2026-11-22T00:00:00.000Z');
  const made = (daysAgo: number, newBytes: number) => ({
    snapshotAt: new Date(now.getTime() - daysAgo * day).toISOString(),
    totals: { newBytes },
    newBlobs: newBytes,
  });

  test('is the mean of the newest ten, without the oldest, as often as the schedule says', () => {
    const schedule = { days: ['mon', 'thu'], startAt: ['01:00'], timeZone: 'UTC' } as const;
    expect(growthOf([made(0, 30), made(4, 10), made(7, 5000)], schedule, now)).toEqual({
      newBytes: 20,
      newObjects: 23,
      setsPerDay: 2 / 7,
    });
    const twelve = [...Array.from({ length: 10 }, (_, index) => made(index, 7)), made(10, 99), made(11, 99)];
    expect(growthOf(twelve, schedule, now)!.newBytes).toBe(7);
  });

  test('goes by the sets where no schedule repeats, and is not known of a single set', () => {
    expect(growthOf([made(0, 3), made(2, 3), made(4, 9)], undefined, now)).toEqual({
      newBytes: 3,
      newObjects: 6,
      setsPerDay: 0.5,
    });
    expect(growthOf([made(1, 3), made(1, 3)], { once: now.toISOString() }, now)).toEqual({
      newBytes: 3,
      newObjects: 6,
    });
    expect(growthOf([made(1, 3)], undefined, now)).toBeUndefined();
  });
});
