import { quoteIdent } from '../../engine/postgres/identifier.ts';
import type { TestDatabase } from '../servers.ts';

/** A small database in which things need each other in all the ways that a selection or a replacement must respect. */
export async function loadShop(database: TestDatabase): Promise<void> {
  await database.query(shop);
}

const shop = `
  CREATE SCHEMA shop;
  CREATE SCHEMA other;
  CREATE SCHEMA "Sch ema.dot";
  GRANT USAGE ON SCHEMA shop, other TO app_owner, app_reader;
  CREATE TYPE shop.state AS ENUM ('new', 'paid');
  CREATE TYPE shop.unused AS ENUM ('a');
  CREATE DOMAIN other.amount AS numeric CHECK (VALUE >= 0);
  CREATE FUNCTION other.twice(numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT 2 * $1';
  CREATE FUNCTION other.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.noted := true; RETURN NEW; END';
  CREATE FUNCTION other.unused() RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE SEQUENCE other.numbers START 100;

  CREATE TABLE shop.customer (id serial PRIMARY KEY, name text NOT NULL, referrer int REFERENCES shop.customer);
  CREATE TABLE shop.invoice (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer int REFERENCES shop.customer ON DELETE CASCADE,
    no int NOT NULL DEFAULT nextval('other.numbers') UNIQUE,
    state shop.state NOT NULL DEFAULT 'new',
    total other.amount,
    doubled numeric GENERATED ALWAYS AS (other.twice(total)) STORED,
    noted boolean DEFAULT false,
    CONSTRAINT positive CHECK (total > 0)
  );
  CREATE INDEX invoice_state ON shop.invoice (state) WHERE state <> 'paid';
  CREATE TRIGGER note BEFORE INSERT ON shop.invoice FOR EACH ROW EXECUTE FUNCTION other.note();
  ALTER TABLE shop.invoice ENABLE ROW LEVEL SECURITY;
  CREATE POLICY everything ON shop.invoice USING (true);
  GRANT SELECT ON shop.invoice TO app_reader;
  GRANT UPDATE (state) ON shop.invoice TO app_reader;
  CREATE STATISTICS shop.invoice_statistics ON state, total FROM shop.invoice;
  COMMENT ON TABLE shop.invoice IS 'what is owed';
  COMMENT ON COLUMN shop.invoice.total IS 'in the customer''s currency';
  CREATE TABLE shop.line (invoice int NOT NULL REFERENCES shop.invoice, at int, what text, PRIMARY KEY (invoice, at));
  CREATE VIEW shop.open_invoice AS SELECT i.id, c.name, i.total FROM shop.invoice i JOIN shop.customer c ON c.id = i.customer WHERE state = 'new';
  CREATE VIEW shop.biggest AS SELECT max(total) AS total FROM shop.open_invoice;
  CREATE MATERIALIZED VIEW shop.turnover AS SELECT customer, sum(total) AS total FROM shop.invoice GROUP BY customer;
  CREATE UNIQUE INDEX turnover_customer ON shop.turnover (customer);
  ALTER TABLE shop.invoice OWNER TO app_owner;
  GRANT SELECT ON shop.customer TO app_owner;

  CREATE TABLE shop.event (at date NOT NULL, what text, PRIMARY KEY (at, what)) PARTITION BY RANGE (at);
  CREATE TABLE shop.event_2025 PARTITION OF shop.event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  CREATE TABLE shop.event_2026 PARTITION OF shop.event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY LIST (what);
  CREATE TABLE shop.event_2026_a PARTITION OF shop.event_2026 FOR VALUES IN ('a');
  CREATE TABLE shop.event_2026_rest PARTITION OF shop.event_2026 DEFAULT;
  CREATE INDEX event_what ON shop.event (what);

  CREATE TABLE shop.animal (name text PRIMARY KEY);
  CREATE TABLE shop.cat (lives int DEFAULT 9) INHERITS (shop.animal);
  CREATE TABLE "Sch ema.dot"."Ta""ble é" ("Co l" serial PRIMARY KEY, v text);
  CREATE TABLE other.aside (id int);

  INSERT INTO shop.customer (name, referrer) SELECT 'customer ' || g, nullif(g / 2, 0) FROM generate_series(1, 50) g;
  INSERT INTO shop.invoice (customer, state, total) SELECT g % 50 + 1, (ARRAY['new', 'paid'])[g % 2 + 1]::shop.state, g FROM generate_series(1, 200) g;
  INSERT INTO shop.line SELECT i, l, 'line ' || l FROM generate_series(1, 200) i, generate_series(1, 3) l;
  REFRESH MATERIALIZED VIEW shop.turnover;
  INSERT INTO shop.event SELECT date '2025-01-01' + g, (ARRAY['a', 'b'])[g % 2 + 1] FROM generate_series(0, 700) g;
  INSERT INTO shop.animal VALUES ('worm');
  INSERT INTO shop.cat VALUES ('Tom', DEFAULT), ('Kitty', 7);
  INSERT INTO "Sch ema.dot"."Ta""ble é" (v) VALUES ('x'), ('y');
  INSERT INTO other.aside VALUES (1);
  SELECT lo_from_bytea(4711, 'large');`;

/** The roles that the shop speaks of; they belong to the whole server and other tests may be making them right now. */
export async function makeRoles(database: TestDatabase, ...roles: string[]): Promise<void> {
  for (const role of roles) {
    await database.query(`CREATE ROLE ${quoteIdent(role)}`).catch((thrown: { code?: string }) => {
      if (!['42710', '23505'].includes(thrown.code ?? '')) throw thrown;
    });
  }
}

/** What there is, as `table shop.invoice`: schemas, relations, types, routines, foreign keys, triggers, policies. */
export async function listObjects(database: TestDatabase): Promise<string[]> {
  const rows = await database.query(`
    SELECT DISTINCT format('%s %s', o.type, o.identity) AS object
      FROM (SELECT 'pg_namespace'::regclass, oid FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp'
            UNION ALL SELECT 'pg_class'::regclass, oid FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
            UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typtype IN ('e', 'd')
            UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc
            UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE contype = 'f' AND conparentid = 0
            UNION ALL SELECT 'pg_trigger'::regclass, oid FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT 'pg_policy'::regclass, oid FROM pg_policy) t(catalog, oid),
           pg_identify_object(catalog, oid, 0) o
     WHERE oid >= 16384`);
  return rows.map(({ object }) => String(object)).sort();
}

export async function countRows(database: TestDatabase, table: string): Promise<number> {
  const [row] = await database.query(`SELECT count(*)::int AS count FROM ${table}`);
  return Number(row?.count);
}
