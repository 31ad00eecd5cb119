import { expect, test } from 'vitest';
import { server, TestDatabase } from '../servers.ts';
import { describeWhole } from './describe.ts';
import { TestRepository } from './testRepository.ts';

test.for([
  ['18', "LOCALE_PROVIDER icu ICU_LOCALE 'de-DE' ICU_RULES '&a < g' LOCALE 'C'"],
  ['18', "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C' CONNECTION LIMIT 7"],
  ['15', "LOCALE_PROVIDER icu ICU_LOCALE 'de-DE' LOCALE 'C'"],
  ['15', "LC_COLLATE 'C' LC_CTYPE 'POSIX'"],
] as const)('a database of PostgreSQL %s is created again as it was: %s', async ([version, properties], context) => {
  const on = await server(version, context);
  await using source = new TestDatabase(on, `test_${process.pid}_locale`);
  await using target = new TestDatabase(on, `test_${process.pid}_created`);
  await using repository = await TestRepository.open();
  const postgres = new TestDatabase(on, 'postgres');
  await postgres.query(`CREATE DATABASE ${source.name} TEMPLATE template0 ${properties}`);
  await source.query(`CREATE TABLE t (v text PRIMARY KEY); INSERT INTO t VALUES ('a'), ('g'), ('ä'), ('Z')`);
  await repository.backup(source);
  await repository.restore(target.target, { createDatabase: true });
  expect(await describeWhole(target)).toEqual(await describeWhole(source));
});
