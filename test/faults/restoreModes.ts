import type { RestoreRequest } from '../../engine/index.ts';

/** A way of restoring, and what stands in the target before. */
export interface RestoreMode {
  readonly name: string;
  readonly standing: string;
  readonly request: Partial<RestoreRequest>;
}

/** What these need in the shop besides: partitions, and a schema that depends on another one. */
export const furtherSchema = `
  CREATE TABLE measure (at int, v int) PARTITION BY RANGE (at);
  CREATE TABLE measure_1 PARTITION OF measure FOR VALUES FROM (0) TO (1000);
  CREATE TABLE measure_2 PARTITION OF measure FOR VALUES FROM (1000) TO (2000);
  CREATE INDEX ON measure (v); INSERT INTO measure SELECT g, g % 7 FROM generate_series(0, 1999) g;
  CREATE SCHEMA aux; CREATE TABLE aux.thing (id serial PRIMARY KEY, customer int REFERENCES customer);
  INSERT INTO aux.thing (customer) SELECT g FROM generate_series(1, 500) g;
  CREATE VIEW aux.named AS SELECT t.id, c.name FROM aux.thing t JOIN public.customer c ON c.id = t.customer;`;

/** Some of the shop's tables, with rows that are not the set's. */
const standing = `
  CREATE TYPE state AS ENUM ('open', 'paid');
  CREATE FUNCTION total(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * $2';
  CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
  CREATE TABLE orders (id serial PRIMARY KEY, customer int NOT NULL REFERENCES customer, state state NOT NULL DEFAULT 'open',
    number int, price int, total int GENERATED ALWAYS AS (total(number, price)) STORED);
  CREATE TABLE log (at int, text text); CREATE INDEX log_text ON log (text);
  CREATE UNLOGGED TABLE visit (id int PRIMARY KEY, page text);
  INSERT INTO customer OVERRIDING SYSTEM VALUE SELECT 1000000 + g, 'own ' || g FROM generate_series(1, 10) g;
  INSERT INTO orders (id, customer, number, price) SELECT 2000000 + g, 1000001, 1, 2 FROM generate_series(1, 20) g;
  INSERT INTO log SELECT -g, 'own' FROM generate_series(1, 30) g;
  INSERT INTO visit SELECT -g, 'own' FROM generate_series(1, 30) g;`;

/** For who leaves the standing customers as they are: orders of the set point to these. */
const theirCustomers =
  "INSERT INTO customer OVERRIDING SYSTEM VALUE SELECT g, 'own too' FROM generate_series(1, 2000) g;";

const renameFormat = '{name}_copy';

export const restoreModes: readonly RestoreMode[] = [
  { name: 'rename', standing, request: { conflict: 'rename', renameFormat } },
  { name: 'append', standing, request: { conflict: 'append' } },
  { name: 'replace', standing, request: { conflict: 'replace' } },
  { name: 'skip', standing: standing + theirCustomers, request: { conflict: 'skip' } },
  { name: 'into-schema', standing, request: { intoSchema: 'before', schemas: ['public'] } },
  { name: 'map-schema', standing, request: { mapSchemas: { aux: 'aux_before', public: 'public_before' } } },
  {
    name: 'tables',
    standing,
    request: { conflict: 'rename', renameFormat, tables: ['public.orders', 'public.measure*'] },
  },
  { name: 'create-database', standing: '', request: { createDatabase: true } },
  { name: 'no-proof', standing: '', request: { proof: false } },
];
