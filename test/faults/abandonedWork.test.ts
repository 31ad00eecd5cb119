import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type TestContext, test } from 'vitest';
import { backup } from '../../engine/index.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { expectNothingLeftIn } from './aftermath.ts';
import { EngineProcess } from './engineProcess.ts';
import { planOf, restoreRequest, withRepositoryFolder } from './scene.ts';

/** In a database where `faults.slow` is on, the index takes half a minute to build. */
const schema = `
  CREATE FUNCTION slowly(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
    BEGIN
      IF current_setting('faults.slow', true) = 'on' THEN PERFORM pg_catalog.pg_sleep(0.03); END IF;
      RETURN $1;
    END $$;
  CREATE TABLE log AS SELECT g AS id, g::text AS text FROM generate_series(1, 1000) g;
  CREATE INDEX log_text ON log (public.slowly(text))`;

for (const signal of ['SIGKILL', 'SIGINT'] as const) {
  test(`an index that is being built when the restore is ended by ${signal} is not built to its end`, async (context) => {
    await duringIndex(context, async ({ restoring, target }) => {
      restoring.child.kill(signal);
      const killed = performance.now();
      const { failed } = await restoring.ending;
      expect(performance.now() - killed).toBeLessThan(15_000);
      if (signal === 'SIGINT') expect(failed).toMatchObject({ code: 'interrupted' });
      await expectNothingLeftIn(target);
    });
  });
}

interface Building {
  readonly restoring: EngineProcess;
  readonly target: TestDatabase;
}

async function duringIndex(context: TestContext, use: (building: Building) => Promise<void>): Promise<void> {
  await using source = await freshDatabase(await server('18', context));
  await source.query(schema);
  await using target = await freshDatabase(source.server);
  await target.query(`ALTER DATABASE ${target.name} SET faults.slow = 'on'`);
  await withRepositoryFolder(async ({ repository, folder }) => {
    await repository.plans.apply(planOf('log', source.target));
    await backup(repository, 'log');
    const work = { kind: 'restore', request: restoreRequest('log', target.target) } as const;
    const restoring = new EngineProcess({ repository: folder, work });
    await untilBuilding(target);
    await use({ restoring, target });
  });
}

async function untilBuilding(target: TestDatabase): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const building = await target.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query ~ '(?n)^CREATE INDEX' AND state = 'active'`,
    );
    if (building.length > 0) return;
    await sleep(50);
  }
  throw new Error('no index is being built');
}
