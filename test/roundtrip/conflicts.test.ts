import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { compareLines } from '../oracle.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { describeWhole, difference } from './describe.ts';
import { countRows, loadShop, makeRoles } from './shop.ts';
import { TestRepository } from './testRepository.ts';

describe('where something has the name already, a restore', () => {
  let repository: TestRepository | undefined;
  let source: TestDatabase;

  beforeEach(async (context) => {
    if (repository) return;
    source = await freshDatabase(await server('18', context));
    await makeRoles(source, 'app_owner', 'app_reader');
    await loadShop(source);
    repository = await TestRepository.open();
    await repository.backup(source);
  });
  afterAll(() => repository?.[Symbol.asyncDispose]());

  /** A database as it was when it was backed up, and then changed. */
  const changed = async (sql = '') => {
    const database = await freshDatabase(source.server);
    await repository!.restore(database.target);
    await database.query(sql);
    return database;
  };

  test('with "fail" names all that is in the way, and changes nothing', async () => {
    const target = await freshDatabase(source.server);
    await target.query(`CREATE SCHEMA shop; CREATE TABLE shop.invoice (mine int); CREATE VIEW shop.biggest AS SELECT 1 AS one;
                        CREATE TABLE shop.turnover (); CREATE SEQUENCE shop.customer_id_seq; INSERT INTO shop.invoice VALUES (1)`);
    const before = await describeWhole(target);
    const failed = repository!.restore(target.target);
    await expect(failed).rejects.toMatchObject({ code: 'conflict' });
    await expect(failed).rejects.toThrow(
      'the target has TABLE shop.invoice, VIEW shop.biggest, SEQUENCE shop.customer_id_seq, MATERIALIZED VIEW shop.turnover already',
    );
    expect(compareLines(before, await describeWhole(target))).toEqual([]);
  });

  test('with "skip" leaves what is there as it is and brings the rest', async () => {
    const target =
      await changed(`DELETE FROM shop.line; DROP TABLE shop.line; DROP VIEW shop.biggest; UPDATE shop.customer SET name = 'x';
                                  DROP TABLE shop.event_2025`);
    const { preview } = await repository!.restore(target.target, { conflict: 'skip' });
    expect(
      preview.items.filter(({ action }) => action === 'create').map(({ kind, name }) => `${kind} ${name}`),
    ).toEqual(['VIEW biggest', 'TABLE event_2025', 'TABLE line']);
    await target.query(`UPDATE shop.customer SET name = 'customer ' || id`);
    expect(await difference(source, target)).toEqual([]);
  });

  test('with "append" adds the rows to those that are there, in the order of the foreign keys, and moves sequences on', async () => {
    const target = await changed(
      `TRUNCATE shop.line, shop.invoice, shop.customer, shop.event, shop.cat, shop.animal, "Sch ema.dot"."Ta""ble é", other.aside RESTART IDENTITY;
       ALTER SEQUENCE other.numbers RESTART; SELECT setval('other.numbers', 1, false);
       INSERT INTO shop.customer VALUES (-1, 'older');
       INSERT INTO shop.invoice (id, customer, no, total) OVERRIDING SYSTEM VALUE VALUES (-1, -1, -1, 1);`,
    );
    await repository!.restore(target.target, { conflict: 'append' });
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
    expect((await difference(source, target)).filter((line) => !/value of/.test(line))).toEqual([]);
  });

  test('with "append" adds nothing when a row cannot be added', async () => {
    const target = await changed('TRUNCATE shop.line, shop.event; DELETE FROM shop.invoice WHERE id <= 100');
    const failed = repository!.restore(target.target, { conflict: 'append', tables: ['shop.invoice'] });
    await expect(failed).rejects.toThrow(/cannot load "shop"\."invoice": duplicate key value/);
    expect(await countRows(target, 'shop.invoice')).toBe(100);
  });
});
