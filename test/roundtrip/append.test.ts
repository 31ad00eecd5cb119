import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startServer } from '../../embedded/server.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';
import { countRows } from './shop.ts';
import { TestRepository } from './testRepository.ts';

const definitions = `
  CREATE TABLE first (id serial PRIMARY KEY, v text, twice int GENERATED ALWAYS AS (1) STORED);
  CREATE UNLOGGED TABLE fleeting (id int PRIMARY KEY);
  CREATE TABLE second (id int PRIMARY KEY, v text);`;

describe('a restore with "append"', () => {
  let repository: TestRepository | undefined;
  let source: TestDatabase;

  beforeEach(async (context) => {
    if (repository) return;
    source = await freshDatabase(await server('18', context));
    await source.query(`${definitions}
      INSERT INTO first (v) SELECT 'row ' || g FROM generate_series(1, 100) g;
      INSERT INTO fleeting SELECT generate_series(1, 1000);
      INSERT INTO second SELECT g, 'row ' || g FROM generate_series(1, 50) g;`);
    repository = await TestRepository.open();
    await repository.backup(source);
  });
  afterAll(() => repository?.[Symbol.asyncDispose]());

  const targetWith = async (sql = '') => {
    const target = await freshDatabase(source.server);
    await target.query(`${definitions} ${sql}`);
    return target;
  };

  test('adds the rows to those that are there and proves them', async () => {
    const target = await targetWith(`INSERT INTO first VALUES (-1, 'mine')`);
    const { proved } = await repository!.restore(target.target, { conflict: 'append' });
    expect(proved).toBe(3);
    expect(await countRows(target, 'first')).toBe(101);
  });

  test("takes rows back that are not the set's when they are read, however often it is tried", async () => {
    const target = await targetWith(`
      INSERT INTO second VALUES (-1, 'mine');
      CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.v := 'changed'; RETURN NEW; END$$;
      CREATE TRIGGER change BEFORE INSERT ON second FOR EACH ROW EXECUTE FUNCTION change();`);
    for (const _ of ['first', 'again']) {
      const failed = repository!.restore(target.target, { conflict: 'append', tables: ['public.second'] });
      await expect(failed).rejects.toMatchObject({
        code: 'verification',
        message: expect.stringMatching(/^public\.second: the target holds 50 rows with hash/),
      });
      expect(await countRows(target, 'second')).toBe(1);
    }
  });

  test('says of no table that it is proved when it has not read it', async () => {
    const target = await targetWith(`INSERT INTO second VALUES (7, 'mine')`);
    const append = () => repository!.restore(target.target, { conflict: 'append', jobs: 1 });
    await expect(append()).rejects.toThrow(/second.*duplicate key/);
    await target.query('DELETE FROM second');
    expect(await append()).toMatchObject({ proved: 1, provedRows: 50 }); // the larger ones were there already
    expect(await countRows(target, 'first')).toBe(100);
    expect(await countRows(target, 'fleeting')).toBe(1000);
    expect(await countRows(target, 'second')).toBe(50);
  });

  test('is refused by the preview where columns are not there or cannot be written to', async () => {
    const target = await targetWith(`
      ALTER TABLE first DROP COLUMN v; ALTER TABLE second DROP COLUMN v; ALTER TABLE second ADD COLUMN v text GENERATED ALWAYS AS ('x') STORED`);
    const failed = repository!.restore(target.target, { conflict: 'append' });
    await expect(failed).rejects.toMatchObject({
      code: 'conflict',
      message:
        "nothing can be appended to TABLE public.first: the target's has no column v to write to; " +
        "nothing can be appended to TABLE public.second: the target's has no column v to write to",
    });
    expect(await countRows(target, 'fleeting')).toBe(0);
  });

  test('does without a sequence that the table there has not, and says so', async () => {
    const target = await targetWith('ALTER TABLE first ALTER id DROP DEFAULT; DROP SEQUENCE first_id_seq');
    const { preview } = await repository!.restore(target.target, { conflict: 'append' });
    expect(preview.warnings).toEqual([
      "SEQUENCE public.first_id_seq is left out: the target's TABLE public.first does without it",
    ]);
    expect(await countRows(target, 'first')).toBe(100);
    expect(await target.query(`SELECT to_regclass('first_id_seq') AS sequence`)).toEqual([{ sequence: null }]);
  });

  test('goes on after a crash of the server, which empties unlogged tables, with all rows and none twice', async () => {
    await using own = await startServer();
    await using crashed = await freshDatabase(own);
    await crashed.query(`${definitions} INSERT INTO second VALUES (7, 'mine')`);
    const append = () => repository!.restore(crashed.target, { conflict: 'append', jobs: 1 });
    await expect(append()).rejects.toThrow(/duplicate key/);
    expect(await countRows(crashed, 'fleeting')).toBe(1000);
    await own.kill9();
    await own.restart();
    const again = new TestDatabase(own, crashed.name);
    await again.query('DELETE FROM second');
    await append();
    for (const [table, rows] of [
      ['first', 100],
      ['fleeting', 1000],
      ['second', 50],
    ] as const) {
      expect(await countRows(again, table)).toBe(rows);
    }
  });
});

test('another restore is told which rows an unfinished one had appended', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(
    'CREATE TABLE large AS SELECT n FROM generate_series(1, 1000) n; CREATE TABLE small AS SELECT 1 AS n',
  );
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const target = await freshDatabase(source.server);
  await target.query('CREATE TABLE large (n int); CREATE TABLE small (n int CHECK (n > 1))');
  await expect(repository.restore(target.target, { conflict: 'append', jobs: 1 })).rejects.toThrow(/small_n_check/);
  await expect(repository.restore(target.target, { conflict: 'skip' })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(
      /^an earlier restore \(\S+, of set \S+\) did not finish here and left the rows that it had appended to "public"."large"$/,
    ),
  });
});
