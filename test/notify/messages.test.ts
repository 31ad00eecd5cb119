import { describe, expect, test } from 'vitest';
import { type Announcement, jsonMessage } from '../../engine/notify/announcement.ts';
import { announcementOfRun } from '../../engine/notify/runAnnouncement.ts';
import { slackMessage } from '../../engine/notify/slackMessage.ts';
import type { SetManifest } from '../../engine/repository/manifest.ts';
import type { Repository } from '../../engine/repository/repository.ts';

const about = {
  plan: { id: 'orders', name: 'Orders & <more>' },
  repository: 's3://backups/prod',
  host: 'runner-7',
} as const;

const success: Announcement = {
  ...about,
  event: 'success',
  outcome: 'succeeded',
  kind: 'backup',
  run: '20261122T010000Z-aaaaaa',
  start: '2026-11-22T01:00:00.000Z',
  startedAt: '2026-11-22T01:00:07.000Z',
  finishedAt: '2026-11-22T01:00:19.500Z',
  duration: 12.5,
  set: '20261122T010008Z-bbbbbb',
  tables: 3,
  rows: 1000,
  bytes: 5_000_000,
  newBytes: 1_234_567,
  warnings: [],
};

const failure: Announcement = {
  ...about,
  event: 'failure',
  outcome: 'failed',
  kind: 'backup',
  run: '20261122T010000Z-aaaaaa',
  startedAt: '2026-11-22T01:00:07.000Z',
  finishedAt: '2026-11-22T01:00:08.000Z',
  duration: 1,
  error: { code: 'connection', message: 'cannot connect to <u@h>', hint: 'is it there & running?' },
  warnings: ['it was slow'],
};

const missed: Announcement = {
  ...about,
  plan: { id: 'orders', name: 'orders' },
  event: 'missed',
  outcome: 'missed',
  kind: 'backup',
  run: '20261122T010000Z-aaaaaa',
  start: '2026-11-22T01:00:00.000Z',
  until: '2026-11-24T01:00:00.000Z',
  count: 3,
  reason: 'nothing ran it before the next start',
  warnings: [],
};

function slack(announcement: Announcement): string[] {
  return JSON.parse(slackMessage(announcement)).text.split('\n');
}

test('an alarm is told to those who want to hear of failures, and the ping is sent all the same', () => {
  const alarm = 'public.orders, blocks 0 to 64, was held to be unchanged';
  const totals = { tables: 3, rows: 1000, bytes: 5, newBytes: 1 };
  const set = { set: '20261122T010008Z-bbbbbb', totals, reading: { alarm } } as unknown as SetManifest;
  const at = new Date('2026-11-22T01:00:00Z');
  const end = {
    run: 'r',
    startedAt: at,
    finishedAt: at,
    warnings: [alarm],
    warn: () => {},
    ended: { result: { set } },
  };
  const where = { store: { url: 's3://backups' }, surroundings: { host: 'h' } } as unknown as Repository;
  const announcement = announcementOfRun(where, { id: 'orders', name: 'orders' }, { kind: 'backup', end });
  expect(announcement).toMatchObject({ event: 'failure', outcome: 'succeeded', alarm });
  expect(slack(announcement)).toEqual([
    '*Backup succeeded, older sets may be wrong*: orders',
    alarm,
    expect.stringContaining('set 20261122T010008Z-bbbbbb'),
  ]);
});

describe('the JSON message', () => {
  test('has a version and everything that is known', () => {
    expect(jsonMessage(success)).toBe(
      '{"version":1,"event":"success","outcome":"succeeded","kind":"backup","plan":{"id":"orders","name":"Orders & <more>"},' +
        '"repository":"s3://backups/prod","host":"runner-7","run":"20261122T010000Z-aaaaaa","start":"2026-11-22T01:00:00.000Z",' +
        '"startedAt":"2026-11-22T01:00:07.000Z","finishedAt":"2026-11-22T01:00:19.500Z","duration":12.5,' +
        '"set":"20261122T010008Z-bbbbbb","tables":3,"rows":1000,"bytes":5000000,"newBytes":1234567,"warnings":[]}',
    );
    expect(JSON.parse(jsonMessage(failure))).toEqual({ version: 1, ...failure });
    expect(JSON.parse(jsonMessage(missed))).toEqual({ version: 1, ...missed });
  });

  test('stays small whatever it tells', () => {
    const huge = jsonMessage({ ...failure, warnings: Array.from({ length: 500 }, () => 'w'.repeat(10_000)) });
    expect(huge.length).toBeLessThan(25_000);
    expect(JSON.parse(huge).warnings).toHaveLength(10);
  });
});

describe('the Slack message', () => {
  test('of a success names the set', () => {
    expect(slack(success)).toEqual([
      '*Backup succeeded*: orders (Orders &amp; &lt;more&gt;)',
      'set 20261122T010008Z-bbbbbb, 1.2 MB added, 13 s, start 2026-11-22T01:00:00.000Z, run 20261122T010000Z-aaaaaa, runner-7, s3://backups/prod',
    ]);
  });

  test('of a success tells what did not go well', () => {
    const warnings = ['sets that are no longer kept could not be removed: no right'];
    expect(slack({ ...success, warnings })[1]).toBe(`warning: ${warnings[0]}`);
  });

  test('of a failure tells why, and what to do, and is no markup', () => {
    expect(slack(failure)).toEqual([
      '*Backup failed*: orders (Orders &amp; &lt;more&gt;)',
      'cannot connect to &lt;u@h&gt;',
      'hint: is it there &amp; running?',
      '1 s, run 20261122T010000Z-aaaaaa, runner-7, s3://backups/prod',
    ]);
    expect(slack({ ...failure, outcome: 'interrupted' })[0]).toMatch(/^\*Backup interrupted\*: /);
  });

  test('of a drill says so', () => {
    const { newBytes: _, ...more } = success;
    expect(slack({ ...more, kind: 'drill', recoverySeconds: 9.6 })).toEqual([
      '*Drill passed*: orders (Orders &amp; &lt;more&gt;)',
      'set 20261122T010008Z-bbbbbb, recovered in 10 s, 13 s, start 2026-11-22T01:00:00.000Z, run 20261122T010000Z-aaaaaa, runner-7, s3://backups/prod',
    ]);
    expect(slack({ ...failure, kind: 'drill' })[0]).toMatch(/^\*Drill failed\*: orders/);
    expect(slack({ ...missed, kind: 'drill' })[0]).toBe('*3 drills missed*: orders');
    expect(slack({ ...missed, kind: 'drill', count: 1 })[0]).toBe('*Drill missed*: orders');
  });

  test('of missed starts counts them', () => {
    expect(slack(missed)).toEqual([
      '*3 backups missed*: orders',
      'nothing ran it before the next start',
      'start 2026-11-22T01:00:00.000Z to 2026-11-24T01:00:00.000Z, run 20261122T010000Z-aaaaaa, runner-7, s3://backups/prod',
    ]);
    expect(slack({ ...missed, event: 'skipped', outcome: 'skipped', count: 1 })[0]).toBe('*Backup skipped*: orders');
  });

  test('calls nobody who is not meant, and stays small', () => {
    const error = { code: 'database', message: `<!channel> @channel @here ${'x'.repeat(5000)}` };
    const [, told] = slack({ ...failure, error });
    expect(told).toMatch(/^&lt;!channel&gt; @\u200bchannel @\u200bhere x+…$/);
    expect(told!.length).toBeLessThan(800);
  });
});
