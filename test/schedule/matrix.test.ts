import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlanDue } from '../../engine/schedule/due.ts';
import { matrixOf } from '../../engine/schedule/matrix.ts';
import type { StartKind } from '../../engine/schedule/startKind.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21) + minute * 60_000).toISOString();

function dueSince(plan: string, minute: number, kind: StartKind = 'backup'): PlanDue {
  return { plan, kind, now: { state: 'due', start: at(minute), attempt: 1 }, lapses: [] };
}

const plansOf = (matrix: ReturnType<typeof matrixOf>) => matrix.include.map(({ plan }) => plan.split(' '));

test('a job is made for each plan that is due, those first that have waited longest', () => {
  expect(matrixOf([dueSince('a', 30), dueSince('c', 7), dueSince('b', 7), dueSince('d', 0)])).toEqual({
    include: [{ plan: 'd' }, { plan: 'b' }, { plan: 'c' }, { plan: 'a' }],
  });
});

test('a plan that is not due has no job', () => {
  const retry = { start: at(0), attempt: 2, until: at(9) };
  const others: PlanDue[] = [
    { plan: 'idle', kind: 'backup', now: { state: 'idle' }, lapses: [], next: at(60) },
    { plan: 'waiting', kind: 'drill', now: { state: 'waiting', ...retry }, lapses: [] },
    { plan: 'running', kind: 'backup', now: { state: 'running', run: 'r', start: at(0) }, lapses: [] },
  ];
  expect(matrixOf(others)).toEqual({ include: [] });
  expect(matrixOf([])).toEqual({ include: [] });
});

test('a plan whose record is damaged has a job that tells of it, after those that are due', () => {
  expect(matrixOf([dueSince('b', 0)], ['a'])).toEqual({ include: [{ plan: 'b' }, { plan: 'a' }] });
});

test('a plan whose backup and drill are due has one job, in the place of what has waited longer', () => {
  const plans = [dueSince('a', 30), dueSince('b', 20), dueSince('a', 10, 'drill'), dueSince('c', 5, 'drill')];
  expect(matrixOf(plans)).toEqual({ include: [{ plan: 'c' }, { plan: 'a' }, { plan: 'b' }] });
});

test('more plans than GitHub takes jobs are dealt out, the longest waiting to begin the jobs', () => {
  const plans = Array.from({ length: 600 }, (_, n) => dueSince(`p${n}`, 599 - n));
  const jobs = plansOf(matrixOf(plans));
  expect(jobs).toHaveLength(256);
  expect(jobs[0]).toEqual(['p599', 'p343', 'p87']);
  expect(jobs[87]).toEqual(['p512', 'p256', 'p0']);
  expect(jobs[255]).toEqual(['p344', 'p88']);
});

test('any number of plans is in jobs of even size, each once, and none before one that has waited longer in its job', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { maxLength: 1200 }), (minutes) => {
      const jobs = plansOf(matrixOf(minutes.map((minute, n) => dueSince(`p${n}`, minute))));
      const waiting = (plan: string) => minutes[Number(plan.slice(1))]!;
      const sizes = jobs.map((job) => job.length);
      expect(jobs.length).toBe(Math.min(minutes.length, 256));
      expect(new Set(jobs.flat()).size).toBe(minutes.length);
      expect(jobs.flat().length).toBe(minutes.length);
      if (jobs.length > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      for (const job of jobs) {
        const since = job.map(waiting);
        expect(since).toEqual(since.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 30 },
  );
});
