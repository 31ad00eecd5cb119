import { expect, test } from 'vitest';
import { startServer } from '../../embedded/server.ts';
import { grants } from '../../engine/precheck/grants.ts';
import { precheck } from '../../engine/precheck/precheck.ts';
import type { PlanInput } from '../../engine/spec/plan.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';
import { PlannedRepository, plan } from './planned.ts';

async function checked(database: TestDatabase, user: string, options: Omit<PlanInput, 'id' | 'source'> = {}) {
  await using stored = await PlannedRepository.of({ ...database.target, user }, options);
  const { checks } = await precheck(stored.repository, plan);
  const { name: _, ...outcome } = checks.find(({ name }) => name === 'incremental')!;
  return { ...outcome, grants: await grants(stored.repository, plan, 'backup') };
}

test('what to set, so that only changes are read, is SQL to be copied that does it', async () => {
  await using own = await startServer();
  const database = new TestDatabase(own, 'postgres');
  await database.query('CREATE TABLE t (); CREATE ROLE reader LOGIN; GRANT pg_read_all_data TO reader');
  const run = async (sql: string) => {
    for (const statement of sql.split(/; |\n/)) await database.query(statement); // ALTER SYSTEM wants to be alone
  };
  const settled = async (name: string, value: string) => {
    for (let tries = 0; tries < 100; tries++) {
      const client = await database.connect();
      const { rows } = await client.query(`SHOW ${name}`);
      await client.end();
      if (rows[0][name] === value) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  const monthly = { schedule: { cron: '0 3 1 * *', timeZone: 'UTC' } };
  const keepLonger = "ALTER SYSTEM SET wal_summary_keep_time = '63d'; SELECT pg_reload_conf();";
  const off = await checked(database, 'reader', monthly);
  const switchOn = 'ALTER SYSTEM SET summarize_wal = on; SELECT pg_reload_conf();';
  expect(off).toMatchObject({
    status: 'warn',
    message: 'every set reads all: the server does not tell which blocks were changed',
    remedy: `${switchOn}\n${keepLonger}\nGRANT pg_checkpoint TO "reader";`,
  });
  expect(off.grants).not.toContain('pg_checkpoint');
  await run(switchOn);
  await settled('summarize_wal', 'on');

  const waiting = await checked(database, 'reader');
  expect(waiting).toMatchObject({
    status: 'warn',
    message:
      "the server tells which blocks were changed, but reader may not have a checkpoint made: a backup waits for the server's own, up to 5m, or reads all where that is quicker",
    remedy: 'GRANT pg_checkpoint TO "reader";',
  });
  expect(waiting.grants).toContain('GRANT pg_checkpoint TO "reader";\n');
  const both = await checked(database, 'reader', monthly);
  expect(both).toMatchObject({
    status: 'warn',
    message:
      "the server tells which blocks were changed, but it forgets that after 240h, before two sets in a row could fail: then a set reads all; and reader may not have a checkpoint made: a backup waits for the server's own, up to 5m, or reads all where that is quicker",
    remedy: `${keepLonger}\nGRANT pg_checkpoint TO "reader";`,
  });
  await run(both.remedy!);
  await settled('wal_summary_keep_time', '63d');
  expect(await checked(database, 'reader', monthly)).toMatchObject({
    status: 'pass',
    message: 'the server tells which blocks were changed: sets read those, and a sample of the rest',
  });

  await database.query('REVOKE EXECUTE ON FUNCTION pg_available_wal_summaries() FROM PUBLIC');
  const barred = await checked(database, 'reader');
  expect(barred).toMatchObject({
    status: 'warn',
    message: 'every set reads all: "reader" may not ask which blocks were changed',
    remedy: 'GRANT EXECUTE ON FUNCTION pg_catalog.pg_available_wal_summaries() TO "reader";',
  });
  expect(barred.grants).toContain(barred.remedy);
});

test('of an older server, and where the plan does not want it, nothing is asked', async (context) => {
  const old = await freshDatabase(await server('15', context));
  expect(await checked(old, old.server.superuser)).toMatchObject({
    status: 'pass',
    message: 'every set reads all: only PostgreSQL 17 and 18 tell which blocks were changed',
  });
  expect(await checked(old, old.server.superuser, { incremental: 'off' })).toMatchObject({
    status: 'pass',
    message: 'the plan says incremental: off, so every set reads all',
  });
});
