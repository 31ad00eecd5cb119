import { expect, test } from 'vitest';
import { backup, pin } from '../../engine/index.ts';
import { backupPlanResource } from '../../provider/resources/backupPlan.ts';
import { withPlans } from './planScene.ts';
import { type RestoreScene, withSet } from './restoreScene.ts';
import { ResourceClient } from './terraformClient.ts';

const source = { host: 'db.example.com', database: 'orders', user: 'backup' };

test('retention is kept in the plan, changed in place, and refused in the words of Terraform', async () => {
  await withPlans(async ({ plans, repository }) => {
    const config = { id: 'orders', source, retention: { keep_days: 30, keep_monthly: 12 } };
    const made = await plans.make(config);
    expect((await repository.plans.resolve('orders')).document.retention).toEqual({ keepDays: 30, keepMonthly: 12 });
    const changed = await plans.make({ ...config, retention: { keep_last: 3 } }, made);
    expect((await repository.plans.resolve('orders')).document.retention).toEqual({ keepLast: 3 });
    await plans.make({ id: 'orders', source }, changed);
    expect((await repository.plans.resolve('orders')).document.retention).toBeUndefined();
    const said = await plans.validate({ ...config, retention: { keep_days: 0 } });
    expect(said.map(({ path, detail }) => `${path} | ${detail}`)).toEqual([
      'retention | retention.keep_days: 0 is not allowed; allowed: a whole number from 1 to 36500',
    ]);
  });
});

test('destroying a plan keeps its sets, and removes them when that was applied before', async (context) => {
  await withSet(context, async (scene) => {
    const { plans, state } = await adopted(scene);
    const { repository } = scene;
    await backup(repository, 'orders');
    const kept = await destroy(plans, state);
    expect(kept).toEqual({ value: null, said: [] });
    expect(await repository.sets.list('orders')).toHaveLength(2);

    const again = await plans.make({ id: 'orders', source: sourceOf(scene), delete_sets_on_destroy: true });
    expect(await destroy(plans, again)).toEqual({ value: null, said: [] });
    expect(await repository.sets.list('orders')).toEqual([]);
    expect(await repository.plans.list()).toEqual([]);
  });
});

test('a pinned set, or a change by somebody else, keeps all sets and the plan', async (context) => {
  await withSet(context, async (scene) => {
    const { repository, set } = scene;
    const { plans, config, state } = await adopted(scene);
    const deleting = await plans.make({ ...config, delete_sets_on_destroy: true }, state);
    await backup(repository, 'orders');
    await pin(repository, set.set, 'the audit');
    const pinned = await destroy(plans, deleting);
    expect(pinned.value).toEqual(deleting.value);
    expect(pinned.said.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(
        new RegExp(`^set ${set.set} is pinned: the audit .*\\n\\nif it may go, take the pin away first: pgstow unpin`),
      ),
    ]);
    const { document } = await repository.plans.resolve('orders');
    await repository.plans.apply({ ...document, concurrency: 9 });
    const changed = await destroy(plans, deleting);
    expect(changed.said.map(({ summary }) => summary)).toEqual(['Somebody else has changed it']);
    expect(await repository.sets.list('orders')).toHaveLength(2);
    expect(await repository.plans.list()).toHaveLength(1);
  });
});

function sourceOf({ source: { target } }: RestoreScene) {
  const { host, port, user, database } = target;
  return { host, port, user, database };
}

/** The scene's plan, as Terraform has imported it. */
async function adopted(scene: RestoreScene) {
  const plans = new ResourceClient(scene.client, backupPlanResource);
  const { state } = await plans.import('orders');
  return { plans, state: state!, config: { id: 'orders', source: sourceOf(scene) } };
}

async function destroy(plans: ResourceClient, state: Parameters<ResourceClient['read']>[0]) {
  const { planned } = await plans.plan(null, state);
  const { state: left, said } = await plans.apply(null, planned, state);
  return { value: left.value, said };
}
