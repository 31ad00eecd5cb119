import type pg from 'pg';
import { expect, test } from 'vitest';
import { ProgressMeter } from '../../engine/events.ts';
import { withConnection } from '../../engine/postgres/connect.ts';
import type { SetManifest } from '../../engine/repository/manifest.ts';
import type { Repository } from '../../engine/repository/repository.ts';
import { RestoreEnds } from '../../engine/repository/restoreEnds.ts';
import { none } from '../../engine/restore/build/expressionSettings.ts';
import { enter } from '../../engine/restore/shards/membership.ts';
import { findPlace } from '../../engine/restore/shards/place.ts';
import type { SharedPlan } from '../../engine/restore/shards/sharedPlan.ts';
import { nameOfRestore, openSharedTarget } from '../../engine/restore/shards/sharedTarget.ts';
import { beginTerm, layOutTerms } from '../../engine/restore/shards/term.ts';
import type { Wanted } from '../../engine/restore/target/readTarget.ts';
import { withSessions } from '../../engine/restore/target/sessions.ts';
import { freshDatabase, server } from '../servers.ts';
import { MemoryStore } from '../store/memory.ts';

test('an end that was stored by a leader who died before the last commit is none', async (context) => {
  const database = await freshDatabase(await server('18', context));
  const { target } = database;
  const set = { plan: 'shop', set: 's' } as SetManifest;
  const about = { asked: {}, shard: { index: 1, total: 2, group: 'move' } };
  const ends = new RestoreEnds(new MemoryStore());
  const name = await withConnection(target, {}, (client) =>
    nameOfRestore(client, { plan: 'shop', group: 'move', asked: {} }),
  );
  await ends.add(name, { run: 'first', set: 's' });
  const wanted = { request: { target, createDatabase: true }, identity: { fingerprint: 'f' } } as unknown as Wanted;
  const { signal } = new AbortController();
  const how = { ...about, ends, run: 'second', meter: new ProgressMeter(), signal, options: {} };
  const open = () => openSharedTarget({} as Repository, set, wanted, how);

  await database.query(`COMMENT ON DATABASE "${target.database}" IS 'pgstow restore, not finished: f first'`);
  expect(await open()).toMatchObject({ kind: 'open' });
  await database.query(`COMMENT ON DATABASE "${target.database}" IS NULL`);
  expect(await open()).toMatchObject({ kind: 'late', end: { run: 'first' } });
});

test('sessions see what was committed before they had a claim, whatever the isolation that the database would have', async (context) => {
  const database = await freshDatabase(await server('18', context));
  await database.query(
    `ALTER DATABASE "${database.target.database}" SET default_transaction_isolation = 'repeatable read'; CREATE TABLE done (what text)`,
  );
  const { signal } = new AbortController();
  await withSessions(database.target, { count: 1, version: 180000, settings: none, signal }, async ([client]) => {
    const lock = 'pg_advisory_lock(4711)';
    await database.query(`SELECT ${lock}`);
    const asking = client!.query(`SELECT 'gives back the last one'; SELECT ${lock}; SELECT what FROM public.done`);
    asking.catch(() => {});
    const isWaiting =
      "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    while ((await database.query(isWaiting)).length === 0);
    await database.query("INSERT INTO done VALUES ('rows')");
    await database.query('SELECT pg_advisory_unlock(4711)');
    expect(((await asking) as unknown as { rows: unknown[] }[]).at(-1)!.rows).toEqual([{ what: 'rows' }]);
  });
});

test('a shard of another group does not take the place of a leader that has died, while its own group is at work', async (context) => {
  const database = await freshDatabase(await server('18', context));
  await database.query(`CREATE SCHEMA pgstow_restore;
    CREATE TABLE pgstow_restore.task AS SELECT 'f' AS fingerprint, 'R1' AS run;
    CREATE TABLE pgstow_restore.done AS SELECT 'definitions' AS what; CREATE TABLE pgstow_restore.done_unlogged (what text)`);
  const [leader, member, ours, theirs] = await Promise.all([1, 2, 3, 4].map(() => database.connect()));
  await layOutTerms(leader!);
  const plan = { begunBy: 'R1' } as SharedPlan;
  await beginTerm(leader!, { term: 1, run: 'R1', set: 's', group: 'mine', asked: {} }, plan);
  expect(await enter([member!])).toBe(true);
  await leader!.end();

  const common = { asked: {}, setId: 's', fingerprint: 'f', ends: new RestoreEnds(new MemoryStore()) };
  const place = (client: pg.Client, group: string) =>
    findPlace({
      ...common,
      clients: [client],
      shard: { index: 1, total: 2, group },
      name: { plan: 'p', restore: 'r' },
      signal: new AbortController().signal,
    });
  await expect(place(theirs!, 'theirs')).rejects.toMatchObject({
    code: 'conflict',
    message: 'another restore is running in the target database',
    hint: 'wait for it (the notes there are of run R1: pgstow run show R1 --follow), or end its connections in the target',
  });
  expect(await place(ours!, 'mine')).toMatchObject({ kind: 'takeOver', from: 'R1' });
  for (const client of [member, ours, theirs]) await client!.end();
});
