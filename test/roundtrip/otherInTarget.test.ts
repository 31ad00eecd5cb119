import { expect, test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { TestRepository } from './testRepository.ts';

/** What both databases have. */
const same = `
  CREATE TYPE base;
  CREATE FUNCTION base_in(cstring) RETURNS base LANGUAGE internal IMMUTABLE STRICT AS 'textin';
  CREATE FUNCTION base_out(base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
  CREATE FUNCTION fired() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE FOREIGN DATA WRAPPER v;
  CREATE SCHEMA elsewhere`;

/** Objects as the set has them, and what stands under their names in the target. */
const others: readonly (readonly [object: string, inSet: string, inTarget: string])[] = [
  ['ACCESS METHOD m', 'm TYPE INDEX HANDLER bthandler', 'm TYPE INDEX HANDLER hashhandler'],
  ['AGGREGATE public.a(integer)', 'a(int) (SFUNC = int4pl, STYPE = int)', 'a(int) (SFUNC = int4mul, STYPE = int)'],
  ['CAST CAST (point AS integer)', '(point AS int) WITH INOUT', '(point AS int) WITH INOUT AS ASSIGNMENT'],
  ['COLLATION public.c', "c (provider = icu, locale = 'de')", "c (provider = icu, locale = 'sv')"],
  [
    'CONVERSION public.n',
    "n FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
    "n FOR 'LATIN2' TO 'UTF8' FROM iso8859_to_utf8",
  ],
  ['EVENT TRIGGER e', 'e ON sql_drop EXECUTE FUNCTION fired()', 'e ON ddl_command_end EXECUTE FUNCTION fired()'],
  ['EXTENSION btree_gist', 'btree_gist', 'btree_gist SCHEMA elsewhere'],
  ['FOREIGN DATA WRAPPER w', "w OPTIONS (a 'b')", "w OPTIONS (a 'c')"],
  ['MATERIALIZED VIEW public.mv', 'mv AS SELECT 1 AS x', 'mv AS SELECT 2 AS x'],
  [
    'OPERATOR public.===',
    '=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)',
    '=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4ne)',
  ],
  [
    'OPERATOR CLASS public.k',
    'k FOR TYPE int USING hash AS OPERATOR 1 =',
    'k FOR TYPE int USING hash AS FUNCTION 1 hashint4(int)',
  ],
  ['PUBLICATION p', "p WITH (publish = 'insert')", "p WITH (publish = 'insert, delete')"],
  ['SERVER s', "s VERSION '1' FOREIGN DATA WRAPPER v", "s VERSION '2' FOREIGN DATA WRAPPER v"],
  ['TEXT SEARCH CONFIGURATION public.t', 't (COPY = simple)', 't (COPY = english)'],
  ['TEXT SEARCH DICTIONARY public.d', 'd (TEMPLATE = simple)', 'd (TEMPLATE = simple, STOPWORDS = english)'],
  [
    'TEXT SEARCH PARSER public.r',
    'r (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)',
    'r (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline)',
  ],
  ['TEXT SEARCH TEMPLATE public.l', 'l (LEXIZE = dsimple_lexize)', 'l (LEXIZE = dsimple_lexize, INIT = dsimple_init)'],
  [
    'TRANSFORM TRANSFORM FOR point LANGUAGE sql',
    'FOR point LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))',
    'FOR point LANGUAGE sql (FROM SQL WITH FUNCTION dsimple_init(internal))',
  ],
  [
    'TYPE public.base',
    'base (INPUT = base_in, OUTPUT = base_out)',
    'base (INPUT = base_in, OUTPUT = base_out, STORAGE = extended)',
  ],
  [
    'USER MAPPING USER MAPPING postgres SERVER s',
    "FOR postgres SERVER s OPTIONS (user 'a')",
    "FOR postgres SERVER s OPTIONS (user 'b')",
  ],
  ['VIEW public.vw', 'vw WITH (security_barrier) AS SELECT 1 AS x', 'vw AS SELECT 1 AS x'],
];

test('whatever the target has under a name of the set and with another definition is told, by kind and name', async (context) => {
  const on = await server('18', context);
  const [source, target] = [await freshDatabase(on), await freshDatabase(on)];
  await source.query(`${same}; ${others.map(([object, inSet]) => `CREATE ${kindOf(object)} ${inSet}`).join('; ')};
    CREATE OPERATOR FAMILY f USING hash; CREATE SCHEMA owned; CREATE TABLE owned.x (a int)`);
  await target.query(`${same}; ${others.map(([object, , inTarget]) => `CREATE ${kindOf(object)} ${inTarget}`).join('; ')};
    CREATE OPERATOR FAMILY f USING hash; ALTER OPERATOR FAMILY f USING hash ADD OPERATOR 1 = (int, int); CREATE SCHEMA owned AUTHORIZATION pg_monitor`);
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const { preview } = await repository.restore(target.target, { conflict: 'rename', dryRun: true });
  const isHolder = (object: string) => object.startsWith('VIEW') || object.startsWith('MATERIALIZED');
  expect(preview.warnings.toSorted()).toEqual(
    [
      ...[...others.map(([object]) => object), 'OPERATOR FAMILY public.f'].map((object) => {
        const stays = `${object} has another definition in the target, which stays`;
        return isHolder(object) ? stays : `${stays}: what is restored uses it`;
      }),
      `SCHEMA owned belongs to pg_monitor in the target, which stays so, and to ${on.superuser} in the set`,
    ].toSorted(),
  );
  const differing = preview.items.filter(({ reason }) => reason === 'it is there already, with another definition');
  expect(differing).toHaveLength(others.length + 1);
});

/** `CAST CAST (…)`: the kind as CREATE calls it. */
function kindOf(object: string): string {
  return kinds.find((kind) => object.startsWith(`${kind} `))!;
}

const kinds = [
  'ACCESS METHOD',
  'AGGREGATE',
  'CAST',
  'COLLATION',
  'CONVERSION',
  'EVENT TRIGGER',
  'EXTENSION',
  'FOREIGN DATA WRAPPER',
  'MATERIALIZED VIEW',
  'OPERATOR CLASS',
  'OPERATOR',
  'PUBLICATION',
  'SERVER',
  'TEXT SEARCH CONFIGURATION',
  'TEXT SEARCH DICTIONARY',
  'TEXT SEARCH PARSER',
  'TEXT SEARCH TEMPLATE',
  'TRANSFORM',
  'TYPE',
  'USER MAPPING',
  'VIEW',
];
