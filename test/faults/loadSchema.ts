import type pg from 'pg';

const accounts = 2_000;
const opening = 1_000;
const boardRows = 500;

/** A small bank and its surroundings. What must hold of it at every instant is checked by {@link brokenInvariants}. */
export const loadSchema = `
  CREATE TABLE accounts (id int PRIMARY KEY, balance bigint NOT NULL);
  CREATE TABLE history (id bigserial PRIMARY KEY, account int NOT NULL, delta bigint NOT NULL);
  INSERT INTO accounts SELECT g, ${opening} FROM generate_series(1, ${accounts}) g;
  CREATE TABLE parent (id bigserial PRIMARY KEY, n int NOT NULL);
  CREATE TABLE child (id bigserial PRIMARY KEY, parent bigint NOT NULL REFERENCES parent ON DELETE CASCADE);
  CREATE TABLE board (id int, version int);
  INSERT INTO board SELECT g, 0 FROM generate_series(1, ${boardRows}) g;
  CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
  CREATE TABLE moods (ordinal int NOT NULL, mood mood NOT NULL);
  INSERT INTO moods SELECT o, (enum_range(NULL::mood))[o] FROM generate_series(1, 600) g, LATERAL (SELECT g % 3 + 1 AS o) x;
  CREATE TABLE quiet_a (id int);
  CREATE TABLE quiet_b (id int);
  INSERT INTO quiet_a SELECT generate_series(1, 1000);
  INSERT INTO quiet_b SELECT generate_series(1, 1000);
  CREATE TABLE ballast AS SELECT g AS id, repeat(md5(g::text), 20) AS text FROM generate_series(1, 30000) g`;

export const accountCount = accounts;

/** What does not hold in a database that was restored from a backup under load: empty for a consistent one. */
export async function brokenInvariants(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<Record<string, number>>(`
    SELECT (SELECT abs(sum(balance) - ${accounts * opening}) FROM accounts)::int AS "money made or lost",
           (SELECT count(*) FROM accounts a WHERE balance <> ${opening} + COALESCE((SELECT sum(delta) FROM history h WHERE h.account = a.id), 0))::int
             AS "accounts that differ from their history",
           (SELECT count(*) FROM parent p WHERE n <> (SELECT count(*) FROM child c WHERE c.parent = p.id))::int AS "parents with other than n children",
           (SELECT count(*) FROM child c WHERE NOT EXISTS (SELECT FROM parent p WHERE p.id = c.parent))::int AS "children without a parent",
           (SELECT abs(count(*) - ${boardRows}) + count(DISTINCT version) - 1 FROM board)::int AS "rows of another refill of the board",
           (SELECT count(*) FROM moods WHERE mood <> (enum_range(NULL::mood))[ordinal])::int AS "moods of another label",
           (SELECT abs(count(*) - 600) FROM moods)::int AS "moods made or lost",
           (SELECT count(*) FROM (SELECT last_value FROM history_id_seq) s WHERE last_value < (SELECT max(id) FROM history))::int AS "sequences behind",
           (SELECT abs(count(*) - 30000) FROM ballast)::int AS "ballast made or lost"`);
  return Object.entries(rows[0]!).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`]));
}
