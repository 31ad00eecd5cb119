import { describe, expect, test } from 'vitest';
import type { RestoreRequest } from '../../engine/restore/request.ts';
import { compareLines, describeDatabase } from '../oracle.ts';
import { countRows, listObjects } from './shop.ts';
import { ShopSet } from './shopSet.ts';

/** What an invoice needs beyond itself. */
const underInvoices = [
  'function other.twice(numeric)',
  'schema other',
  'schema shop',
  'sequence other.numbers',
  'sequence shop.invoice_id_seq',
  'type other.amount',
  'type shop.state',
];
const invoices = [
  ...underInvoices,
  'function other.note()',
  'policy everything on shop.invoice',
  'table shop.invoice',
  'trigger note on shop.invoice',
];
const alone = (part: string, whole: string) =>
  `TABLE ATTACH shop.${part} is left out: TABLE shop.${whole} is neither restored nor in the target`;

describe('a restore of some objects into an empty database', () => {
  const shop = new ShopSet();

  const restored = async (request: Partial<RestoreRequest>) => {
    const target = await shop.empty();
    const { preview } = await shop.repository.restore(target.target, request);
    const warnings = preview.warnings.filter((warning) => !/large object/.test(warning));
    return { target, preview, warnings, objects: await listObjects(target) };
  };

  test('brings what a table needs and nothing else, but not the table that a foreign key points to', async () => {
    const { target, warnings, objects } = await restored({ tables: ['shop.invoice'] });
    expect(objects).toEqual([...invoices].sort());
    expect(warnings).toEqual([
      'FK CONSTRAINT shop.invoice invoice_customer_fkey is left out: TABLE shop.customer is neither restored nor in the target',
    ]);
    expect(await countRows(target, 'shop.invoice')).toBe(200);
  });

  test('leaves out a foreign key to a table that comes for a view alone, and so without its keys', async () => {
    const { warnings, objects } = await restored({ tables: ['shop.invoice', 'shop.open_invoice'] });
    expect(objects).toContain('table shop.customer');
    expect(warnings).toContain(
      'FK CONSTRAINT shop.invoice invoice_customer_fkey is left out: CONSTRAINT shop.customer customer_pkey is neither restored nor in the target',
    );
  });

  test('is, of what was asked for, the source again', async () => {
    const { target } = await restored({ tables: ['shop.invoice', 'shop.customer'] });
    const [there, here] = [await shop.source.connect(), await target.connect()];
    const difference = compareLines(await describeDatabase(there), await describeDatabase(here));
    expect(difference.filter((line) => line.startsWith('+'))).toEqual([]);
    expect(difference.filter((line) => /\b(invoice|customer|numbers)/.test(line)).filter(isOfOthers)).toEqual([]);
    await Promise.all([there.end(), here.end()]);
  });

  test('brings both ends of a foreign key when both are asked for', async () => {
    const { warnings, objects } = await restored({ tables: ['*.customer', 'shop.inv*'] });
    expect(objects).toEqual(
      [
        ...invoices,
        'sequence shop.customer_id_seq',
        'table constraint customer_referrer_fkey on shop.customer',
        'table constraint invoice_customer_fkey on shop.invoice',
        'table shop.customer',
      ].sort(),
    );
    expect(warnings).toEqual([]);
  });

  test('brings the definitions of the tables that a view reads, and says that they have no rows', async () => {
    const { target, warnings, objects } = await restored({ tables: ['shop.biggest'] });
    expect(objects).toEqual(
      [
        ...underInvoices,
        'sequence shop.customer_id_seq',
        'table shop.customer',
        'table shop.invoice',
        'view shop.biggest',
        'view shop.open_invoice',
      ].sort(),
    );
    expect(warnings).toEqual(
      ['customer', 'invoice'].map(
        (name) => `TABLE shop.${name} is created without its rows: it was not asked for, but what was needs it`,
      ),
    );
    expect(await countRows(target, 'shop.invoice')).toBe(0);
  });

  test('fills a materialized view when its tables come along', async () => {
    const { target } = await restored({ tables: ['shop.turnover', 'shop.invoice'] });
    expect(await countRows(target, 'shop.turnover')).toBe(50);
    const indexes = await target.query(`SELECT indexdef FROM pg_indexes WHERE tablename = 'turnover'`);
    expect(indexes).toHaveLength(1);
  });

  test('brings a partition as a table of its own', async () => {
    const { target, warnings, objects } = await restored({ tables: ['shop.event_2025'] });
    expect(objects).toEqual(['schema shop', 'table shop.event_2025']);
    expect(warnings).toEqual([
      alone('event_2025', 'event'),
      'INDEX ATTACH shop.event_2025_pkey is left out: TABLE shop.event is neither restored nor in the target',
      'INDEX ATTACH shop.event_2025_what_idx is left out: TABLE shop.event is neither restored nor in the target',
    ]);
    expect(await countRows(target, 'shop.event_2025')).toBe(365);
    const indexes = await target.query(`SELECT indexname FROM pg_indexes WHERE tablename = 'event_2025' ORDER BY 1`);
    expect(indexes.map(({ indexname }) => indexname)).toEqual(['event_2025_pkey', 'event_2025_what_idx']);
  });

  test('brings a partitioned table with its partitions', async () => {
    const whole = await restored({ tables: ['shop.event'] });
    expect(whole.objects).toEqual([
      'schema shop',
      'table shop.event',
      'table shop.event_2025',
      'table shop.event_2026',
      'table shop.event_2026_a',
      'table shop.event_2026_rest',
    ]);
    expect(whole.warnings).toEqual([]);
    expect(await countRows(whole.target, 'shop.event')).toBe(701);

    const branch = await restored({ tables: ['shop.event_2026'] });
    expect(branch.objects).toEqual([
      'schema shop',
      'table shop.event_2026',
      'table shop.event_2026_a',
      'table shop.event_2026_rest',
    ]);
    expect(branch.warnings).toContain(alone('event_2026', 'event'));
    expect(await countRows(branch.target, 'shop.event_2026')).toBe(336);
  });

  test('attaches a partition again to the table that has lost it', async () => {
    const { target } = await restored({ tables: ['shop.event'] });
    await target.query('DROP TABLE shop.event_2025');
    await shop.repository.restore(target.target, { tables: ['shop.event_2025'] });
    expect(await countRows(target, 'shop.event')).toBe(701);
    const { objects } = await restored({ tables: ['shop.event'] });
    expect(await listObjects(target)).toEqual(objects);
    expect(await target.query('SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid')).toEqual([]);
  });

  test('brings the parent of an inheriting table without the rows of the parent', async () => {
    const { target, objects } = await restored({ tables: ['shop.cat'] });
    expect(objects).toEqual(['schema shop', 'table shop.animal', 'table shop.cat']);
    expect(await countRows(target, 'shop.cat')).toBe(2);
    expect(await countRows(target, 'ONLY shop.animal')).toBe(0);
    expect(await countRows(target, 'shop.animal')).toBe(2);
  });

  test('takes names that need quotes', async () => {
    const { target, objects } = await restored({ tables: ['"Sch ema.dot"."Ta""ble é"'] });
    expect(objects).toEqual([
      'schema "Sch ema.dot"',
      'sequence "Sch ema.dot"."Ta""ble é_Co l_seq"',
      'table "Sch ema.dot"."Ta""ble é"',
    ]);
    const [row] = await target.query(`INSERT INTO "Sch ema.dot"."Ta""ble é" (v) VALUES ('z') RETURNING "Co l" AS next`);
    expect(row).toEqual({ next: 3 });
  });

  test('brings a schema, and of others what it needs', async () => {
    const { objects } = await restored({ schemas: ['shop'] });
    const all = await listObjects(shop.source);
    const elsewhere = ['function other.unused()', 'table other.aside'];
    expect(objects).toEqual(all.filter((object) => !/Sch ema/.test(object) && !elsewhere.includes(object)));
    const both = await restored({ schemas: ['sho?', 'Sch ema.dot'] });
    expect(both.objects).toEqual(all.filter((object) => !elsewhere.includes(object)));
  });

  test('leaves out large objects, and says so', async () => {
    const { target, preview } = await restored({ schemas: ['*'] });
    expect(await target.query('SELECT oid FROM pg_largeobject_metadata')).toEqual([]);
    expect(preview.warnings).toEqual([expect.stringContaining('large object')]);
  });

  test('refuses what the set does not hold, and touches nothing', async () => {
    const target = await shop.empty();
    const request = { tables: ['shop.invoice', 'shop.invoices'], schemas: ['shops'] };
    await expect(shop.repository.restore(target.target, request)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/^set \S+ holds no schema shops and no table shop.invoices$/),
    });
    expect(await listObjects(target)).toEqual([]);
  });
});

/** Lines that mention the two tables because something that was not asked for hangs on them. */
function isOfOthers(line: string): boolean {
  return !/shop\.line|line_invoice_fkey|open_invoice|biggest|turnover/.test(line);
}
