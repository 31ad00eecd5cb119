import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backup } from '../../engine/backup/backup.ts';
import { precheck } from '../../engine/precheck/precheck.ts';
import { encodeRecord } from '../../engine/repository/jsonRecord.ts';
import { planRevisionKey } from '../../engine/repository/keys.ts';
import { initRepository } from '../../engine/repository/repository.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { freshDatabase, server } from '../servers.ts';

test('a set leaves the region of its source only where the plan allows it, and says why', async (context) => {
  const { target } = await freshDatabase(await server('18', context));
  const { host, port, database, user } = target;
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-region-'));
  try {
    const repository = await initRepository(folder, { encryption: 'none', region: 'basement' });
    const regionChecked = async () =>
      (await precheck(repository, 'orders')).checks.find(({ name }) => name === 'region');
    const source = { host, port, database, user, region: 'Vienna' };
    const crossBorder = { allowed: true, reason: 'agreed with the auditor' };
    const { plan } = await repository.plans.apply(parsePlan({ id: 'orders', source, crossBorder }));
    expect(await regionChecked()).toEqual({
      name: 'region',
      status: 'pass',
      message: 'from Vienna to basement, which the plan allows: agreed with the auditor',
    });
    const { set } = await backup(repository, 'orders');
    const recorded = { source: 'Vienna', repository: 'basement', reason: 'agreed with the auditor' };
    expect(set.crossBorder).toEqual(recorded);
    expect((await repository.sets.get(set.set)).crossBorder).toEqual(recorded);

    // as a version that knew no regions may have left it
    const { crossBorder: _, ...document } = plan.document;
    const { at, by, action } = plan;
    const before = { plan: 'orders', revision: 2, at, by, action, document };
    await repository.store.create(planRevisionKey('orders', 2), encodeRecord(before));
    const message = 'plan orders: the source is in Vienna, the repository in basement';
    expect(await regionChecked()).toMatchObject({ status: 'fail', message });
    await expect(backup(repository, 'orders')).rejects.toMatchObject({ code: 'input', message });
    expect(await repository.sets.list()).toHaveLength(1);
    // a start that ends so is accounted for
    const start = '2026-11-21T01:00:00.000Z';
    await expect(backup(repository, 'orders', { start })).rejects.toMatchObject({ code: 'input', message });
    const [run] = await repository.runs.list('orders', { limit: 1 });
    expect(run).toMatchObject({ state: 'failed', start, error: { code: 'input', message } });

    await repository.plans.apply(parsePlan({ id: 'orders', source: { ...source, region: 'BASEMENT' } }));
    expect(await regionChecked()).toMatchObject({ status: 'pass', message: 'source and repository are in basement' });
    expect((await backup(repository, 'orders')).set).not.toHaveProperty('crossBorder');
  } finally {
    await rm(folder, { recursive: true });
  }
});
