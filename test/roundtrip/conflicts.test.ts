import { describe, expect, test } from 'vitest';
import { compareLines } from '../oracle.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { describeWhole, difference } from './describe.ts';
import { countRows } from './shop.ts';
import { ShopSet } from './shopSet.ts';
import { TestRepository } from './testRepository.ts';

describe('where something has the name already, a restore', () => {
  const shop = new ShopSet();

  test('with "fail" names all that is in the way, and changes nothing', async () => {
    const target = await shop.empty();
    await target.query(`CREATE SCHEMA shop; CREATE TABLE shop.invoice (mine int); CREATE VIEW shop.biggest AS SELECT 1 AS one;
                        CREATE TABLE shop.turnover (); CREATE SEQUENCE shop.customer_id_seq; INSERT INTO shop.invoice VALUES (1)`);
    const before = await describeWhole(target);
    const failed = shop.repository.restore(target.target);
    await expect(failed).rejects.toMatchObject({ code: 'conflict' });
    await expect(failed).rejects.toThrow(
      'the target has TABLE shop.invoice, VIEW shop.biggest, SEQUENCE shop.customer_id_seq, MATERIALIZED VIEW shop.turnover already',
    );
    expect(compareLines(before, await describeWhole(target))).toEqual([]);
  });

  test('names indexes, behind constraints too, and statistics that others have', async () => {
    const target = await shop.changed(`DROP TABLE shop.line; ALTER TABLE shop.invoice RENAME TO invoice_before`);
    const request = { conflict: 'skip', tables: ['shop.invoice'], dryRun: true } as const;
    const { preview } = await shop.repository.restore(target.target, request);
    expect(preview.problems.map(({ message }) => message)).toEqual([
      'the target has SEQUENCE shop.invoice_id_seq, CONSTRAINT shop.invoice invoice_no_key, CONSTRAINT shop.invoice invoice_pkey, INDEX shop.invoice_state, STATISTICS shop.invoice_statistics already',
    ]);
  });

  test('with "skip" leaves what is there as it is and brings the rest', async () => {
    const target =
      await shop.changed(`DELETE FROM shop.line; DROP TABLE shop.line; DROP VIEW shop.biggest; UPDATE shop.customer SET name = 'x';
                                  DROP TABLE shop.event_2025`);
    const { preview } = await shop.repository.restore(target.target, { conflict: 'skip' });
    expect(
      preview.items.filter(({ action }) => action === 'create').map(({ kind, name }) => `${kind} ${name}`),
    ).toEqual(['VIEW biggest', 'TABLE event_2025', 'TABLE line']);
    await target.query(`UPDATE shop.customer SET name = 'customer ' || id`);
    expect(await difference(shop.source, target)).toEqual([]);
  });

  test('with "append" adds the rows to those that are there, in the order of the foreign keys, and moves sequences on', async () => {
    const target = await shop.changed(
      `TRUNCATE shop.line, shop.invoice, shop.customer, shop.event, shop.cat, shop.animal, "Sch ema.dot"."Ta""ble é", other.aside RESTART IDENTITY;
       ALTER SEQUENCE other.numbers RESTART; SELECT setval('other.numbers', 1, false);
       INSERT INTO shop.customer VALUES (-1, 'older');
       INSERT INTO shop.invoice (id, customer, no, total) OVERRIDING SYSTEM VALUE VALUES (-1, -1, -1, 1);`,
    );
    await shop.repository.restore(target.target, { conflict: 'append' });
    expect(await countRows(target, 'shop.customer')).toBe(51);
    expect(await countRows(target, 'shop.invoice')).toBe(201);
    expect(await countRows(target, 'shop.line')).toBe(600);
    const [next] = await target.query(
      `SELECT nextval('shop.customer_id_seq')::int AS customer, nextval('shop.invoice_id_seq')::int AS invoice, nextval('other.numbers')::int AS number`,
    );
    expect(next).toEqual({ customer: 51, invoice: 201, number: 300 });
    await target.query(
      `DELETE FROM shop.invoice WHERE id = -1; DELETE FROM shop.customer WHERE id = -1; REFRESH MATERIALIZED VIEW shop.turnover`,
    );
    expect((await difference(shop.source, target)).filter((line) => !/value of/.test(line))).toEqual([]);
  });

  test('with "append" moves a sequence to where the set or the target is further, in the direction that it counts', async (context) => {
    const states = async (database: TestDatabase) => {
      const [row] = await database.query(`
        SELECT array_to_string(ARRAY(SELECT last_value || ' ' || is_called FROM up UNION ALL SELECT last_value || ' ' || is_called FROM down
                                     UNION ALL SELECT last_value || ' ' || is_called FROM once), ', ') AS state`);
      return row?.state;
    };
    const sequences = `CREATE SEQUENCE up; CREATE SEQUENCE down INCREMENT -2 MINVALUE -9223372036854775808; CREATE SEQUENCE once`;
    const from = await freshDatabase(await server('18', context));
    await from.query(`${sequences}; SELECT setval('up', 50), setval('down', -9223372036854775807), setval('once', 1)`);
    await using own = await TestRepository.open();
    await own.backup(from);
    const behind = await freshDatabase(from.server);
    await behind.query(sequences);
    await own.restore(behind.target, { conflict: 'append' });
    expect(await states(behind)).toBe('50 true, -9223372036854775807 true, 1 true');
    const ahead = await freshDatabase(from.server);
    await ahead.query(
      `${sequences}; SELECT setval('up', 51, false), setval('down', -9223372036854775808, false), setval('once', 2)`,
    );
    await own.restore(ahead.target, { conflict: 'append' });
    expect(await states(ahead)).toBe('51 false, -9223372036854775808 false, 2 true');
    await own.restore(ahead.target, { conflict: 'replace' });
    expect(await states(ahead)).toBe('51 false, -9223372036854775808 false, 2 true');
  });

  test('with "append" proves its own rows among those that are there', async () => {
    const target = await shop.changed(
      'ALTER TABLE other.aside ADD CHECK (id > 0); INSERT INTO other.aside SELECT generate_series(5, 500)',
    );
    const { proved } = await shop.repository.restore(target.target, { conflict: 'append', tables: ['other.aside'] });
    expect(proved).toBe(1);
    const rows = await target.query(
      'SELECT count(*)::int AS rows FROM other.aside WHERE id = 1 GROUP BY xmin ORDER BY xmin::text',
    );
    expect(rows).toEqual([{ rows: 1 }, { rows: 1 }]);

    // a trigger that changes rows would make the proof fail, and the restore with it
    await target.query(`CREATE FUNCTION public.negate() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.id := NEW.id + 1; RETURN NEW; END';
                        CREATE TRIGGER negate BEFORE INSERT ON other.aside FOR EACH ROW EXECUTE FUNCTION public.negate()`);
    const failed = shop.repository.restore(target.target, { conflict: 'append', tables: ['other.aside'] });
    await expect(failed).rejects.toMatchObject({ code: 'verification', message: expect.stringContaining('aside') });
  });

  test('with "append" adds nothing when a row cannot be added', async () => {
    const target = await shop.changed('TRUNCATE shop.line, shop.event; DELETE FROM shop.invoice WHERE id <= 100');
    const failed = shop.repository.restore(target.target, { conflict: 'append', tables: ['shop.invoice'] });
    await expect(failed).rejects.toThrow(/cannot load "shop"\."invoice": duplicate key value/);
    expect(await countRows(target, 'shop.invoice')).toBe(100);
  });
});
