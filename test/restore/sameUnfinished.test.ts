import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type EngineEvent, precheckRestore } from '../../engine/index.ts';
import { manifestKey } from '../../engine/repository/keys.ts';
import type { RestoreRequest } from '../../engine/restore/request.ts';
import { DatabaseWithRoles } from '../precheck/roles.ts';
import { TestRepository, wholeSet } from '../roundtrip/testRepository.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';

const request: Partial<RestoreRequest> = { conflict: 'append', goOn: true };

/** Cuts a restore off that has appended to one table, and waits to be let into the other. */
async function cutOff(repository: TestRepository, target: TestDatabase): Promise<void> {
  await target.query(`
    CREATE FUNCTION may_come() RETURNS bool LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock_shared(4711) IS NOT NULL $$;
    CREATE TABLE t (n int); CREATE TABLE u (n int CHECK (may_come()))`);
  const holder = await target.connect();
  await holder.query('SELECT pg_advisory_lock(4711)');
  const controller = new AbortController();
  const ended = repository.restore(target.target, request, { signal: controller.signal }).catch((thrown) => thrown);
  await expect.poll(() => target.query('SELECT n FROM t'), { timeout: 20_000 }).toHaveLength(1);
  controller.abort();
  expect(await ended).toMatchObject({ code: 'interrupted', hint: 'run the same restore again, and it goes on' });
  await holder.end();
}

test('what goes on stays with its set in its preview and its precheck too, until that set is removed', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE t AS SELECT 1 AS n; CREATE TABLE u AS SELECT 1 AS n');
  await using repository = await TestRepository.open();
  const { plan, set } = await repository.backup(source);
  const target = await freshDatabase(source.server);
  await cutOff(repository, target);
  const newer = await repository.backup(source);

  const asked = { ...wholeSet, ...request, target: target.target };
  expect(await precheckRestore(repository.repository, asked)).toMatchObject({ set, passed: true });
  const warnings: string[] = [];
  const onEvent = (event: EngineEvent) => void (event.kind === 'warning' && warnings.push(event.message));
  const looked = await repository.restore(target.target, { ...request, dryRun: true }, { onEvent });
  expect(looked).toMatchObject({ set: { set } });
  expect(warnings).toEqual([
    expect.stringMatching(`^an unfinished restore is gone on with, of set ${set}, .*; set ${newer.set}`),
  ]);
  await rm(join(repository.folder, manifestKey(plan, set)));
  expect(await precheckRestore(repository.repository, asked)).toMatchObject({ set: newer.set, passed: false });
  await expect(repository.restore(target.target, request)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(
      new RegExp(
        `^an earlier restore \\(.*, of set ${set}\\) did not finish here and left the rows that it had appended`,
      ),
    ),
  });
});

test('what the role may not look at is no bug, whether the restore would go on or is only looked at', async (context) => {
  await using roles = await DatabaseWithRoles.on(await server('18', context));
  await using repository = await TestRepository.open();
  const { set } = await repository.backup(roles.database);
  await roles.database.query('CREATE SCHEMA pgstow_restore');
  const target = { ...roles.database.target, user: roles.reader };
  const denied = 'permission denied for schema pgstow_restore';
  await expect(repository.restore(target, { goOn: true })).rejects.toMatchObject({
    code: 'privilege',
    message: `search for an unfinished restore: ${denied}`,
  });
  await expect(repository.restore(target, { dryRun: true })).rejects.toMatchObject({
    code: 'privilege',
    message: `preview of set ${set}: ${denied}`,
  });
});

test('a database that was created for another restore, which has not finished, is told from others', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await using repository = await TestRepository.open();
  await repository.backup(source);
  await source.query(
    `COMMENT ON DATABASE ${source.name} IS 'pgstow restore, not finished: other 20261125T213000Z-ffk3v4'`,
  );
  await expect(repository.restore(source.target, { createDatabase: true, dryRun: true })).rejects.toMatchObject({
    code: 'conflict',
    message: `there is a database ${source.name} already: restore 20261125T213000Z-ffk3v4, of another set or of other objects, has created it and not finished`,
    hint: `go on with that one: --resume 20261125T213000Z-ffk3v4; or, where pgstow run show 20261125T213000Z-ffk3v4 tells that it does not run any more: DROP DATABASE "${source.name}"; and run this one again`,
  });
});
