import { describe, expect, test } from 'vitest';
import { databaseProperties, expectSameDatabase } from '../oracle.ts';
import { freshDatabase, server, TestDatabase, versions } from '../servers.ts';
import { TestRepository } from './testRepository.ts';

describe.each(versions)('the settings of a database of PostgreSQL %s', (version) => {
  test('are in force when rows are checked and materialized views are filled, in a database that is created', async (context) => {
    const on = await server(version, context);
    const source = await freshDatabase(on);
    await source.query(
      settingsOf(source, { TimeZone: 'Asia/Kathmandu', default_text_search_config: 'german', 'my.tenant': "it's" }),
    );
    await reconnected(source).query(dependingOnSettings);
    await using repository = await TestRepository.open();
    await repository.backup(source);
    await using target = new TestDatabase(on, `${source.name}_created`);
    await repository.restore(target.target, { createDatabase: true });
    await expectSame(source, target);
  });

  test('are those of the target where the database is there already', async (context) => {
    const on = await server(version, context);
    const [source, target] = [await freshDatabase(on), await freshDatabase(on)];
    for (const each of [source, target])
      await each.query(settingsOf(each, { TimeZone: 'Asia/Kathmandu', 'my.tenant': 'a' }));
    await target.query(settingsOf(target, { array_nulls: 'off', transform_null_equals: 'on', DateStyle: 'German' }));
    await reconnected(source).query(`${dependingOnSettings}; CREATE VIEW never AS SELECT v FROM words WHERE v = NULL`);
    await using repository = await TestRepository.open();
    await repository.backup(source);
    await repository.restore(target.target);
    expect(
      await reconnected(target).query('SELECT instant, words FROM as_text, (SELECT array_agg(v) FROM words) w(words)'),
    ).toEqual([{ instant: '02.01.2026 08:49:05 +0545', words: [null, 'NULL'] }]);
    expect(await target.query(`SELECT pg_get_viewdef('never') AS sql`)).toEqual(
      await source.query(`SELECT pg_get_viewdef('never') AS sql`),
    );
    await repository.restore(target.target, { conflict: 'replace' });
    expect(await reconnected(target).query('SELECT instant FROM as_text')).toEqual([
      { instant: '02.01.2026 08:49:05 +0545' },
    ]);
  });

  test('do not change how definitions are written', async (context) => {
    const on = await server(version, context);
    const source = await freshDatabase(on);
    await source.query(settingsOf(source, { quote_all_identifiers: 'on', standard_conforming_strings: 'off' }));
    await reconnected(source).query(String.raw`
      CREATE TABLE t (v text DEFAULT E'a\\b''c' CHECK (v <> E'\\'), n int CHECK (n > 0));
      ALTER TABLE t ADD CONSTRAINT broken CHECK (n < 0) NOT VALID;
      CREATE FUNCTION f(text, name) RETURNS text LANGUAGE sql AS 'SELECT $1'; COMMENT ON FUNCTION f(text, name) IS E'\\n'`);
    await using repository = await TestRepository.open();
    await repository.backup(source);
    const target = await freshDatabase(on);
    await repository.restore(target.target);
    await expectSame(source, target);
  });
});

const dependingOnSettings = `
  CREATE TABLE days (day timestamptz CHECK (day = date_trunc('day', day)));
  INSERT INTO days SELECT generate_series('2026-01-01'::timestamptz, '2026-01-10', '1 day');
  CREATE TABLE words (v text CHECK (v <> current_setting('my.tenant')));
  INSERT INTO words VALUES (NULL), ('NULL');
  CREATE TABLE lists (v text[]);
  INSERT INTO lists VALUES (ARRAY[NULL, 'NULL']);
  CREATE MATERIALIZED VIEW per_day AS SELECT day::date AS day, count(*) FROM days GROUP BY 1;
  CREATE MATERIALIZED VIEW found AS SELECT to_tsvector('Die Häuser') AS v;
  CREATE MATERIALIZED VIEW as_text AS SELECT '2026-01-02 03:04:05+00'::timestamptz::text AS instant, current_setting('my.tenant') AS tenant`;

function settingsOf({ name }: TestDatabase, settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([setting, value]) => `ALTER DATABASE ${name} SET ${setting} = '${value.replaceAll("'", "''")}'`)
    .join('; ');
}

/** The same database by another connection, which has the settings. */
function reconnected({ server: on, name }: TestDatabase): TestDatabase {
  return new TestDatabase(on, name);
}

/** A pg_dump connects by itself, and writes as the settings of each database say. */
const byOtherSettings = /^pg_dump: /;

async function expectSame(source: TestDatabase, target: TestDatabase): Promise<void> {
  const [expected, actual] = [await source.connect(), await target.connect()];
  for (const each of [expected, actual])
    await each.query('SET quote_all_identifiers = off; SET standard_conforming_strings = on');
  await expectSameDatabase(expected, actual, { ignore: [...databaseProperties, byOtherSettings] });
  await Promise.all([expected.end(), actual.end()]);
}
