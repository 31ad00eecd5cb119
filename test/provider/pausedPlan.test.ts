import { expect, test } from 'vitest';
import { withPlans } from './planScene.ts';

const source = { host: 'db.example.com', database: 'orders', user: 'backup' };
const orders = { id: 'orders', source };

test('a plan that somebody has paused since it was read is not started again unseen', async () => {
  await withPlans(async ({ plans, repository }) => {
    const made = await plans.make(orders);
    const renamed = { ...orders, name: 'Orders' };
    const { planned } = await plans.plan(renamed, made);
    const { by, at } = await repository.plans.pause('orders');
    const { state, said } = await plans.apply(renamed, planned, made);
    expect(state).toEqual(made);
    expect(said).toEqual([
      {
        severity: 'error',
        summary: 'Somebody else has changed it',
        detail: `plan orders was paused by ${by} at ${at} (revision 2); this change is based on revision 1, and would start it again.\n\nPlan again: where paused is not given it stays as it is by then.`,
        path: 'paused',
      },
    ]);
    expect(await repository.plans.resolve('orders')).toMatchObject({ revision: 2, paused: true });
    const { state: seen } = await plans.read(made);
    await plans.make(renamed, seen); // it stays paused where nothing is said about it
    expect(await repository.plans.resolve('orders')).toMatchObject({ name: 'Orders', paused: true });
  });
});

test('pausing what is to be paused stands in nobody’s way', async () => {
  await withPlans(async ({ plans, repository }) => {
    const made = await plans.make(orders);
    const { planned } = await plans.plan({ ...orders, paused: true }, made);
    await repository.plans.pause('orders');
    const { said } = await plans.apply({ ...orders, paused: true }, planned, made);
    expect(said).toEqual([]);
  });
});
