import { beforeEach, describe, expect, test } from 'vitest';
import type { PlanInput } from '../../engine/spec/plan.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { countRows, listObjects, loadShop, makeRoles } from './shop.ts';
import { TestRepository } from './testRepository.ts';

describe('a plan of some objects', () => {
  let source: TestDatabase;

  beforeEach(async (context) => {
    if (source) return;
    source = await freshDatabase(await server('18', context));
    await makeRoles(source, 'app_owner', 'app_reader');
    await loadShop(source);
  });

  const roundTrip = async (objects: PlanInput['objects']) => {
    await using repository = await TestRepository.open();
    const set = await repository.backup(source, { objects });
    const target = await freshDatabase(source.server);
    const { preview } = await repository.restore(target.target);
    return { set, target, preview, objects: await listObjects(target) };
  };

  test('leaves out what it excludes, with the sequences of it and the views upon it, and says so', async () => {
    const { set, target, preview, objects } = await roundTrip({ exclude: ['shop.invoice'] });
    const gone = [
      'table shop.invoice',
      'sequence shop.invoice_id_seq',
      'policy everything on shop.invoice',
      'trigger note on shop.invoice',
    ];
    const upon = ['view shop.open_invoice', 'view shop.biggest', 'materialized view shop.turnover'];
    const links = [
      'table constraint invoice_customer_fkey on shop.invoice',
      'table constraint line_invoice_fkey on shop.line',
    ];
    const left = [...gone, ...upon, ...links];
    expect(objects).toEqual((await listObjects(source)).filter((object) => !left.includes(object)));
    expect(set.selection).toMatchObject({ exclude: ['shop.invoice'], complete: false });
    expect(set.warnings).toEqual([
      'view shop.biggest is left out: it uses a table that the plan excludes',
      'view shop.open_invoice is left out: it uses a table that the plan excludes',
      'view shop.turnover is left out: it uses a table that the plan excludes',
    ]);
    expect(preview.warnings).toEqual([
      'FK CONSTRAINT shop.line line_invoice_fkey is left out: table shop.invoice is neither restored nor in the target',
    ]);
    expect(await countRows(target, 'shop.line')).toBe(600);
  });

  test('keeps of some tables the structure only', async () => {
    const { set, target, preview, objects } = await roundTrip({ structureOnly: ['shop.line', 'shop.event_2026'] });
    expect(objects).toEqual(await listObjects(source));
    expect(set.selection.complete).toBe(false);
    expect(await countRows(target, 'shop.line')).toBe(0);
    expect(await countRows(target, 'shop.invoice')).toBe(200);
    expect(await countRows(target, 'shop.event')).toBe(365);
    expect(preview.warnings).toEqual([]);
  });

  test('covers the partitions of a partitioned table, also when they are excluded again', async () => {
    const whole = await roundTrip({ include: ['shop.event'] });
    const tables = (objects: readonly string[]) => objects.filter((object) => object.startsWith('table shop.'));
    expect(tables(whole.objects)).toEqual([
      'table shop.event',
      'table shop.event_2025',
      'table shop.event_2026',
      'table shop.event_2026_a',
      'table shop.event_2026_rest',
    ]);
    expect(await countRows(whole.target, 'shop.event')).toBe(701);
    expect(whole.set.totals.largeObjects).toBe(0);

    const part = await roundTrip({ include: ['shop.event'], exclude: ['shop.event_2026'] });
    expect(tables(part.objects)).toEqual(['table shop.event', 'table shop.event_2025']);
    expect(await countRows(part.target, 'shop.event')).toBe(365);
  });

  test('may exclude the table that another one inherits from, or be told that it cannot', async () => {
    const { target } = await roundTrip({ exclude: ['shop.cat'] });
    expect(await countRows(target, 'shop.animal')).toBe(1);
  });

  test('takes names as they are in the catalog', async () => {
    const { objects } = await roundTrip({ include: ['"Sch ema.dot".*', '*.a?ide'] });
    expect(objects.filter((object) => object.startsWith('table '))).toEqual([
      'table "Sch ema.dot"."Ta""ble é"',
      'table other.aside',
    ]);
  });
});
