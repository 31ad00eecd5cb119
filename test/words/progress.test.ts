import { describe, expect, test } from 'vitest';
import type { EngineEvent, Progress } from '../../engine/index.ts';
import { displayWidth } from '../../words/printable.ts';
import { progressLine, progressLines } from '../../words/progressLines.ts';
import { advanced, type ProgressState, rateOf, startOf } from '../../words/progressState.ts';

const start = 1_000_000;

function progress(done: Partial<Progress>): EngineEvent {
  const nothing: Progress = {
    phase: 'data',
    tables: 24,
    tablesDone: 0,
    rows: 0,
    bytes: 0,
    bytesTotal: 500e6,
    storedBytes: 0,
  };
  return { kind: 'progress', progress: { ...nothing, ...done } };
}

/** A backup that reads 50 MB/s for so many seconds. */
function afterSeconds(seconds: number, title = 'backup orders'): ProgressState {
  let state = advanced(startOf(title, start), { kind: 'phase', phase: 'data' }, start);
  for (let tenths = 1; tenths <= seconds * 10; tenths++) {
    const done = {
      bytes: tenths * 5e6,
      rows: tenths * 1000,
      tablesDone: Math.floor(tenths / 5),
      storedBytes: tenths * 1e6,
    };
    state = advanced(state, progress(done), start + tenths * 100);
  }
  return state;
}

test('a terminal sees phase, bar, bytes, rate, time left, tables, rows and what is stored', () => {
  expect(progressLines(afterSeconds(5), start + 5000, 100)).toEqual([
    'backup orders  reading rows  5.0 s',
    '  [####################....................]  50 %  250 MB of 500 MB  50.0 MB/s  5 s left',
    '  10 of 24 tables  50,000 rows  50.0 MB stored',
  ]);
});

test('a log sees the same on one line', () => {
  expect(progressLine(afterSeconds(5), start + 5000)).toBe(
    'backup orders: reading rows, 50 %, 10 of 24 tables, 50,000 rows, 50.0 MB stored, 250 MB of 500 MB, 50.0 MB/s, 5 s left',
  );
});

test('a narrow terminal sees less, and never a line that it would wrap', () => {
  const state = afterSeconds(5, 'backup 账单-nightly-of-the-whole-company');
  for (let width = 1; width <= 120; width++) {
    for (const line of progressLines(state, start + 5000, width)) {
      expect(displayWidth(line), `at ${width}: ${line}`).toBeLessThanOrEqual(width);
    }
  }
  expect(progressLines(afterSeconds(5), start + 5000, 40)).toEqual([
    'backup orders  reading rows  5.0 s',
    '  [######......]  50 %  250 MB of 500 MB',
    '  10 of 24 tables  50,000 rows',
  ]);
});

describe('the bar', () => {
  test('is full only when all tables are done, for the total is an estimate', () => {
    const beyond = advanced(afterSeconds(1), progress({ bytes: 600e6, tablesDone: 23 }), start + 2000);
    expect(progressLine(beyond, start + 2000)).toContain('99 %, 23 of 24 tables');
    expect(progressLine(beyond, start + 2000)).toContain('600 MB of 600 MB');
    const done = advanced(afterSeconds(1), progress({ bytes: 600e6, tablesDone: 24 }), start + 2000);
    expect(progressLine(done, start + 2000)).toContain('100 %');
  });

  test('is not there before anything is known of the amount', () => {
    const waiting = advanced(startOf('backup orders', start), { kind: 'phase', phase: 'snapshot' }, start);
    expect(progressLines(waiting, start + 65_000, 100)).toEqual(['backup orders  taking the snapshot  1 min 05 s']);
  });
});

test('the rate is that of the last seconds', () => {
  let state = afterSeconds(10);
  for (let tenths = 1; tenths <= 200; tenths++) {
    state = advanced(state, progress({ bytes: 500e6 + tenths * 1e6 }), start + 10_000 + tenths * 100);
  }
  expect(rateOf(state, start + 30_000)! / 1e6).toBeCloseTo(10, 0);
});

test('a new phase starts a rate of its own', () => {
  const state = advanced(afterSeconds(5), progress({ phase: 'commit', bytes: 250e6 }), start + 6000);
  expect(rateOf(state, start + 6200)).toBeUndefined();
});

test('when all rows are loaded it is said what is still done, without a rate that falls and falls', () => {
  const loading = advanced(afterSeconds(1), progress({ phase: 'load', bytes: 300e6 }), start + 3000);
  const more = advanced(loading, progress({ phase: 'load', bytes: 400e6 }), start + 5000);
  expect(progressLine(more, start + 5000)).toContain('loading rows, 80 %');
  expect(progressLine(more, start + 5000)).toContain('400 MB of 500 MB, 50.0 MB/s, 2 s left to load');
  const loaded = advanced(more, progress({ phase: 'load', tablesDone: 20, bytes: 500e6 }), start + 6000);
  const lines = progressLines(loaded, start + 20_000, 100);
  expect(lines[0]).toContain('building indexes, reading back and comparing');
  expect(lines[1]).toMatch(/99 % {2}500 MB of 500 MB$/);
});

test('what is heard of every three seconds has a steady rate in between', () => {
  let state = afterSeconds(1);
  for (let third = 1; third <= 4; third++) {
    state = advanced(state, progress({ bytes: 50e6 + third * 90e6 }), start + 1000 + third * 3000);
  }
  expect(rateOf(state, start + 13_000)! / 1e6).toBeCloseTo(30, 0);
  expect(rateOf(state, start + 15_900)! / 1e6).toBeCloseTo(30, 0);
  expect(rateOf(state, start + 22_000)! / 1e6).toBeLessThan(15); // it is silent, and that is shown
});

test('warnings change nothing of it', () => {
  const state = afterSeconds(2);
  expect(advanced(state, { kind: 'warning', message: 'x' }, start + 3000)).toBe(state);
});
