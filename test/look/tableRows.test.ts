import { expect, test } from 'vitest';
import { type TableRows, type TableRowsRequest, withTableRows } from '../../engine/look/withTableRows.ts';
import { plan, TestRepository } from '../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../servers.ts';

/** All values that a request gives. */
function valuesOf(repository: TestRepository, request: Omit<TableRowsRequest, 'set'> & { plan?: string }) {
  return withTableRows(repository.repository, { plan, ...request }, async (rows) => collect(rows.values()));
}

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const each of all) collected.push(each);
  return collected;
}

async function textOf(rows: TableRows): Promise<string> {
  const chunks = [];
  for await (const chunk of rows.copyText()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('latin1');
}

test('rows come without a server, as COPY text and as values', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE odd (id int, "a b" text, double int GENERATED ALWAYS AS (id * 2) STORED, bytes bytea);
    INSERT INTO odd VALUES (1, E'tab\\t line\\n back\\\\slash \\b\\f\\r\\v', DEFAULT, '\\x00ff'), (2, NULL, DEFAULT, NULL), (3, '', DEFAULT, '');
    CREATE TABLE bare (); INSERT INTO bare DEFAULT VALUES; INSERT INTO bare DEFAULT VALUES`);
  await using repository = await TestRepository.open('none');
  await repository.backup(source);
  expect(await valuesOf(repository, { table: 'public.odd' })).toEqual([
    ['1', 'tab\t line\n back\\slash \b\f\r\v', '\\x00ff'],
    ['2', null, null],
    ['3', '', '\\x'],
  ]);
  const text = await withTableRows(repository.repository, { plan, table: '*.odd', limit: 2 }, textOf);
  expect(text).toBe('1\ttab\\t line\\n back\\\\slash \\b\\f\\r\\v\t\\\\x00ff\n2\t\\N\t\\N\n');
  expect(await valuesOf(repository, { table: 'public.bare' })).toEqual([[], []]);
  expect(await valuesOf(repository, { table: 'public.odd', limit: 0 })).toEqual([]);
});

test('only as much is read as a limit needs', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE big AS SELECT n, repeat(md5(n::text), 125) AS v FROM generate_series(1, 12000) n;
    CREATE TABLE small AS SELECT 1 AS n`);
  await using repository = await TestRepository.open('none');
  const set = await repository.backup(source);
  expect(set.totals.blobs).toBeGreaterThan(2);
  const { blobs } = repository.repository;
  const fetched: string[] = [];
  const get = blobs.get.bind(blobs);
  blobs.get = (name, options) => {
    fetched.push(name);
    return get(name, options);
  };
  expect(await valuesOf(repository, { table: 'public.big', limit: 3 })).toHaveLength(3);
  expect(await valuesOf(repository, { table: 'public.small' })).toEqual([['1']]);
  expect(fetched).toHaveLength(2);
  expect(await valuesOf(repository, { table: 'public.big', limit: 11_000 })).toHaveLength(11_000);
});

test('texts of another encoding are read as what they are', async (context) => {
  const source = await freshDatabase(await server('18', context), { encoding: 'WIN1251' });
  await source.query(`CREATE TABLE words AS SELECT 'слово' AS word`);
  await using repository = await TestRepository.open('none');
  await repository.backup(source);
  expect(await valuesOf(repository, { table: 'public.words' })).toEqual([['слово']]);
  const bytes = await withTableRows(repository.repository, { plan, table: 'public.words' }, textOf);
  expect(Buffer.from(bytes, 'latin1').toString('hex')).toBe('f1ebeee2ee0a');
});

test('what has no rows is told apart', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE parted (n int) PARTITION BY LIST (n); CREATE TABLE part_1 PARTITION OF parted FOR VALUES IN (1);
    CREATE TABLE log (n int); CREATE VIEW seen AS SELECT * FROM log`);
  await using repository = await TestRepository.open('none');
  const { set } = await repository.backup(source, { objects: { structureOnly: ['public.log'] } });
  const refusal = (table: string) =>
    valuesOf(repository, { table }).catch(({ code, message, hint }) => ({ code, message, hint }));
  expect(await refusal('public.parted')).toEqual({
    code: 'input',
    message: 'table public.parted has no rows of its own in a set',
    hint: 'its rows are in its partitions: "public"."part_1"',
  });
  expect(await refusal('public.seen')).toMatchObject({
    message: 'view public.seen has no rows of its own in a set',
    hint: 'pgstow query asks it, in a throwaway PostgreSQL',
  });
  expect(await refusal('public.log')).toMatchObject({
    message: `set ${set} holds no rows of "public"."log": the plan asks for its structure only`,
  });
  expect(await refusal('public.lgo')).toMatchObject({
    message: `set ${set} holds no table public.lgo`,
    hint: 'did you mean public.log?',
  });
  expect(await refusal('public.*')).toMatchObject({
    message: 'public.* means 2 tables: "public"."part_1", "public"."log"',
    hint: 'name one of them',
  });
});

test('a damaged blob is found, however few rows are asked for', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE t AS SELECT n, md5(n::text) FROM generate_series(1, 50000) n');
  await using repository = await TestRepository.open('none');
  await repository.backup(source);
  const { blobs } = repository.repository;
  const get = blobs.get.bind(blobs);
  blobs.get = async (name, options) => {
    const { zstdCompressSync, zstdDecompressSync } = await import('node:zlib');
    const content = zstdDecompressSync(await get(name, options));
    content[content.length - 2]! ^= 1;
    return zstdCompressSync(content);
  };
  for (const limit of [1, undefined]) {
    await expect(valuesOf(repository, { table: 'public.t', limit })).rejects.toMatchObject({ code: 'damaged' });
  }
});
