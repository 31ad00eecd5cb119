import { describe, expect, test } from 'vitest';
import { freshDatabase, server, TestDatabase, versions } from '../servers.ts';
import { difference } from './describe.ts';
import { TestRepository } from './testRepository.ts';

/** Runs a statement that is no UTF-8: `\xNN` in it stands for a byte. */
const raw = (statement: string) =>
  `DO $do$BEGIN EXECUTE convert_from('${statement.replaceAll("'", "''")}', 'SQL_ASCII'); END$do$`;

describe.each(versions)('the encodings of PostgreSQL %s', (version) => {
  test('a SQL_ASCII database comes back with its bytes, whatever they mean, in definitions as in rows', async (context) => {
    const source = await freshDatabase(await server(version, context), { encoding: 'SQL_ASCII' });
    await source.query(`
      CREATE TABLE "é" (id int, v text); INSERT INTO "é" VALUES (1, 'é'); COMMENT ON TABLE "é" IS 'é';
      ${raw(`ALTER TABLE "é" ALTER v SET DEFAULT '\\351', ADD CHECK (v <> 'é \\377 \\200')`)};
      ${raw(`CREATE TYPE mood AS ENUM ('\\344', 'ä')`)};
      ${raw(`CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''\\374'''`)};
      ${raw(`COMMENT ON FUNCTION f() IS '\\337 é'`)};
      INSERT INTO "é" (id) VALUES (2); CREATE TABLE moods AS SELECT unnest(enum_range(NULL::mood)) AS mood`);
    await using repository = await TestRepository.open();
    await repository.backup(source);
    const target = new TestDatabase(source.server, `${source.name}_back`);
    await repository.restore(target.target, { createDatabase: true });
    expect(await difference(source, target)).toEqual([]);
    const bytes = `SELECT (SELECT string_agg(convert_to(v, 'SQL_ASCII')::text, ' ' ORDER BY id) FROM "é") AS rows, convert_to(f(), 'SQL_ASCII')::text AS body,
                          convert_to(obj_description('f()'::regprocedure), 'SQL_ASCII')::text AS comment, (SELECT convert_to(min(mood)::text, 'SQL_ASCII')::text FROM moods) AS label`;
    expect(await target.query(bytes)).toEqual([
      { rows: '\\xc3a9 \\xe9', body: '\\xfc', comment: '\\xdf20c3a9', label: '\\xe4' },
    ]);
    await target.drop();
  });

  test('a SQL_ASCII database is refused at once when a name in it is no UTF-8', async (context) => {
    const source = await freshDatabase(await server(version, context), { encoding: 'SQL_ASCII' });
    await source.query(raw('CREATE TABLE "caf\\351" (id int)'));
    await using repository = await TestRepository.open();
    await expect(repository.backup(source)).rejects.toMatchObject({
      code: 'unsupported',
      message: 'a name in this SQL_ASCII database is no UTF-8: caf\\351',
    });
  });

  test('rows change their encoding when they can, and else the table is named', async (context) => {
    const on = await server(version, context);
    const source = await freshDatabase(on, { encoding: 'LATIN1' });
    await source.query(`CREATE TABLE fits (v text); INSERT INTO fits VALUES ('é');`);
    await using repository = await TestRepository.open();
    await repository.backup(source);
    const target = await freshDatabase(on, { encoding: 'UTF8' });
    await repository.restore(target.target);
    expect(await target.query('SELECT v FROM fits')).toEqual([{ v: 'é' }]);

    await target.query(`CREATE TABLE wide (v text); INSERT INTO wide VALUES ('日本')`);
    await repository.backup(target);
    const narrow = await freshDatabase(on, { encoding: 'LATIN1' });
    await expect(repository.restore(narrow.target)).rejects.toThrow(
      /cannot load .*wide.*: character with byte sequence/,
    );
  });
});
