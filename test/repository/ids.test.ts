import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newPlanId, newTimeId, timeOfId } from '../../engine/repository/ids.ts';
import { isPlanId } from '../../engine/spec/plan.ts';

describe('an id', () => {
  it('of a set or run tells its second, and sorts by its millisecond', () => {
    const at = (instant: string, byte: number) =>
      newTimeId({ now: () => new Date(instant), random: (bytes) => new Uint8Array(bytes).fill(byte) });
    const ids = [at('2026-11-22T21:30:00.999Z', 31), at('2026-11-22T21:30:01.000Z', 0), at('2027-01-01T00:00:00Z', 33)];
    expect(ids).toEqual(['20261122T213000Z-zb7777', '20261122T213001Z-22aaaa', '20270101T000000Z-22bbbb']);
    const within = Array.from({ length: 1000 }, (_, ms) => at(new Date(Date.UTC(2026, 0, 1) + ms).toISOString(), 7));
    expect(within.toSorted()).toEqual(within);
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.map((id) => new Date(timeOfId(id)).toISOString())).toEqual([
      '2026-11-22T21:30:00.000Z',
      '2026-11-22T21:30:01.000Z',
      '2027-01-01T00:00:00.000Z',
    ]);
  });

  it('is one of a kind within a millisecond', () => {
    const now = () => new Date(0);
    const ids = Array.from({ length: 10 }, () => newTimeId({ now, random: randomBytes }));
    expect(new Set(ids).size).toBe(10);
    for (const id of ids) expect(id).toMatch(/^\d{8}T\d{6}Z-[a-z2-7]{6}$/);
  });

  it.each(['Orders, every night', '---', '', 'ÄÖÜ ß', '😀', 'x'.repeat(300), 'a-'.repeat(40)])(
    'of a plan can be made of %j',
    (words) => {
      expect(isPlanId(newPlanId(words, randomBytes))).toBe(true);
    },
  );
});
