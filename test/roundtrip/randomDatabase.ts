import fc from 'fast-check';
import { quoteIdent } from '../../engine/postgres/identifier.ts';
import { customTypes, type Encoding, orNull, type RandomType, randomTypes } from './randomValues.ts';

export interface RandomDatabase {
  readonly encoding: Encoding;
  /** Makes it, statement by statement. */
  readonly statements: readonly string[];
}

/** Databases of one to six tables, of any types, with any rows. */
export const randomDatabase: fc.Arbitrary<RandomDatabase> = fc
  .oneof(
    { weight: 3, arbitrary: fc.constant('UTF8' as const) },
    { weight: 1, arbitrary: fc.constant('LATIN1' as const) },
    { weight: 1, arbitrary: fc.constant('SQL_ASCII' as const) },
  )
  .chain((encoding) => {
    const types = randomTypes(encoding);
    const tables = fc.array(table(types), { minLength: 1, maxLength: 6 });
    return tables.map((made) => ({
      encoding,
      statements: ['CREATE EXTENSION hstore', customTypes, ...made.flatMap((build, at) => build(at))],
    }));
  });

interface Column {
  readonly type: RandomType;
  readonly notNull: boolean;
  readonly dropped: boolean;
  readonly name: string;
}

type Build = (at: number) => string[];

const names = ['a', 'B c', 'select', 'd"q', "e'q", 'ü', 'back\\slash', 'a.b', '%s'];

/** A table and its rows; the kinds of tables are those that are read or written in ways of their own. */
function table(types: readonly RandomType[]): fc.Arbitrary<Build> {
  const column = fc.record({
    type: fc.constantFrom(...types),
    notNull: fc.boolean(),
    dropped: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    name: fc.constantFrom(...names),
  });
  const kind = fc.constantFrom(
    'plain',
    'plain',
    'plain',
    ...['unlogged', 'partitioned', 'inherited', 'generated', 'identity'],
  );
  return fc
    .tuple(fc.array(column, { maxLength: 9 }), kind, fc.constantFrom(0, 0, 0, 30, 400))
    .chain(([columns, kind, copies]) =>
      fc
        .array(row(columns), { maxLength: 8 })
        .map((rows) => (at: number) => build(`t${at} "é`, { columns, kind, rows, copies })),
    );
}

function row(columns: readonly Column[]): fc.Arbitrary<string[]> {
  return fc.tuple(
    ...columns.map(({ type, notNull }) => (notNull || type.sql === 'code' ? type.values : orNull(type.values))),
  );
}

interface Shape {
  readonly columns: readonly Column[];
  readonly kind: string;
  readonly rows: readonly (readonly string[])[];
  /** How often the rows are there once more. */
  readonly copies: number;
}

function build(name: string, { columns, kind, rows, copies }: Shape): string[] {
  const table = quoteIdent(name);
  const named = columns.map((column, at) => ({ ...column, name: quoteIdent(`${column.name}${at}`) }));
  const definitions = named.map(({ name, type, notNull }) => `${name} ${type.sql}${notNull ? ' NOT NULL' : ''}`);
  const before = kind === 'partitioned' ? ['part int NOT NULL DEFAULT 3'] : [];
  const insert = rows.map((values) => {
    const typed = values.map((value, at) => `(${value})::${named[at]!.type.sql.replace(/ COLLATE .*/, '')}`);
    return named.length > 0
      ? `INSERT INTO ${table} (${named.map((column) => column.name).join(', ')}) VALUES (${typed.join(', ')})`
      : `INSERT INTO ${table} DEFAULT VALUES`;
  });
  return [
    `CREATE ${kind === 'unlogged' ? 'UNLOGGED ' : ''}TABLE ${table} (${[...before, ...definitions, ...extra(kind)].join(', ')})${
      kind === 'partitioned' ? ' PARTITION BY RANGE (part)' : ''
    }`,
    ...around(name, kind),
    ...insert,
    ...more(table, kind, copies),
    ...spread(name, kind),
    ...named.filter(({ dropped }) => dropped).map((column) => `ALTER TABLE ${table} DROP COLUMN ${column.name}`),
  ];
}

/** The same rows many times over, the long ones left aside. */
function more(table: string, kind: string, copies: number): string[] {
  if (copies === 0 || kind === 'generated') return [];
  const overriding = kind === 'identity' ? 'OVERRIDING USER VALUE ' : '';
  return [
    `INSERT INTO ${table} ${overriding}SELECT t.* FROM ${table} t, generate_series(1, ${copies}) WHERE length(t::text) < 500`,
  ];
}

/** Some of the rows to another partition, all of them once more to the heir. */
function spread(name: string, kind: string): string[] {
  const table = quoteIdent(name);
  if (kind === 'partitioned') return [`UPDATE ${table} t SET part = 9 WHERE length(t::text) % 2 = 0`];
  if (kind === 'inherited') return [`INSERT INTO ${quoteIdent(`${name} heir`)} SELECT t.* FROM ONLY ${table} t`];
  return [];
}

/** Columns whose values the server makes. */
function extra(kind: string): string[] {
  if (kind === 'generated') return ['base int DEFAULT 7', 'twice int GENERATED ALWAYS AS (base * 2) STORED'];
  if (kind === 'identity') return ['number int GENERATED ALWAYS AS IDENTITY', 'serial serial'];
  return [];
}

/** What else a kind of table consists of. */
function around(name: string, kind: string): string[] {
  const table = quoteIdent(name);
  switch (kind) {
    case 'partitioned':
      return [
        `CREATE TABLE ${quoteIdent(`${name} low`)} PARTITION OF ${table} FOR VALUES FROM (MINVALUE) TO (5)`,
        `CREATE TABLE ${quoteIdent(`${name} rest`)} PARTITION OF ${table} DEFAULT`,
      ];
    case 'inherited':
      return [`CREATE TABLE ${quoteIdent(`${name} heir`)} (more text DEFAULT 'more') INHERITS (${table})`];
    default:
      return [];
  }
}
