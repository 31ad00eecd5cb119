/** Kinds of objects that a restore makes at different times, and enough rows for several blobs. */
export const shopSchema = `
  CREATE EXTENSION IF NOT EXISTS pgcrypto;
  CREATE TYPE state AS ENUM ('open', 'paid');
  CREATE FUNCTION total(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * $2';
  CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
  CREATE TABLE orders (
    id serial PRIMARY KEY, customer int NOT NULL REFERENCES customer, state state NOT NULL DEFAULT 'open',
    number int, price int, total int GENERATED ALWAYS AS (total(number, price)) STORED);
  CREATE TABLE hen (id int PRIMARY KEY, egg int);
  CREATE TABLE egg (id int PRIMARY KEY, hen int REFERENCES hen);
  ALTER TABLE hen ADD FOREIGN KEY (egg) REFERENCES egg;
  CREATE TABLE photo (id int, content bytea);
  ALTER TABLE photo ALTER content SET STORAGE EXTERNAL;
  CREATE TABLE log (at int, text text);
  CREATE INDEX log_text ON log (text);
  CREATE INDEX orders_customer ON orders (customer);
  CREATE VIEW paid AS SELECT * FROM orders WHERE state = 'paid';
  CREATE MATERIALIZED VIEW sums AS SELECT customer, sum(total) AS sum FROM orders GROUP BY customer;
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER touch BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE PUBLICATION everything FOR ALL TABLES;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON FUNCTIONS FROM PUBLIC;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC;
  CREATE FUNCTION forbid_drop() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''nothing is dropped here''; END';

  INSERT INTO customer (name) SELECT 'customer ' || g FROM generate_series(1, 2000) g;
  INSERT INTO orders (customer, state, number, price)
    SELECT 1 + g % 2000, CASE WHEN g % 3 = 0 THEN 'paid' ELSE 'open' END::state, g % 7, g % 100 FROM generate_series(1, 30000) g;
  INSERT INTO hen VALUES (1, NULL);
  INSERT INTO egg VALUES (1, 1);
  UPDATE hen SET egg = 1;
  INSERT INTO log SELECT g, md5(g::text) FROM generate_series(1, 30000) g;
  SELECT setseed(0.5);
  INSERT INTO photo SELECT g, decode((SELECT string_agg(md5((g * 100000 + i)::text), '') FROM generate_series(1, 8192) i), 'hex')
    FROM generate_series(1, 192) g;
  SELECT lo_from_bytea(4711, decode(repeat('ab', 300000), 'hex'));
  REFRESH MATERIALIZED VIEW sums;
  CREATE EVENT TRIGGER forbid_drop ON sql_drop EXECUTE FUNCTION forbid_drop();`;
