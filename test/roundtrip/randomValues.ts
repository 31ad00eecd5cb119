import fc from 'fast-check';

/** A type of a column, and values of it as SQL expressions. */
export interface RandomType {
  readonly sql: string;
  readonly values: fc.Arbitrary<string>;
}

export type Encoding = 'UTF8' | 'LATIN1' | 'SQL_ASCII';

/** The types that a database of this encoding and version can have, some of them made by {@link customTypes}. */
export function randomTypes(encoding: Encoding): RandomType[] {
  const text = randomText(encoding);
  const scalars = [...fixedTypes, ...textTypes(text)];
  const composites = [
    type(
      'pair',
      fc.tuple(fc.integer(), orNull(text)).map(([n, t]) => `ROW(${n}, ${t})`),
    ),
    type(
      'deep',
      fc
        .tuple(orNull(text), fc.array(orNull(text), { maxLength: 3 }))
        .map(([t, list]) => `ROW(ROW(7, ${t}), ARRAY[${list.join(', ')}]::text[], 'a b')`),
    ),
  ];
  const elements = [...scalars.filter(({ sql }) => !noArrays.has(sql)), ...composites];
  return [...scalars, ...composites, ...elements.map(arrayOf)];
}

/** The types that a user makes, before any table. */
export const customTypes = `
  CREATE TYPE mood AS ENUM ('so so', 'hap''py', '"', '\\', 'a,b');
  CREATE DOMAIN code AS varchar(8) NOT NULL DEFAULT 'x' CHECK (VALUE <> 'forbidden');
  CREATE DOMAIN moods AS mood[] CHECK (cardinality(VALUE) < 9);
  CREATE TYPE pair AS (a int, b text COLLATE "C");
  CREATE TYPE deep AS (p pair, list text[], c code);
  CREATE TYPE floats AS RANGE (subtype = float8, subtype_diff = float8mi);`;

/** Arrays whose elements contain what an array literal treats specially are made of expressions; these have no array here. */
const noArrays: ReadonlySet<string> = new Set(['moods', 'code']);

function type(sql: string, values: fc.Arbitrary<string>): RandomType {
  return { sql, values };
}

export function orNull(values: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof({ weight: 5, arbitrary: values }, { weight: 1, arbitrary: fc.constant('NULL') });
}

/** Text literals of the values that are known to be hard, and random ones beside them. */
function some(sql: string, hard: readonly string[], random?: fc.Arbitrary<string>): RandomType {
  const literals = hard.map((value) => `'${value.replaceAll("'", "''")}'`);
  const constants = fc.constantFrom(...literals);
  return type(sql, random ? fc.oneof(constants, random) : constants);
}

const quoted = (text: unknown) => `'${String(text).replaceAll("'", "''")}'`;

/** Any characters that the encoding has but the one that no PostgreSQL text can hold, as bytes. */
function randomText(encoding: Encoding): fc.Arbitrary<string> {
  const special = fc.constantFrom(
    ...['\\', '\t', '\n', '\r', '\b', '\v', "'", '"', ',', '{', '}', '(', ')', ' ', '\\.', '\\N', '\n\\.\n'],
  );
  const ascii = fc.string({ maxLength: 5 });
  const wide = fc.string({ unit: 'binary', maxLength: 8 });
  const asBytes = (text: string) => Buffer.from(text.replaceAll('\0', '0'), encoding === 'UTF8' ? 'utf8' : 'latin1');
  const anyByte = fc.uint8Array({ min: 1, maxLength: 12 }).map((bytes) => Buffer.from(bytes));
  const parts = fc.array(fc.oneof(special, ascii, ...(encoding === 'UTF8' ? [wide] : [])), { maxLength: 8 });
  const short = parts.map((texts) => asBytes(texts.join('')));
  const bytes = encoding === 'UTF8' ? short : fc.oneof(short, anyByte);
  const expression = bytes.map((value) => `convert_from('\\x${value.toString('hex')}', '${encoding}')`);
  const long = fc
    .tuple(expression, fc.integer({ min: 100, max: 40_000 }))
    .map(([part, times]) => `repeat(${part}, ${times})`);
  const huge = fc.tuple(fc.integer(), fc.integer({ min: 50_000, max: 100_000 })).map(
    // does not compress, so that it is kept out of line
    ([seed, count]) => `(SELECT string_agg(md5((g::bigint + ${seed})::text), '') FROM generate_series(1, ${count}) g)`,
  );
  return fc.oneof(
    { weight: 60, arbitrary: expression },
    { weight: 4, arbitrary: long },
    { weight: 1, arbitrary: huge },
  );
}

function textTypes(text: fc.Arbitrary<string>): RandomType[] {
  const cut = (length: number) => text.map((value) => `left(${value}, ${length})`);
  return [
    type('text', text),
    type('text COLLATE "C"', text),
    type('varchar(7)', cut(7)),
    type('char(5)', cut(5)),
    type(
      '"char"',
      fc.integer({ min: 0, max: 127 }).map((code) => `(${code})::"char"`), // before 16 no text says the other 128
    ),
    type('name', cut(20)),
    type(
      'hstore',
      fc.tuple(cut(9), orNull(cut(9))).map(([key, value]) => `hstore(${key}, ${value})`),
    ),
    type(
      'tsvector',
      cut(30).map((value) => `array_to_tsvector(array_remove(ARRAY[${value}, 'word'], ''))`),
    ),
  ];
}

const double = fc.double().map((value) => `'${Object.is(value, -0) ? '-0' : value}'::float8`);
const big = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const day = fc
  .tuple(fc.integer({ min: 1, max: 4700 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => [String(year).padStart(4, '0'), month, day].join('-'));
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 59_999_999 }))
  .map(([hour, minute, microseconds]) => `${hour}:${minute}:${(microseconds / 1e6).toFixed(6).padStart(9, '0')}`);
const era = fc.constantFrom('', ' BC');
const date = fc.tuple(day, era).map((parts) => quoted(parts.join('')));
const moment = fc.tuple(day, time, era).map(([date, clock, bc]) => quoted(`${date} ${clock}${bc}`));
const bits = fc.array(fc.boolean(), { maxLength: 40 }).map((values) => values.map(Number).join(''));
const json = fc.json({ maxDepth: 3, stringUnit: 'grapheme-ascii' });
const numeric = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 60n }), fc.bigInt({ min: 0n, max: 10n ** 40n }))
  .map(([negative, whole, fraction]) => `${negative ? '-' : ''}${whole}.${fraction}`);
const point = fc.tuple(double, double).map(([x, y]) => `point(${x}, ${y})`);
const between = (values: fc.Arbitrary<number>, range: string) =>
  fc
    .tuple(values, values, fc.constantFrom('[)', '[]', '()', '(]'))
    .map(([a, b, bounds]) => `${range}(${Math.min(a, b)}, ${Math.max(a, b)}, '${bounds}')`);

const fixedTypes: readonly RandomType[] = [
  type('boolean', fc.constantFrom('true', 'false')),
  some('smallint', ['-32768', '32767']),
  type('integer', fc.integer().map(String).map(quoted)),
  type('bigint', big.map(String).map(quoted)),
  some('numeric', ['NaN', '0', '0.000', '-0', '1e-1000', '1e1000'], numeric),
  some(
    'numeric(12,0)',
    ['1000', '-999999999999'].filter(() => true),
  ),
  some('numeric(9,3)', ['NaN', '-999999.999', '0.001']),
  some('real', ['NaN', 'Infinity', '-Infinity', '-0', '1.17549435e-38', '3.4028235e38', '0.1']),
  some('double precision', ['NaN', 'Infinity', '-Infinity', '-0', '5e-324', '1.7976931348623157e308'], double),
  some('money', ['-92233720368547758.08', '92233720368547758.07', '0']),
  type(
    'bytea',
    fc.uint8Array({ maxLength: 300 }).map((bytes) => `'\\x${Buffer.from(bytes).toString('hex')}'::bytea`),
  ),
  some('date', ['infinity', '-infinity', '4713-01-01 BC', '5874897-12-31'], date),
  some('time', ['00:00', '24:00', '23:59:59.999999'], time.map(quoted)),
  some('timetz', ['00:00+15:59', '24:00-15:59']),
  some('timestamp', ['infinity', '-infinity', '4713-01-01 00:00:00 BC', '294276-12-31 23:59:59.999999'], moment),
  some('timestamptz', ['infinity', '-infinity', '0044-03-15 12:00+00 BC'], moment),
  some('timestamptz(0)', ['1970-01-01 00:00:00.6+00']),
  some(
    'interval',
    ['-178000000 years', '1 year -2 months 3 days -04:05:06.789', '00:00:00', '-1 us'],
    fc.integer().map((n) => `make_interval(days => ${n}, secs => ${n}::float8 / 1000)`),
  ),
  some('inet', ['::/0', 'fe80::1/64', '10.1.2.3', '255.255.255.255/7']),
  some('cidr', ['0.0.0.0/0', '10.1.0.0/16', '2001:db8::/32']),
  some('macaddr', ['00:00:00:00:00:00', 'ff:ff:ff:ff:ff:fe']),
  some('macaddr8', ['00:00:00:00:00:00:00:01']),
  some('bit(3)', ['000', '101']),
  type(
    'bit varying',
    bits.map((value) => `B'${value}'`),
  ),
  type('uuid', fc.uuid().map(quoted)),
  type(
    'json',
    fc.tuple(json, fc.constantFrom('', ' ', '\n\t')).map(([value, space]) => quoted(space + value + space)),
  ),
  type('jsonb', json.map(quoted)),
  some('jsonpath', ['$', '$.a[*] ? (@ > 1)']),
  some('xml', ['', 'text', '<a b="c">&lt;</a>', '<a/><b/>', ' <!-- x -->']),
  some('tsquery', ["'a' & !( 'b' <-> 'c':*A )", '']),
  type('point', point),
  some('line', ['{1,-1,0}', '{0.1,0.2,0.3}']),
  type(
    'lseg',
    fc.tuple(point, point).map(([a, b]) => `lseg(${a}, ${b})`),
  ),
  type(
    'box',
    fc.tuple(point, point).map(([a, b]) => `box(${a}, ${b})`),
  ),
  some('path', ['[(0,0)]', '((1,2),(3,4.5))']),
  some('polygon', ['((0,0),(1,1),(1,0))']),
  some('circle', ['<(1,2),3.5>', '<(0,0),0>']),
  type(
    'int4range',
    fc.oneof(fc.constantFrom("'empty'", "'(,)'"), between(fc.integer({ min: -1e9, max: 1e9 }), 'int4range')),
  ),
  some('int4multirange', ['{}', '{[1,2),[5,9)}', '{(,)}']),
  some('nummultirange', ['{(0.1,0.2],[7,)}']),
  some('tstzrange', ['empty', '["2020-01-01 00:00+00",)', '(-infinity,infinity)']),
  type('floats', between(fc.integer(), 'floats')),
  some('mood', ['so so', "hap'py", '"', '\\', 'a,b']),
  some('moods', ['{}', '{"so so","\\""}']),
  some('code', ['', 'x', '12345678']),
  some('oid', ['0', '4294967295']),
  some('pg_lsn', ['0/0', 'FFFFFFFF/FFFFFFFF']),
  some('xid8', ['18446744073709551615']),
  some('tid', ['(0,0)', '(4294967295,65535)']),
];

/** One or two dimensions, with NULLs, empty, and with indexes that do not begin at 1. */
function arrayOf({ sql, values }: RandomType): RandomType {
  const element = sql.replace(/ COLLATE .*/, '');
  const item = orNull(values).map((value) => `${value}::${element}`);
  const list = fc.array(item, { maxLength: 4 }).map((items) => `ARRAY[${items.join(', ')}]::${element}[]`);
  const square = fc
    .tuple(item, item, item, item)
    .map(([a, b, c, d]) => `ARRAY[[${a}, ${b}], [${c}, ${d}]]::${element}[]`);
  const shifted = fc
    .tuple(item, fc.integer({ min: -5, max: 5 }))
    .map(([value, from]) => `array_fill(${value}, ARRAY[2], ARRAY[${from}])`);
  return type(`${element}[]`, fc.oneof(list, square, shifted));
}
