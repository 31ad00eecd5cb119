import { describe, expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { judgeHealth } from '../../engine/keep/judgeHealth.ts';
import type { Seen } from '../../engine/keep/newestSet.ts';
import type { Plan } from '../../engine/repository/plans.ts';
import { parseSchedule } from '../../engine/spec/parseSchedule.ts';

const now = new Date('2026-11-22T21:30:00.000Z');
const plan = (maxAge?: string, paused = false) => ({ id: 'orders', paused, document: { maxAge } }) as Plan;
const seen = (hours: number, more: Partial<Seen> = {}): Seen => ({
  newest: { set: 's', snapshotAt: new Date(now.getTime() - hours * 3_600_000).toISOString() },
  damaged: [],
  ...more,
});
const nothing = (since: string): Seen => ({ damaged: [], since });

describe('a plan', () => {
  test.each([
    ['26h', 26, 'fine'],
    ['26h', 26.001, 'late'],
    ['1d', 0, 'fine'],
    ['90m', 2, 'late'],
    ['2w', 13 * 24, 'fine'],
    ['26h', -5, 'fine'],
  ])('with maxAge %s whose newest set is %d hours old is %s', (maxAge, hours, health) => {
    expect(judgeHealth(plan(maxAge), seen(hours), now).health).toBe(health);
  });

  test('that is late says by how much, and where to look', () => {
    expect(judgeHealth(plan('26h'), seen(30.1), now)).toEqual({
      health: 'late',
      reason: 'the newest set is 30 h 6 min old, and maxAge is 26h',
      remedy:
        'look at pgstow runs orders for what keeps it, or at the scheduler that should start pgstow backup orders',
    });
    expect(judgeHealth(plan('5m'), seen(0.2), now).reason).toBe('the newest set is 12 min old, and maxAge is 5m');
    expect(judgeHealth(plan('1w'), seen(220), now).reason).toBe('the newest set is 9 d 4 h old, and maxAge is 1w');
    const damaged = [{ set: 't', error: new PgstowError('damaged', 'x') }];
    expect(judgeHealth(plan('26h'), seen(30.1, { damaged }), now).reason).toBe(
      'the newest set that is whole is 30 h 6 min old, and maxAge is 26h',
    );
  });

  describe('with a schedule and no maxAge', () => {
    const scheduled = (schedule: object, maxAge?: string) => {
      const document = { schedule: parseSchedule(schedule), maxAge };
      return { id: 'orders', paused: false, document } as Plan;
    };
    const nightly = { startAt: ['01:00'], timeZone: 'Europe/Berlin' };

    test('is late when its newest set is older than the schedule allows', () => {
      expect(judgeHealth(scheduled(nightly), seen(30.9), now)).toEqual({ health: 'fine' });
      expect(judgeHealth(scheduled(nightly), seen(31.1), now)).toEqual({
        health: 'late',
        reason: 'the newest set is 31 h 6 min old, and its schedule allows 31h',
        remedy: 'look at pgstow runs orders for what keeps it, or at the scheduler that should start pgstow run-due',
      });
      expect(judgeHealth(scheduled(nightly, '40h'), seen(31.1), now)).toEqual({ health: 'fine' });
    });

    test('is late when it has no set since it was made', () => {
      expect(judgeHealth(scheduled(nightly), nothing('2026-11-21T14:00:00.000Z'), now)).toMatchObject({
        reason: 'it has no set since it was made 31 h 30 min ago, and its schedule allows 31h',
      });
    });

    test('of a single start is late when that has made no set in six hours', () => {
      const once = (start: string) => scheduled({ once: start });
      const reason = 'no set was made since its single start at 2026-11-22T15:00:00.000Z';
      expect(judgeHealth(once('2026-11-22T16:00:00Z'), nothing('2026-11-01T00:00:00.000Z'), now)).toEqual({
        health: 'no set',
      });
      expect(judgeHealth(once('2026-11-22T15:00:00Z'), nothing('2026-11-01T00:00:00.000Z'), now)).toMatchObject({
        reason,
      });
      expect(judgeHealth(once('2026-11-22T15:00:00Z'), seen(7), now)).toMatchObject({ health: 'late', reason });
      expect(judgeHealth(once('2026-11-22T15:00:00Z'), seen(6), now)).toEqual({ health: 'fine' });
      expect(judgeHealth(once('2020-11-22T15:00:00Z'), seen(10_000), now)).toEqual({ health: 'fine' });
    });
  });

  test('without maxAge is never late', () => {
    expect(judgeHealth(plan(), seen(100_000), now)).toEqual({ health: 'fine' });
    expect(judgeHealth(plan(), nothing('2020-01-01T00:00:00.000Z'), now)).toEqual({ health: 'no set' });
  });

  test('without a set has none until it should have had one', () => {
    expect(judgeHealth(plan('26h'), nothing('2026-11-22T21:00:00.000Z'), now)).toEqual({ health: 'no set' });
    expect(judgeHealth(plan('26h'), nothing('2026-11-20T21:00:00.000Z'), now)).toMatchObject({
      health: 'late',
      reason: 'it has no set since it was made 2 d 0 h ago, and maxAge is 26h',
    });
  });

  test('that is paused is paused, whatever it has', () => {
    expect(judgeHealth(plan('26h', true), seen(1000), now)).toEqual({ health: 'paused' });
    expect(judgeHealth(plan('26h', true), nothing('2020-01-01T00:00:00.000Z'), now)).toEqual({ health: 'paused' });
  });
});
