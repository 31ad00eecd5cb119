/** Tables of every kind that a rule is about. Each has a number `id`, a text `v` and a number `n`. */
export const playground = `
  CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
  CREATE TYPE address AS (street text, number int);
  CREATE DOMAIN firm_mood AS mood;
  CREATE TABLE hot (id int PRIMARY KEY, v text, n int) WITH (fillfactor = 60);
  CREATE TABLE plain (id int, v text, n int);
  CREATE TABLE cold (id int, v text, n int);
  CREATE TABLE toasted (id int PRIMARY KEY, v text, n int);
  ALTER TABLE toasted ALTER v SET STORAGE EXTERNAL;
  CREATE TABLE moods (id int PRIMARY KEY, v text, n int, m mood DEFAULT 'ok', more mood[], firm firm_mood DEFAULT 'sad');
  CREATE TABLE addresses (id int PRIMARY KEY, v text, n int, a address, others address[]);
  CREATE TABLE parted (id int, v text, n int) PARTITION BY RANGE (n);
  CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (MINVALUE) TO (500);
  CREATE TABLE parted_high PARTITION OF parted FOR VALUES FROM (500) TO (MAXVALUE);
  CREATE TABLE parent (id int, v text, n int);
  CREATE TABLE child (more int) INHERITS (parent);
  CREATE UNLOGGED TABLE unlogged (id int PRIMARY KEY, v text, n int);
  CREATE TABLE emptied (id int PRIMARY KEY, v text, n int);
  CREATE TABLE altered (id int PRIMARY KEY, v text, n int);
  CREATE TABLE generated (id int PRIMARY KEY, v text, n int, twice int GENERATED ALWAYS AS (n * 2) STORED);
  CREATE TABLE shrinking (id int PRIMARY KEY, v text, n int) WITH (autovacuum_enabled = off);
  CREATE TABLE named (id int PRIMARY KEY, v text, n int, r regclass DEFAULT 'public.hot'::regclass);
  CREATE TABLE typed (id int PRIMARY KEY, v text, n int, t timestamptz DEFAULT now(), f float8 DEFAULT random(),
    b bytea, i interval DEFAULT '1 day 2 hours', j jsonb, r int4range, x numeric(12,3) DEFAULT 1.5, u uuid DEFAULT gen_random_uuid());
  CREATE TABLE locked (id int PRIMARY KEY, v text, n int);
  CREATE TABLE referring (id int PRIMARY KEY, v text, n int, k int REFERENCES locked (id) ON DELETE SET NULL);
  CREATE TABLE recreated (id int, v text, n int);`;

/** Those that rows are written into. */
export const written = [
  'hot',
  'plain',
  'cold',
  'toasted',
  'moods',
  'addresses',
  'parted',
  'parent',
  'child',
  'unlogged',
  'emptied',
  'altered',
  'generated',
  'shrinking',
  'named',
  'typed',
  'locked',
  'referring',
  'recreated',
] as const;

/** Rows to begin with. */
export const firstRows: readonly string[] = written.map(
  (table) => `INSERT INTO ${table} (id, v, n)
    SELECT g, repeat(md5(g::text), 6), g % 1000 FROM generate_series(1, ${table === 'cold' ? 6000 : 1000}) g`,
);
