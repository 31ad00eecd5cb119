import { expect, test } from 'vitest';
import { allowedAge } from '../../engine/spec/allowedAge.ts';
import { parseSchedule } from '../../engine/spec/parseSchedule.ts';

const now = new Date('2026-07-01T00:00:00Z');
const text = (schedule: object, maxAge?: string) => {
  const allowed = allowedAge({ schedule: parseSchedule(schedule), maxAge }, now);
  return allowed && allowed.kind !== 'single' ? allowed.text : allowed;
};

test.each([
  [{ startAt: ['01:00'], timeZone: 'UTC' }, '30h'],
  [{ startAt: ['01:00'], timeZone: 'Europe/Berlin' }, '31h'],
  [{ startAt: ['01:00'], days: ['mon', 'wed', 'fri'], timeZone: 'UTC' }, '78h'],
  [{ cron: '7 * * * *' }, '7h'],
  [{ cron: '*/7 * * * *' }, '367m'],
  [{ startAt: ['02:30'], timeZone: 'Australia/Lord_Howe' }, '1830m'],
])('%j allows %s: its longest gap and six hours', (schedule, allowed) => {
  expect(text(schedule)).toBe(allowed);
});

test('what the plan says itself counts', () => {
  expect(text({ startAt: ['01:00'] }, '2d')).toBe('2d');
  expect(allowedAge({ maxAge: '2d' }, now)).toEqual({ kind: 'given', milliseconds: 172_800_000, text: '2d' });
});

test('without a schedule any age is allowed', () => {
  expect(allowedAge({}, now)).toBeUndefined();
});

test('a set is to be there six hours after a single start', () => {
  expect(text({ once: '2026-12-01T01:00:00+01:00' })).toEqual({
    kind: 'single',
    start: new Date('2026-12-01T00:00:00Z'),
    milliseconds: 6 * 3_600_000,
  });
});
