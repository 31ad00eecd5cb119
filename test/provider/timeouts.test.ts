import { expect, test } from 'vitest';
import { backupPlanResource } from '../../provider/resources/backupPlan.ts';
import { withPlans } from './planScene.ts';
import { withSet } from './restoreScene.ts';
import { ResourceClient } from './terraformClient.ts';

const source = { host: 'db.example.com', database: 'orders', user: 'backup' };

test('a first backup that takes longer than it may is a warning and a status; the plan is there', async (context) => {
  await withSet(context, async ({ client, repository, source: database }) => {
    await database.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
    const plans = new ResourceClient(client, backupPlanResource);
    const { host, port, user } = database.target;
    const place = { host, port, user, database: database.name };
    const config = { id: 'held', source: place, initial_backup: true, timeouts: { create: '1s' } };
    const { planned } = await plans.plan(config);
    const { state, said } = await plans.apply(config, planned);
    await database.query('ROLLBACK');
    expect(state.value).toMatchObject({
      initial_backup_status: 'failed: it has taken longer than timeouts.create = "1s"',
      timeouts: { create: '1s' },
    });
    expect(said).toEqual([
      {
        severity: 'warning',
        summary: 'The first backup of plan held has failed',
        detail:
          'it has taken longer than timeouts.create = "1s"\n\nThe plan is there. Run it again: pgstow backup held',
        path: 'initial_backup',
      },
    ]);
    expect(await repository.plans.resolve('held')).toMatchObject({ revision: 1 });
  });
});

test('a limit is hours, minutes and seconds, of 24 days at most', async () => {
  await withPlans(async ({ plans }) => {
    const isAllowed = async (create: string) =>
      (await plans.validate({ id: 'orders', source, timeouts: { create } })).length === 0;
    for (const text of ['1s', '90s', '30m', '2h', '1h30m', '1h30m5s', '576h']) expect(await isAllowed(text)).toBe(true);
    for (const text of ['', '0s', '1', '1d', '1m1h', '577h', '-1s', '1.5h']) expect(await isAllowed(text)).toBe(false);
  });
});
