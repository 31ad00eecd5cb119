import { expect, test } from 'vitest';
import { sinceAlarm } from '../../engine/backup/base.ts';
import type { SetManifest } from '../../engine/repository/manifest.ts';
import { sampleManifest } from '../repository/sampleManifest.ts';

const reading = { fullAt: '2026-11-01T00:00:00.000Z', read: 0, reused: 0, audited: 1, reasons: [] };

function setOf(day: number, alarm?: string): SetManifest {
  const snapshotAt = new Date(Date.UTC(2026, 10, day)).toISOString();
  return { ...sampleManifest, set: `day-${day}`, snapshotAt, reading: { ...reading, ...(alarm && { alarm }) } };
}

const names = (sets: readonly SetManifest[]) => sets.map(({ set }) => set);

test('no set is a base that is older than the last one whose sample differed', () => {
  const sets = [setOf(9), setOf(8, 'it is not what it was held to be'), setOf(7), setOf(6, 'nor was this'), setOf(5)];
  expect(names(sinceAlarm(sets))).toEqual(['day-9', 'day-8']);
});

test('without an alarm all sets are believed', () => {
  expect(names(sinceAlarm([setOf(9), setOf(8), setOf(7)]))).toEqual(['day-9', 'day-8', 'day-7']);
});
