import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../engine/events.ts';
import type { Preview } from '../../engine/restore/preview/preview.ts';
import { restore } from '../../engine/restore/restore.ts';
import { compareLines } from '../oracle.ts';
import type { TestDatabase } from '../servers.ts';
import { describeWhole } from './describe.ts';
import { countRows, makeRoles } from './shop.ts';
import { ShopSet } from './shopSet.ts';
import { takePlaces } from './takePlaces.ts';
import { plan } from './testRepository.ts';

/** `TABLE shop.invoice`, and what became of it. */
const told = ({ items }: Preview) =>
  items.map(({ kind, schema, name, action, restoredAs, reason }) => {
    const as = restoredAs ? ` as ${restoredAs.schema}.${restoredAs.name}` : '';
    return `${action} ${kind} ${schema}.${name}${as}${reason ? `: ${reason}` : ''}`;
  });

const renameFormat = '{name}_old';

/** Lines about what was there before that are not there any more. */
async function lost(database: TestDatabase, before: readonly string[]): Promise<string[]> {
  return compareLines(before, await describeWhole(database)).filter((line) => line.startsWith('-'));
}

describe('with "rename" a restore', () => {
  const shop = new ShopSet();
  const beside = (target: TestDatabase, request: Parameters<typeof shop.repository.restore>[1]) =>
    shop.repository.restore(target.target, { conflict: 'rename', renameFormat, ...request });

  test('puts a table beside the one that is there, with all that belongs to it, and tells each new name', async () => {
    const target = await shop.changed('DELETE FROM shop.line; DELETE FROM shop.invoice WHERE id > 100');
    const before = await describeWhole(target);
    const { preview, proved, provedRows } = await beside(target, { tables: ['shop.invoice'] });
    expect({ proved, provedRows }).toEqual({ proved: 1, provedRows: 200 });
    expect(told(preview).filter((line) => !line.startsWith('keep'))).toEqual([
      'rename TABLE shop.invoice as shop.invoice_old: it is there already',
      'rename SEQUENCE shop.invoice_id_seq as shop.invoice_id_seq_old: it comes with shop.invoice',
      'rename CONSTRAINT shop.invoice_no_key as shop.invoice_no_key_old: it comes with shop.invoice',
      'rename CONSTRAINT shop.invoice_pkey as shop.invoice_pkey_old: it comes with shop.invoice',
      'rename INDEX shop.invoice_state as shop.invoice_state_old: it comes with shop.invoice',
      'rename STATISTICS shop.invoice_statistics as shop.invoice_statistics_old: it comes with shop.invoice',
      'omit FK CONSTRAINT shop.invoice invoice_customer_fkey: shop.customer is not restored along, and the one in the target would be bound by it',
    ]);
    expect(preview.warnings).toContain(
      'FK CONSTRAINT shop.invoice invoice_customer_fkey is left out: shop.customer is not restored along, and the one in the target would be bound by it',
    );
    expect(await lost(target, before)).toEqual([]);
    const [row] = await target.query(`
      SELECT (SELECT count(*)::int FROM shop.invoice) AS there, (SELECT count(*)::int FROM shop.invoice_old) AS restored,
             (SELECT string_agg(conname, ' ' ORDER BY conname) FROM pg_constraint WHERE conrelid = 'shop.invoice_old'::regclass AND contype <> 'n') AS constraints,
             (SELECT string_agg(tgname, ' ') FROM pg_trigger WHERE tgrelid = 'shop.invoice_old'::regclass AND NOT tgisinternal) AS triggers,
             (SELECT string_agg(polname, ' ') FROM pg_policy WHERE polrelid = 'shop.invoice_old'::regclass) AS policies,
             pg_get_serial_sequence('shop.invoice_old', 'id') AS sequence, nextval('shop.invoice_id_seq_old')::int AS next,
             obj_description('shop.invoice_old'::regclass) AS comment, has_table_privilege('app_reader', 'shop.invoice_old', 'SELECT') AS granted,
             pg_get_userbyid(relowner) AS owner FROM pg_class WHERE oid = 'shop.invoice_old'::regclass`);
    expect(row).toEqual({
      there: 100,
      restored: 200,
      constraints: 'invoice_no_key_old invoice_pkey_old positive',
      triggers: 'note',
      policies: 'everything',
      sequence: 'shop.invoice_id_seq_old',
      next: 201,
      comment: 'what is owed',
      granted: true,
      owner: 'app_owner',
    });
  });

  test('lets foreign keys among restored tables point to those', async () => {
    const target = await shop.changed('DROP TABLE shop.line');
    const before = await describeWhole(target);
    const { preview } = await beside(target, { tables: ['shop.invoice', 'shop.line', 'shop.customer'] });
    expect(told(preview)).toContain('create TABLE shop.line');
    expect(preview.warnings).toContain(
      'TABLE shop.line keeps its name, and what it has of other restored tables it has of shop.invoice_old',
    );
    const keys = await target.query(
      `SELECT conrelid::regclass || ' ' || confrelid::regclass AS key FROM pg_constraint WHERE contype = 'f' AND (conrelid::regclass::text ~ '_old|line') ORDER BY 1`,
    );
    expect(keys.map(({ key }) => key)).toEqual([
      'shop.customer_old shop.customer_old',
      'shop.invoice_old shop.customer_old',
      'shop.line shop.invoice_old',
    ]);
    expect(await lost(target, before)).toEqual([]);
  });

  test('keeps foreign keys to tables that are not restored, if one asks for it', async () => {
    const target = await shop.changed('');
    const { preview } = await beside(target, { tables: ['shop.line'], keepForeignKeys: true });
    expect(preview.warnings).toEqual([expect.stringContaining('large object')]);
    const [row] = await target.query(
      `SELECT confrelid::regclass::text AS to FROM pg_constraint WHERE contype = 'f' AND conrelid = 'shop.line_old'::regclass`,
    );
    expect(row).toEqual({ to: 'shop.invoice' });
  });

  test('lets a partition and a child stand by themselves, lest their rows be there twice', async () => {
    const target = await shop.changed(
      `ALTER TABLE shop.animal ADD COLUMN weight int; ALTER TABLE shop.animal DROP CONSTRAINT animal_pkey`,
    );
    const before = await describeWhole(target);
    const counts = async () => [await countRows(target, 'shop.event'), await countRows(target, 'shop.animal')];
    expect(await counts()).toEqual([701, 3]);
    const { preview } = await beside(target, { tables: ['shop.event_2025', 'shop.cat'] });
    expect(told(preview)).toContain(
      'omit TABLE ATTACH shop.event_2025: shop.event is not restored along: the table stands by itself',
    );
    expect(await counts()).toEqual([701, 3]);
    expect(await target.query('SELECT * FROM shop.cat_old ORDER BY name')).toEqual([
      { name: 'Kitty', lives: 7 },
      { name: 'Tom', lives: 9 },
    ]);
    expect(
      await target.query(
        `SELECT FROM pg_inherits WHERE inhrelid IN ('shop.cat_old'::regclass, 'shop.event_2025_old'::regclass)`,
      ),
    ).toEqual([]);
    expect(await target.query(`SELECT FROM pg_class WHERE relname LIKE 'pgstow_parent%'`)).toEqual([]);
    expect(await lost(target, before)).toEqual([]);
  });

  test('restores a partitioned table with its partitions, those too whose names are free', async () => {
    const target = await shop.changed('DROP TABLE shop.event_2025');
    const { preview } = await beside(target, { tables: ['shop.event'] });
    expect(told(preview)).toContain(
      'rename TABLE shop.event_2025 as shop.event_2025_old: its parent shop.event is restored under another name',
    );
    expect(await countRows(target, 'shop.event_old')).toBe(701);
    expect(await countRows(target, 'shop.event')).toBe(336);
  });

  test('leaves views as they are, and does not turn others to the restored tables', async () => {
    const target = await shop.changed('DROP VIEW shop.biggest; DROP MATERIALIZED VIEW shop.turnover');
    const before = await describeWhole(target);
    const { preview } = await beside(target, { schemas: ['shop'] });
    expect(told(preview).filter((line) => / (MATERIALIZED )?VIEW /.test(line))).toEqual([
      'keep VIEW shop.open_invoice: it is there already, and holds nothing to restore beside it',
      'create VIEW shop.biggest',
      "omit MATERIALIZED VIEW shop.turnover: it reads shop.invoice, which is restored under another name; restored by itself it reads the target's",
    ]);
    expect(await lost(target, before)).toEqual([]);
    await beside(target, { tables: ['shop.turnover'] });
    expect(await countRows(target, 'shop.turnover')).toBe(50);
  });

  test('uses types and functions that are there, and tells those that are others', async () => {
    const target =
      await shop.changed(`ALTER TYPE shop.state ADD VALUE 'lost'; ALTER DOMAIN other.amount ADD CHECK (VALUE < 1e9);
      CREATE OR REPLACE FUNCTION other.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`);
    const { preview } = await beside(target, { tables: ['shop.invoice'] });
    const stays = (what: string) =>
      `${what} has another definition in the target, which stays: what is restored uses it`;
    expect(preview.warnings.filter((line) => line.includes('another definition'))).toEqual([
      stays('DOMAIN other.amount'),
      stays('TYPE shop.state'),
      stays('FUNCTION other.note()'),
    ]);
    expect(told(preview)).toContain('keep FUNCTION other.twice(numeric): it is there already');
    expect(told(preview)).toContain('keep TYPE shop.state: it is there already, with another definition');
  });

  test('gives what comes with a new table another name where that is taken, a type counting as a table', async () => {
    const target = await shop.empty();
    await target.query(
      'CREATE SCHEMA shop; CREATE TABLE shop.customer_pkey (); CREATE SEQUENCE shop.customer_id_seq; CREATE TYPE shop.animal AS ENUM ()',
    );
    const { preview } = await beside(target, { tables: ['shop.customer', 'shop.animal'] });
    expect(told(preview)).toEqual(
      [
        'keep SCHEMA .shop: it is there already',
        'create TABLE shop.customer',
        'rename TABLE shop.animal as shop.animal_old: a type of that name is there already',
        'rename SEQUENCE shop.customer_id_seq as shop.customer_id_seq_old: the name is taken',
        'rename CONSTRAINT shop.animal_pkey as shop.animal_pkey_old: it comes with shop.animal',
        'rename CONSTRAINT shop.customer_pkey as shop.customer_pkey_old: the name is taken',
      ].sort((a, b) => order(preview, a) - order(preview, b)),
    );
    const [row] = await target.query(`INSERT INTO shop.customer (name) VALUES ('x') RETURNING id`);
    expect(row).toEqual({ id: 51 });
  });

  test('warns of publications of everything, and publishes nothing that it renames', async () => {
    const target = await shop.changed(
      'CREATE PUBLICATION everything FOR ALL TABLES; CREATE PUBLICATION of_shop FOR TABLES IN SCHEMA shop; CREATE PUBLICATION of_other FOR TABLES IN SCHEMA other',
    );
    const { preview } = await beside(target, { tables: ['shop.customer'], dryRun: true });
    expect(preview.warnings.filter((line) => line.includes('publication'))).toEqual([
      'publication everything of the target publishes all tables: the restored ones too, which its subscribers do not have',
      'publication of_shop of the target publishes all tables of schema shop: the restored ones too, which its subscribers do not have',
    ]);
  });

  test('restores beside again and again', async () => {
    const target = await shop.changed('');
    const request = { tables: ['shop.customer'] };
    for (const name of ['customer_old', 'customer_old_2', 'customer_old_3']) {
      await beside(target, request);
      expect(await countRows(target, `shop.${name}`)).toBe(50);
    }
  });

  test('that was cut off starts over under the same names', async () => {
    const target = await shop.changed('');
    const before = await describeWhole(target);
    const request = { conflict: 'rename', schemas: ['shop'] } as const;
    const abort = new AbortController();
    const first: Preview[] = [];
    const cutOff = shop.repository.restore(target.target, request, {
      signal: abort.signal,
      onPreview: (preview) => first.push(preview),
      onEvent: (event) => {
        if (event.kind === 'phase' && event.phase === 'finish') abort.abort();
      },
    });
    await expect(cutOff).rejects.toMatchObject({ code: 'interrupted' });
    const { preview } = await shop.repository.restore(target.target, request);
    expect(preview.items).toEqual(first[0]!.items);
    expect(await lost(target, before)).toEqual([]);
    const [row] = await target.query(
      `SELECT count(*)::int AS tables FROM pg_class WHERE relname LIKE 'invoice\\_dbs%' AND relkind = 'r'`,
    );
    expect(row).toEqual({ tables: 1 });
  });

  test('that was cut off goes on under the same names', async () => {
    const target = await shop.changed('');
    const before = await describeWhole(target);
    const request = { plan, target: target.target, schemas: ['shop'] };
    const abort = new AbortController();
    const stop = (event: EngineEvent) => {
      if (event.kind === 'phase' && event.phase === 'finish') abort.abort();
    };
    const cutOff = restore(shop.repository.repository, request, { signal: abort.signal, onEvent: stop });
    const { hint } = await cutOff.then(() => ({ hint: '' })).catch((thrown: { hint: string }) => thrown);
    const resume = /--resume (\S+),/.exec(hint)?.[1];
    const { preview } = await restore(shop.repository.repository, { plan, target: target.target, resume });
    expect(preview.warnings[0]).toMatch(
      /^the unfinished restore .* is gone on with: (\d+) of \1 tables are loaded already$/,
    );
    expect((await takePlaces(target, before, preview)).filter((line) => !/pg_rewrite|Type: RULE/.test(line))).toEqual(
      [],
    );
  });

  // no other file changes this role: of two who change one at the same moment the server refuses one
  test('needs no right on the tables that are there', async () => {
    const target = await shop.changed('');
    await makeRoles(target, 'renaming_restorer');
    await target.query(`ALTER ROLE renaming_restorer LOGIN; GRANT CREATE ON DATABASE "${target.name}" TO renaming_restorer;
      GRANT USAGE, CREATE ON SCHEMA shop TO renaming_restorer; GRANT USAGE ON SCHEMA other TO renaming_restorer`);
    const request = { tables: ['shop.invoice', 'shop.cat', 'shop.event_2025'], owner: false, acl: false };
    const restored = shop.repository.restore(
      { ...target.target, user: 'renaming_restorer' },
      { conflict: 'rename', renameFormat, ...request },
    );
    expect((await restored).proved).toBe(3);
    const owners = await target.query(
      `SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relname LIKE '%\\_old'`,
    );
    expect(owners).toEqual([{ owner: 'renaming_restorer' }]);
  });

  test('refuses a format that makes no names', async () => {
    const target = await shop.empty();
    const failed = beside(target, { renameFormat: 'old' });
    await expect(failed).rejects.toMatchObject({
      code: 'input',
      message: 'the rename format "old" must name {name}, once',
    });
  });
});

function order(preview: Preview, line: string): number {
  return told(preview).indexOf(line);
}
