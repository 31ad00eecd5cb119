import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { TestDatabase } from '../servers.ts';
import { describeWhole, difference } from './describe.ts';
import { countRows } from './shop.ts';
import { ShopSet } from './shopSet.ts';

describe('a restore with "replace"', () => {
  const shop = new ShopSet();

  /** Every table's rows are others; nothing is where it was. */
  const spoil = `
    UPDATE shop.customer SET name = 'spoilt'; DELETE FROM shop.line WHERE at = 2; UPDATE shop.line SET what = 'spoilt';
    UPDATE shop.invoice SET total = 1; SELECT setval('shop.customer_id_seq', 7000), setval('other.numbers', 9000);
    TRUNCATE shop.event; INSERT INTO shop.event VALUES ('2025-05-05', 'spoilt'); DELETE FROM shop.cat; DROP INDEX shop.invoice_state;
    ALTER TABLE shop.customer ADD COLUMN spoilt int, DROP COLUMN referrer; UPDATE "Sch ema.dot"."Ta""ble é" SET v = 'spoilt';
    REFRESH MATERIALIZED VIEW shop.turnover; REVOKE ALL ON shop.invoice FROM app_reader; DROP TRIGGER note ON shop.invoice;
    SELECT lo_put(4711, 0, 'spoilt');`;

  test('of everything brings the source back', async () => {
    // a sequence that belongs to no table stays in its place, and is never taken back
    const target = await shop.changed(`${spoil} SELECT setval('other.numbers', 7)`);
    const { preview } = await shop.repository.restore(target.target, { conflict: 'replace' });
    expect(preview.problems).toEqual([]);
    expect(await difference(shop.source, target)).toEqual([]);
  });

  test('shows readers the old or the new, never nothing and never halves, and kills none of them', async () => {
    const target = await shop.changed(spoil);
    const stop = new AbortController();
    const readers = await Promise.all(
      [tables, tables.toReversed()].map(async (names) => {
        const begun = Promise.withResolvers<void>();
        const all = read(target, names, stop.signal, begun.resolve);
        await Promise.race([begun.promise, all]);
        return { all };
      }),
    );
    await shop.repository
      .restore(target.target, { conflict: 'replace', schemas: ['shop'] })
      .finally(() => stop.abort());
    const [fresh] = await read(shop.source, tables, stop.signal);
    for (const seen of await Promise.all(readers.map(({ all }) => all))) {
      expect(seen).toHaveLength(2);
      expect(seen[1]).toEqual(fresh);
    }
  });

  test('of some tables leaves their neighbours as they are', async () => {
    const target =
      await shop.changed(`${spoil} DROP VIEW shop.biggest, shop.open_invoice; DROP MATERIALIZED VIEW shop.turnover;
                                  ALTER TABLE shop.line DROP CONSTRAINT line_invoice_fkey`);
    await shop.repository.restore(target.target, { conflict: 'replace', tables: ['shop.invoice'] });
    expect(await countRows(target, `shop.customer WHERE name = 'spoilt'`)).toBe(50);
    expect(await countRows(target, `shop.invoice WHERE total > 1`)).toBe(199);
    const state = await target.query(`
      SELECT (SELECT json_agg(conname ORDER BY conname) FROM pg_constraint WHERE conrelid = 'shop.invoice'::regclass AND contype <> 'n' AND convalidated) AS constraints,
             (SELECT json_agg(indexname ORDER BY indexname) FROM pg_indexes WHERE tablename = 'invoice') AS indexes,
             (SELECT json_agg(tgname) FROM pg_trigger WHERE tgrelid = 'shop.invoice'::regclass AND NOT tgisinternal) AS triggers,
             (SELECT json_agg(polname) FROM pg_policy WHERE polrelid = 'shop.invoice'::regclass) AS policies,
             has_table_privilege('app_reader', 'shop.invoice', 'SELECT') AS readable,
             pg_get_userbyid((SELECT relowner FROM pg_class WHERE oid = 'shop.invoice'::regclass)) AS owner,
             obj_description('shop.invoice'::regclass) AS comment,
             (SELECT json_agg(nspname) FROM pg_namespace WHERE nspname LIKE 'pgstow%') AS left,
             (SELECT count(*)::int FROM pg_class WHERE relname = 'invoice') AS invoices`);
    expect(state).toEqual([
      {
        constraints: ['invoice_customer_fkey', 'invoice_no_key', 'invoice_pkey', 'positive'],
        indexes: ['invoice_no_key', 'invoice_pkey', 'invoice_state'],
        triggers: ['note'],
        policies: ['everything'],
        readable: true,
        owner: 'app_owner',
        comment: 'what is owed',
        left: null,
        invoices: 1,
      },
    ]);
    const next = await target.query('INSERT INTO shop.invoice (customer, total) VALUES (1, 5) RETURNING id, no');
    expect(next).toEqual([{ id: 201, no: 9001 }]); // the sequence of numbers was not asked for
  });

  test('is refused with the list of what would lose the old table', async () => {
    const target = await shop.changed(`
      CREATE FUNCTION other.of(shop.invoice) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE TABLE other.heir () INHERITS (shop.invoice);
      CREATE TABLE other.holder (invoices shop.invoice[], id int DEFAULT nextval('shop.invoice_id_seq'));
      ALTER TABLE other.aside ENABLE ROW LEVEL SECURITY;
      CREATE POLICY looks ON other.aside USING (EXISTS (SELECT FROM shop.invoice i WHERE i.id = aside.id));`);
    const before = await describeWhole(target);
    const failed = shop.repository.restore(target.target, { conflict: 'replace', tables: ['shop.invoice'] });
    await expect(failed).rejects.toMatchObject({
      code: 'conflict',
      message:
        'TABLE shop.invoice cannot be replaced: default value for other.holder.id, foreign key line_invoice_fkey of shop.line, ' +
        'function other.of(shop.invoice), materialized view shop.turnover, policy looks on other.aside, table column other.holder.invoices, ' +
        'table other.heir, view shop.open_invoice would lose it',
    });
    expect(await describeWhole(target)).toEqual(before);
  });

  test('is refused when a partition that the set does not know would be dropped along', async () => {
    const target = await shop.changed(
      `CREATE TABLE shop.event_2027 PARTITION OF shop.event FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')`,
    );
    const failed = shop.repository.restore(target.target, { conflict: 'replace', tables: ['shop.event'] });
    await expect(failed).rejects.toThrow('TABLE shop.event cannot be replaced: table shop.event_2027 would lose it');
  });

  test('is refused when a publication that the set does not know would lose the table', async () => {
    const target = await shop.changed('CREATE PUBLICATION abroad FOR TABLE shop.customer, shop.line (invoice)');
    const failed = shop.repository.restore(target.target, { conflict: 'replace', schemas: ['shop'] });
    await expect(failed).rejects.toThrow(
      'TABLE shop.customer cannot be replaced: publication abroad would lose it; TABLE shop.line cannot be replaced: publication abroad would lose it',
    );
  });

  test('of one partition takes its place under the parent that stays', async () => {
    const target = await shop.changed(
      `UPDATE shop.event SET what = 'spoilt' WHERE at < '2025-02-01'; UPDATE shop.event_2026_a SET at = '2026-12-31' WHERE at = '2026-02-02'`,
    );
    await shop.repository.restore(target.target, {
      conflict: 'replace',
      tables: ['shop.event_2025', 'shop.event_2026_a'],
    });
    expect(await difference(shop.source, target)).toEqual([]);
  });

  test('of a materialized view builds it anew from the tables that are there', async () => {
    const target = await shop.changed(
      `DROP MATERIALIZED VIEW shop.turnover; CREATE MATERIALIZED VIEW shop.turnover AS SELECT 1 AS one`,
    );
    await shop.repository.restore(target.target, { conflict: 'replace', tables: ['shop.turnover'] });
    expect(await difference(shop.source, target)).toEqual([]);
  });

  test('is refused where the name belongs to something of another kind', async () => {
    const target = await shop.changed(`DROP VIEW shop.biggest; CREATE TABLE shop.biggest (mine int)`);
    const failed = shop.repository.restore(target.target, { conflict: 'replace', tables: ['shop.biggest'] });
    await expect(failed).rejects.toThrow('the target has shop.biggest already, and there it is no VIEW');
    expect(await countRows(target, 'shop.biggest')).toBe(0);
  });

  test('gives up when the tables stay in use, and leaves them as they are', async () => {
    const target = await shop.changed(spoil);
    const before = await describeWhole(target);
    const user = await target.connect();
    await user.query('BEGIN; SELECT FROM shop.customer');
    const impatient = new AbortController();
    setTimeout(() => impatient.abort(), 2000);
    const failed = shop.repository.restore(
      target.target,
      { conflict: 'replace', schemas: ['shop'] },
      { signal: impatient.signal },
    );
    await expect(failed).rejects.toMatchObject({ code: 'interrupted' });
    await user.query('COMMIT');
    await user.end();
    expect((await describeWhole(target)).filter((line) => !/pgstow_restore/.test(line))).toEqual(before);
  });
});

const tables = ['customer', 'invoice', 'line', 'open_invoice', 'biggest', 'turnover', 'event'];

/** Reads all tables in one query, over and over and once after the signal, and gives the different answers in the order in which they came. */
async function read(
  database: TestDatabase,
  names: readonly string[],
  signal: AbortSignal,
  onRead: () => void = () => {},
): Promise<object[]> {
  const client = await database.connect();
  const columns = names.map(
    (name) => `(SELECT count(*) || md5(string_agg(t::text, '' ORDER BY t::text)) FROM shop.${name} t) AS "${name}"`,
  );
  const seen: object[] = [];
  for (let isLast = false; !isLast; ) {
    isLast = signal.aborted;
    const { rows } = await client.query(`SELECT ${columns.join(', ')}`);
    if (!isDeepStrictEqual(rows[0], seen.at(-1))) seen.push(rows[0]);
    onRead();
    await sleep(3); // an application does something else now and then
  }
  await client.end();
  return seen;
}
