import { describe, expect, it } from 'vitest';
import { Plans } from '../../engine/repository/plans.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { PlanDocument } from '../../engine/spec/plan.ts';
import type { Store } from '../../engine/store/store.ts';
import { MemoryStore } from '../store/memory.ts';
import { testSurroundings } from './folderRepository.ts';

const source = { host: 'h', database: 'Größte DB!', user: 'u' };
const document = (changes: object = {}): PlanDocument => parsePlan({ id: 'orders', source, ...changes });

function open(store: Store = new MemoryStore()) {
  const surroundings = testSurroundings();
  return { store, surroundings, plans: new Plans(store, surroundings) };
}

describe('a plan', () => {
  it('is created, changed in place, and left alone when nothing changes', async () => {
    const { plans, surroundings, store } = open();
    expect(await plans.apply(document())).toMatchObject({ outcome: 'created', plan: { id: 'orders', revision: 1 } });
    expect(await plans.apply(document())).toMatchObject({ outcome: 'unchanged', plan: { revision: 1 } });
    surroundings.goTo('2026-11-23T08:00:00.000Z');
    const { outcome, plan } = await plans.apply(document({ name: 'Orders', concurrency: 2 }));
    expect(outcome).toBe('changed');
    expect(plan).toEqual({
      id: 'orders',
      plan: 'orders',
      name: 'Orders',
      revision: 2,
      at: '2026-11-23T08:00:00.000Z',
      by: 'anna@runner',
      action: 'apply',
      paused: false,
      deleted: false,
      document: document({ name: 'Orders', concurrency: 2 }),
    });
    expect(await plans.find('orders')).toEqual(plan);
    expect(await plans.list()).toEqual([plan]);
    expect(JSON.parse(String(await store.get('plans/orders/000001.json')))).toEqual({
      plan: 'orders',
      revision: 1,
      at: '2026-11-22T21:30:00.123Z',
      by: 'anna@runner',
      action: 'apply',
      document: document(),
    });
  });

  it('without an id gets one made from its name or database', async () => {
    const { plans } = open();
    const { id: _, ...nameless } = document();
    const id = async (name?: string) => (await plans.apply({ ...nameless, ...(name && { name }) })).plan.id;
    expect(await id()).toBe('gro-te-db-aaaa');
    expect(await id('Orders, every night')).toBe('orders-every-night-bbbb');
    expect(await id('注文')).toBe('plan-cccc');
    expect(await id('x'.repeat(200))).toBe(`${'x'.repeat(50)}-dddd`);
  });

  it('gets no id that another one has', async () => {
    const { plans } = open();
    await plans.apply(document({ id: 'orders-aaaa' }));
    const { id: _, ...nameless } = document({ name: 'Orders' });
    expect((await plans.apply(nameless)).plan.id).toBe('orders-bbbb');
  });

  it('is paused and started', async () => {
    const { plans } = open();
    await plans.apply(document());
    expect(await plans.pause('orders')).toMatchObject({ revision: 2, action: 'pause', paused: true });
    expect(await plans.pause('orders')).toMatchObject({ revision: 2 });
    expect(await plans.start('orders')).toMatchObject({ revision: 3, action: 'start', paused: false });
    expect(await plans.start('orders')).toMatchObject({ revision: 3 });
  });

  it('stays paused when it is applied by a document that does not speak of it', async () => {
    const { plans } = open();
    await plans.apply(document());
    await plans.pause('orders');
    expect(await plans.apply(document())).toMatchObject({ outcome: 'unchanged', plan: { paused: true } });
    expect(await plans.apply(document({ concurrency: 9 }))).toMatchObject({
      outcome: 'changed',
      plan: { paused: true },
    });
    expect(await plans.apply(document({ paused: false }))).toMatchObject({
      outcome: 'changed',
      plan: { paused: false },
    });
  });

  it('that is deleted keeps its revisions, and can be applied again', async () => {
    const { plans } = open();
    await plans.apply(document());
    await plans.pause('orders');
    expect(await plans.delete('orders')).toMatchObject({ revision: 3, deleted: true });
    expect(await plans.delete('orders')).toMatchObject({ revision: 3, deleted: true });
    expect(await plans.list()).toEqual([]);
    const gone = {
      code: 'input',
      message: 'plan orders was deleted 2026-11-22T21:30:00.123Z by anna@runner',
      hint: 'its sets are still there (pgstow sets); apply it again to go on with it',
    };
    await expect(plans.resolve('orders')).rejects.toMatchObject(gone);
    await expect(plans.start('orders')).rejects.toMatchObject(gone);
    expect(await plans.resolve('orders', { deleted: true })).toMatchObject({ id: 'orders', deleted: true });
    expect(await plans.apply(document())).toMatchObject({ outcome: 'created', plan: { revision: 4, paused: false } });
    expect((await plans.history('orders')).map(({ revision, action }) => [revision, action])).toEqual([
      [4, 'apply'],
      [3, 'delete'],
      [2, 'pause'],
      [1, 'apply'],
    ]);
  });

  it('is meant by its id, or by its name where only one has it', async () => {
    const { plans } = open();
    await plans.apply(document({ id: 'a', name: 'Shop' }));
    await plans.apply(document({ id: 'b', name: 'Orders' }));
    await plans.apply(document({ id: 'c', name: 'Orders' }));
    await plans.apply(document({ id: 'd', name: 'a' }));
    expect((await plans.resolve('b')).id).toBe('b');
    expect((await plans.resolve('Shop')).id).toBe('a');
    expect((await plans.resolve('a')).id).toBe('a');
    await expect(plans.resolve('Orders')).rejects.toMatchObject({
      code: 'input',
      message: '2 plans have the name "Orders": b, c',
      hint: 'use the id',
    });
    await plans.delete('c');
    expect((await plans.resolve('Orders')).id).toBe('b');
  });

  it('that is not known is asked back', async () => {
    const { plans } = open();
    await expect(plans.resolve('orders')).rejects.toMatchObject({
      code: 'input',
      message: 'there is no plan "orders" in this repository',
      hint: 'apply one: pgstow plan apply -f plans.yaml',
    });
    await plans.apply(document({ id: 'orders-nightly', name: 'Nightly' }));
    await expect(plans.resolve('orders-nigthly')).rejects.toMatchObject({ hint: 'did you mean orders-nightly?' });
    await expect(plans.pause('nighly')).rejects.toMatchObject({ hint: 'did you mean Nightly?' });
    await expect(plans.history('../..')).rejects.toMatchObject({ hint: 'pgstow plan list shows those that there are' });
  });
});

describe('a plan that several change at once', () => {
  it('gets one revision when all want the same', async () => {
    const { store, plans } = open();
    const others = Array.from({ length: 8 }, () => open(store).plans);
    const applied = await Promise.all([plans, ...others].map((each) => each.apply(document())));
    expect(applied.map(({ plan }) => plan.revision)).toEqual(applied.map(() => 1));
    expect(await plans.history('orders')).toHaveLength(1);
  });

  it('is changed by one of two who want different things; the other is told', async () => {
    const { store, plans } = open();
    await plans.apply(document());
    const tries = await Promise.allSettled(
      [2, 3].map((concurrency) => open(store).plans.apply(document({ concurrency }))),
    );
    const [lost] = tries.filter((each) => each.status === 'rejected');
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(lost?.reason).toMatchObject({
      code: 'conflict',
      message: 'plan orders was changed at the same moment by anna@runner (revision 2)',
      hint: 'look at pgstow plan show orders, and apply again if yours is still what you want',
    });
    expect(await plans.history('orders')).toHaveLength(2);
  });

  it('takes a change of its document and a pause, in whatever order they come', async () => {
    const { store, plans } = open();
    await plans.apply(document());
    await Promise.all([open(store).plans.apply(document({ concurrency: 2 })), open(store).plans.pause('orders')]);
    expect(await plans.find('orders')).toMatchObject({ revision: 3, paused: true, document: { concurrency: 2 } });
  });

  it('has no revision twice and none missing after many changes', async () => {
    const { store, plans } = open();
    await plans.apply(document());
    for (let round = 0; round < 5; round++) {
      await Promise.all([
        open(store).plans.pause('orders'),
        open(store).plans.start('orders'),
        open(store).plans.pause('orders'),
      ]);
    }
    const revisions = (await plans.history('orders')).map(({ revision }) => revision);
    expect(revisions).toEqual(revisions.map((_, index) => revisions.length - index));
  });
});

describe('a revision of a plan', () => {
  const spoiled = async (change: (text: string) => string) => {
    const { store, plans } = open();
    await plans.apply(document());
    await store.replace(
      'plans/orders/000001.json',
      Buffer.from(change(String(await store.get('plans/orders/000001.json')))),
    );
    return plans.resolve('orders');
  };

  it('that is cut is damaged', async () => {
    await expect(spoiled((text) => text.slice(0, 50))).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('plans/orders/000001.json is not JSON: '),
    });
  });

  it("in another plan's place is damaged", async () => {
    await expect(spoiled((text) => text.replace('"plan": "orders"', '"plan": "other"'))).rejects.toMatchObject({
      code: 'damaged',
      message: 'plans/orders/000001.json holds revision 1 of plan other',
    });
  });

  it('with a field of a later version says so', async () => {
    await expect(
      spoiled((text) => text.replace('"concurrency": 4', '"concurrency": 4, "galaxy": 1')),
    ).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('plans/orders/000001.json is not understood: galaxy is not a field of a plan'),
      hint: 'a later version of pgstow has probably written it: use that one',
    });
  });
});

describe('a change that is based on a revision', () => {
  it('is made upon that revision alone', async () => {
    const { plans } = open();
    await plans.apply(document(), { basedOn: 0 });
    await plans.apply(document({ name: 'two' }), { basedOn: 1 });
    await expect(plans.apply(document({ name: 'three' }), { basedOn: 1 })).rejects.toMatchObject({
      code: 'conflict',
      message:
        'plan orders was changed by anna@runner at 2026-11-22T21:30:00.123Z (revision 2); this change is based on revision 1',
    });
    await expect(plans.delete('orders', { basedOn: 1 })).rejects.toMatchObject({ code: 'conflict' });
    expect(await plans.find('orders')).toMatchObject({ name: 'two', revision: 2, deleted: false });
  });

  it('is made although the plan was paused meanwhile, and leaves it so', async () => {
    const { plans } = open();
    await plans.apply(document());
    await plans.pause('orders');
    expect(await plans.apply(document({ name: 'two' }), { basedOn: 1 })).toMatchObject({
      plan: { revision: 3, paused: true },
    });
  });

  it('of nothing takes over no plan, but one that was deleted', async () => {
    const { plans } = open();
    await plans.apply(document());
    await expect(plans.apply(document({ name: 'two' }), { basedOn: 0 })).rejects.toMatchObject({
      code: 'conflict',
      message: 'plan orders is there already: revision 1 by anna@runner at 2026-11-22T21:30:00.123Z',
    });
    await plans.delete('orders');
    await expect(plans.apply(document({ name: 'two' }), { basedOn: 1 })).rejects.toMatchObject({
      code: 'conflict',
      message:
        'the plan was deleted by anna@runner at 2026-11-22T21:30:00.123Z; this change is based on its revision 1',
    });
    expect(await plans.apply(document(), { basedOn: 0 })).toMatchObject({ outcome: 'created', plan: { revision: 3 } });
  });
});

describe('plans that are looked up', () => {
  it('are those that there were when they were listed', async () => {
    const { plans } = open();
    await plans.apply(document());
    const lookup = await plans.lookup();
    await plans.apply(document({ id: 'later' }));
    expect(await lookup('orders')).toEqual(await plans.find('orders'));
    expect(await lookup('later')).toBeUndefined();
  });
});

describe('a plan that is proposed', () => {
  it('is as it would be applied, and is not written', async () => {
    const { plans } = open();
    await plans.apply(document());
    await plans.pause('orders');
    expect(await plans.propose(document({ name: 'two' }))).toMatchObject({
      id: 'orders',
      name: 'two',
      revision: 3,
      paused: true,
    });
    expect(await plans.find('orders')).toMatchObject({ name: 'orders', revision: 2 });
    expect((await plans.propose(document({ id: undefined, name: 'New one' }))).id).toMatch(/^new-one-/);
    expect(await plans.list()).toHaveLength(1);
  });
});
