import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { written } from './playground.ts';
import type { Randomness } from './randomness.ts';

/** What somebody does to the database, over a connection of his own. */
export type Deed = (client: pg.Client, random: Randomness) => Promise<unknown>;

let nextId = 1_000_000;

/** Few rows that lie together, so that most ranges stay as they are. */
function statement(random: Randomness): string {
  const table = random.pick(written);
  const from = random.between(1, table === 'cold' ? 6000 : 1500);
  const some = random.chance(0.5)
    ? `id BETWEEN ${from} AND ${from + random.between(0, 12)}`
    : `ctid >= '(${from % 60},0)' AND ctid < '(${(from % 60) + 1},0)' AND id % ${random.between(1, 9)} = 0`;
  const length = table === 'toasted' ? random.between(1, 200) : random.between(1, 10);
  const text = `repeat(md5(random()::text), ${length})`;
  const rows = random.between(1, 12);
  nextId += rows;
  return random.weighed<string>([
    [
      14,
      `INSERT INTO ${table} (id, v, n) SELECT g, ${text}, g % 1000 FROM generate_series(${nextId - rows}, ${nextId - 1}) g`,
    ],
    [28, `UPDATE ${table} SET n = (n + 1) % 1000 WHERE ${some}`],
    [20, `UPDATE ${table} SET v = ${text} WHERE ${some}`],
    [16, `DELETE FROM ${table} WHERE ${some}`],
    [
      12,
      `SELECT count(*) FROM (SELECT FROM ${table} WHERE ${some} FOR ${random.pick(['UPDATE', 'NO KEY UPDATE', 'SHARE', 'KEY SHARE'])} SKIP LOCKED) held`,
    ],
  ]);
}

async function several(client: pg.Client, random: Randomness): Promise<void> {
  for (let left = random.between(1, 4); left > 0; left--) await client.query(statement(random));
}

const transaction: Deed = async (client, random) => {
  await client.query('BEGIN');
  await several(client, random);
  await sleep(random.between(0, 150));
  await client.query(random.chance(0.7) ? 'COMMIT' : 'ROLLBACK');
};

const savepoints: Deed = async (client, random) => {
  await client.query('BEGIN');
  for (let left = random.between(1, 5); left > 0; left--) {
    await client.query('SAVEPOINT s');
    await client.query(statement(random));
    if (random.chance(0.5)) await client.query(random.chance(0.5) ? 'ROLLBACK TO s' : 'RELEASE s');
  }
  await sleep(random.between(0, 500));
  await client.query(random.chance(0.75) ? 'COMMIT' : 'ROLLBACK');
};

/** More subtransactions than a snapshot has room for. */
const manySavepoints: Deed = async (client, random) => {
  await client.query('BEGIN');
  await client.query(`DO $$ BEGIN FOR i IN 1..90 LOOP BEGIN
    INSERT INTO plain VALUES (${nextId++}, 'sub', i); IF i % 3 = 0 THEN RAISE EXCEPTION 'no'; END IF;
    EXCEPTION WHEN raise_exception THEN NULL; END; END LOOP; END $$`);
  await sleep(random.between(0, 1500));
  await client.query(random.chance(0.6) ? 'COMMIT' : 'ROLLBACK');
};

const prepare: Deed = async (client, random) => {
  await client.query('BEGIN');
  await several(client, random);
  await client.query(`PREPARE TRANSACTION 'p${nextId++}'`);
};

const endPrepared: Deed = async (client, random) => {
  const { rows } = await client.query(
    `SELECT gid FROM pg_prepared_xacts WHERE database = current_database() ORDER BY random() LIMIT 1`,
  );
  if (rows[0]) await client.query(`${random.chance(0.7) ? 'COMMIT' : 'ROLLBACK'} PREPARED '${rows[0].gid}'`);
};

const vacuum: Deed = (client, random) =>
  client.query(`VACUUM ${random.pick(['', '(TRUNCATE)', '(ANALYZE)', '(FREEZE)'])} ${random.pick(written)}`);

const shrink: Deed = async (client, random) => {
  const { rows } = await client.query(`SELECT (pg_relation_size('shrinking') / 8192)::int AS blocks`);
  const blocks: number = rows[0].blocks;
  const from = random.between(blocks >> 1, Math.max(blocks - 2, 1));
  await client.query(`DELETE FROM shrinking WHERE ctid >= '(${from},0)'`);
  await client.query('VACUUM (TRUNCATE) shrinking');
  if (random.chance(0.4)) {
    const rows = random.between(1, 600);
    nextId += rows;
    await client.query(
      `INSERT INTO shrinking SELECT g, repeat('s', 200), g % 1000 FROM generate_series(${nextId - rows}, ${nextId - 1}) g`,
    );
  }
};

/** What is done all the time, and how often. */
export const deeds: readonly (readonly [number, Deed])[] = [
  [24, (client, random) => client.query(statement(random))],
  [12, transaction],
  [8, savepoints],
  [2, manySavepoints],
  [4, prepare],
  [6, endPrepared],
  [2, vacuum],
  [4, shrink],
  [2, (client) => client.query('CHECKPOINT')],
];

const truncate: Deed = async (client, random) => {
  await client.query('BEGIN');
  await client.query(`TRUNCATE ${random.pick(['emptied', 'unlogged', 'plain', 'parted_low', 'shrinking'])}`);
  if (random.chance(0.5)) {
    await client.query(
      `INSERT INTO emptied (id, v, n) SELECT g, 'e', g FROM generate_series(${nextId}, ${nextId + 99}) g`,
    );
    nextId += 100;
  }
  await client.query(random.chance(0.7) ? 'COMMIT' : 'ROLLBACK');
};

const renameLabel: Deed = async (client, random) => {
  const { rows } = await client.query(
    `SELECT enumlabel AS old FROM pg_enum WHERE enumtypid = 'mood'::regtype ORDER BY random() LIMIT 1`,
  );
  await client.query(`ALTER TYPE mood RENAME VALUE '${rows[0].old}' TO 'm${nextId}'`);
  if (random.chance(0.5)) await client.query(`ALTER TYPE mood RENAME VALUE 'm${nextId}' TO '${rows[0].old}'`);
  nextId++;
};

const changeComposite: Deed = async (client, random) => {
  const { rows } = await client.query(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'address'::regclass AND attname LIKE 'x%' AND attnum > 0 AND NOT attisdropped LIMIT 1`,
  );
  if (rows[0]) await client.query(`ALTER TYPE address DROP ATTRIBUTE ${rows[0].name}`);
  else await client.query(`ALTER TYPE address ADD ATTRIBUTE x${nextId++} int`);
  await client.query(
    `UPDATE addresses SET a.street = 's', a.number = 1, others = ARRAY[a] WHERE n = ${random.between(0, 1000)}`,
  );
};

const changeColumns: Deed = async (client, random) => {
  const { rows } = await client.query(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'altered'::regclass AND attname LIKE 'c%' AND attnum > 3 AND NOT attisdropped ORDER BY random() LIMIT 1`,
  );
  if (rows[0] && random.chance(0.4)) await client.query(`ALTER TABLE altered DROP COLUMN ${rows[0].name}`);
  else await client.query(`ALTER TABLE altered ADD COLUMN c${nextId++} text DEFAULT 'd${random.between(0, 9)}'`);
};

const recreate: Deed = async (client, random) => {
  await client.query('BEGIN');
  await client.query('DROP TABLE IF EXISTS recreated');
  await client.query(
    `CREATE TABLE recreated AS SELECT g AS id, md5(g::text || '${random.between(0, 9)}') AS v, g % 1000 AS n FROM generate_series(1, ${random.between(10, 900)}) g`,
  );
  await client.query(random.chance(0.8) ? 'COMMIT' : 'ROLLBACK');
};

const renameReferenced: Deed = async (client, random) => {
  await client.query('ALTER TABLE hot RENAME TO hotter');
  await sleep(random.between(0, 300));
  await client.query('ALTER TABLE hotter RENAME TO hot');
};

const detach: Deed = async (client, random) => {
  await client.query('ALTER TABLE parted DETACH PARTITION parted_high');
  await sleep(random.between(0, 200));
  await client.query('ALTER TABLE parted ATTACH PARTITION parted_high FOR VALUES FROM (500) TO (MAXVALUE)');
};

const longDefinition: Deed = async (client, random) => {
  await client.query('BEGIN');
  await client.query(
    `ALTER TABLE ${random.pick(['emptied', 'altered'])} ADD COLUMN IF NOT EXISTS y${random.between(1, 9)} int DEFAULT ${random.between(1, 9)}`,
  );
  await sleep(random.between(50, 300));
  await client.query(random.chance(0.6) ? 'COMMIT' : 'ROLLBACK');
};

/** What changes definitions and files. */
export const definitionDeeds: readonly (readonly [number, Deed])[] = [
  [1, (client, random) => client.query(`VACUUM FULL ${random.pick(written)}`)],
  [1, (client, random) => client.query(`CLUSTER ${random.pick(['hot USING hot_pkey', 'typed USING typed_pkey'])}`)],
  [2, truncate],
  [3, renameLabel],
  [1, changeComposite],
  [4, changeColumns],
  [1, (client, random) => client.query(`ALTER TABLE altered ALTER n TYPE ${random.pick(['int', 'bigint'])}`)],
  [
    1,
    (client, random) =>
      client.query(`SET TimeZone = 'UTC'; ALTER TABLE typed ALTER t TYPE ${random.pick(['timestamp', 'timestamptz'])}`),
  ],
  [1, (client, random) => client.query(`ALTER TABLE unlogged SET ${random.pick(['LOGGED', 'UNLOGGED', 'UNLOGGED'])}`)],
  [
    1,
    (client, random) =>
      client.query(`ALTER TABLE generated ALTER twice SET EXPRESSION AS (n * ${random.between(1, 9)})`),
  ],
  [1, detach],
  [1, renameReferenced],
  [2, recreate],
  [1, (client, random) => client.query(`REINDEX TABLE ${random.pick(['hot', 'locked'])}`)],
  [1, longDefinition],
];

/** A transaction that is open while others come and go. */
export const longTransaction: Deed = async (client, random) => {
  await client.query('BEGIN');
  await several(client, random);
  await sleep(random.between(200, random.pick([800, 800, 3000])));
  await several(client, random);
  await client.query(
    random.weighed([
      [6, 'COMMIT'],
      [2, 'ROLLBACK'],
      [2, `PREPARE TRANSACTION 'l${nextId++}'`],
    ]),
  );
  await sleep(random.between(0, 2000));
};
