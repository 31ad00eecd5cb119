import { expect, test } from 'vitest';
import { ProgressMeter } from '../../engine/events.ts';
import { withConnection } from '../../engine/postgres/connect.ts';
import type { SetManifest } from '../../engine/repository/manifest.ts';
import type { Repository } from '../../engine/repository/repository.ts';
import { RestoreEnds } from '../../engine/repository/restoreEnds.ts';
import { none } from '../../engine/restore/build/expressionSettings.ts';
import { nameOfRestore, openSharedTarget } from '../../engine/restore/shards/sharedTarget.ts';
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
    const isWaiting = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted";
    while ((await database.query(isWaiting)).length === 0);
    await database.query("INSERT INTO done VALUES ('rows')");
    await database.query('SELECT pg_advisory_unlock(4711)');
    expect(((await asking) as unknown as { rows: unknown[] }[]).at(-1)!.rows).toEqual([{ what: 'rows' }]);
  });
});
