import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ServerOptions, startServer } from '../../../embedded/server.ts';
import { caseOf, judge, without } from '../../incremental/harness/judge.ts';
import { look } from '../../incremental/harness/look.ts';
import { caughtUp, connected, own, standbyOf } from '../../replicas.ts';

const settings: ServerOptions['settings'] = { fsync: 'off', summarize_wal: 'on', autovacuum: 'off' };

/** A table at rest. */
const atRest = [
  `CREATE TABLE t AS SELECT g AS id, repeat('x', 200) AS v FROM generate_series(1, 700) g`,
  'VACUUM FREEZE t',
  'CHECKPOINT',
];

test('a disk image that was put back is another history', async () => {
  await using server = await startServer({ settings });
  await connected(server, ...atRest);
  await server.restart(); // all is on the disk
  const image = join(server.host, 'image');
  await server.kill9();
  await cp(server.dataDir, image, { recursive: true, preserveTimestamps: true });
  await own(server, image);
  await server.restart();
  const target = server.target('postgres');
  await connected(server, `UPDATE t SET v = 'first' WHERE id < 100`, 'CHECKPOINT');
  const older = await look(target);

  await server.kill9();
  await rm(server.dataDir, { recursive: true });
  await cp(image, server.dataDir, { recursive: true, preserveTimestamps: true });
  await own(server, server.dataDir);
  await server.restart();
  await connected(server, `UPDATE t SET v = 'second' WHERE id BETWEEN 200 AND 250`, 'CHECKPOINT');
  await connected(server, `INSERT INTO t SELECT g, 'more' FROM generate_series(1, 3000) g`, 'CHECKPOINT');
  const now = await look(target);
  const one = await caseOf(target, older, now);
  expect(judge(one)).toMatchObject({ wrong: 0, reused: 0 });
  // each of these would do alone
  for (const rule of ['sameServerStart', 'sameHistory', 'sameCheckpoint', 'notBefore', 'nothingMissing'])
    expect(judge(one, without(rule)), rule).toMatchObject({ wrong: 0, reused: 0 });
  const blind = without(
    'sameServerStart',
    'sameHistory',
    'sameCheckpoint',
    'notBefore',
    'nothingMissing',
    'snapshotNotBefore',
  );
  expect(judge(one, blind).wrong).toBeGreaterThan(0);
});

test('a standby that takes over is another history, even while the old primary goes on', async () => {
  await using primary = await startServer({ settings });
  await connected(primary, ...atRest);
  await using standby = await standbyOf(primary, settings);
  await caughtUp(primary, standby);
  const older = await look(primary.target('postgres'));
  await caughtUp(primary, standby);
  await connected(standby, 'SELECT pg_promote()');
  await connected(primary, `UPDATE t SET v = 'lost' WHERE id < 100`);
  await connected(standby, `UPDATE t SET v = 'kept' WHERE id BETWEEN 200 AND 250`, 'CHECKPOINT');
  const now = await look(standby.target('postgres'));
  expect(now.moment.timeline).toBe(2);
  const one = await caseOf(standby.target('postgres'), older, now);
  expect(judge(one)).toMatchObject({ wrong: 0, reused: 0 });
  const again = await look(standby.target('postgres'), { older: [now, older] });
  expect(again.moment.markers.every(({ timeline }) => timeline === 2)).toBe(true);
  expect(judge(await caseOf(standby.target('postgres'), now, again)).wrong).toBe(0);
});

test('right after a promotion the control file still says the old timeline', async () => {
  await using primary = await startServer({ settings });
  await connected(primary, ...atRest);
  await using standby = await standbyOf(primary, settings);
  await caughtUp(primary, standby);
  await connected(standby, 'SELECT pg_promote()');
  const [row] = await connected(standby, `SELECT left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) AS timeline`);
  expect(row!.timeline).toBe('00000002');
});
