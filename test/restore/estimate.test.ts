import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DrillReport } from '../../engine/repository/drillReport.ts';
import type { ListedDrill } from '../../engine/repository/drills.ts';
import type { SetTotals } from '../../engine/repository/manifest.ts';
import { estimate } from '../../engine/restore/preview/estimate.ts';
import { sharesOf } from '../../engine/restore/preview/foresee.ts';
import type { PreviewItem } from '../../engine/restore/preview/preview.ts';

const second = (n: number) => new Date(Date.UTC(2026, 10, 22) + n * 1000).toISOString();
const setOf = (bytes: number, seconds: number) => ({
  startedAt: second(0),
  finishedAt: second(seconds),
  totals: { bytes } as SetTotals,
});
const table = (action: PreviewItem['action']): PreviewItem => ({ kind: 'TABLE', schema: 's', name: 't', action });
const drill = (outcome: DrillReport['outcome'], bytes: number, recoverySeconds?: number): ListedDrill => ({
  state: 'complete',
  run: 'r',
  signed: true,
  report: { outcome, recoverySeconds, proved: { tables: 1, rows: 1, bytes } } as DrillReport,
});
const damaged = { state: 'damaged', run: 'r', error: new Error() } as unknown as ListedDrill;

test('a restore takes longer than the backup did, by what was measured, and less without the proof', () => {
  const effort = { items: [table('create')], bytes: 500e6 };
  expect(estimate({ ...effort, proof: true }, setOf(1e9, 40), [])).toEqual({ seconds: 50, from: 'backup' });
  expect(estimate({ ...effort, proof: false }, setOf(1e9, 40), [])).toEqual({ seconds: 34, from: 'backup' });
});

test('the newest drill of the set that has passed tells better than its backup', () => {
  const drills = [
    damaged,
    drill('failed', 1e9, 500),
    drill('passed', 0, 3),
    drill('passed', 1e9, 120),
    drill('passed', 1e9, 7),
  ];
  const effort = { items: [table('replace')], bytes: 500e6, proof: true };
  expect(estimate(effort, setOf(1e9, 40), drills)).toEqual({ seconds: 60, from: 'drill' });
});

test('many relations take their time without any row, and what stays takes none', () => {
  const many = (action: PreviewItem['action']) => Array.from({ length: 3000 }, () => table(action));
  expect(estimate({ items: many('create'), bytes: 0, proof: true }, setOf(0, 1), [])?.seconds).toBe(21);
  expect(estimate({ items: many('keep'), bytes: 0, proof: true }, setOf(1e9, 40), [])).toBeUndefined();
});

test('nothing is judged by what was not measured', () => {
  const effort = { items: [table('create')], bytes: 10, proof: true };
  expect(estimate(effort, setOf(10, 0), [])).toBeUndefined();
  expect(estimate(effort, setOf(0, 5), [])).toBeUndefined();
  expect(estimate(effort, setOf(10, -3), [])).toBeUndefined(); // a clock that was set back
});

test('whatever was measured, an estimate is a whole number of seconds from 1 on', () => {
  const total = fc.oneof(fc.constant(0), fc.nat(1e12));
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(total, share, fc.integer({ min: -10, max: 1e6 }), fc.boolean(), (all, part, took, proof) => {
      const effort = { items: [table('create')], bytes: Math.round(all * part), proof };
      const found = estimate(effort, setOf(all, took), []);
      expect(found === undefined || (Number.isSafeInteger(found.seconds) && found.seconds >= 1)).toBe(true);
    }),
  );
});

test('of a blob that tables share each has its part, and all of them together the whole', () => {
  const piece = (blob: string, length: number) => ({ blob, offset: 0, length });
  const needs = [
    { what: 'a', pieces: [piece('own', 100), piece('shared', 30)] },
    { what: 'b', pieces: [piece('shared', 10)] },
    { what: 'c', pieces: [piece('missing', 10)] },
    { what: 'd', pieces: [piece('empty', 0)] },
  ];
  const sizes = new Map<string, number | undefined>([
    ['own', 50],
    ['shared', 20],
    ['missing', undefined],
    ['empty', 12],
  ]);
  expect(sharesOf({ needs, sizes })).toEqual([65, 5, 0, 0]);
});
