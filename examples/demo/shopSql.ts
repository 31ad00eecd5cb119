/**
 * A shop's database of about 350 MB: enough for several connections and for blocks to be shared between sets, small enough
 * for a demonstration. Made by the server itself, from series of numbers.
 */
export const shopSql = `
CREATE TYPE order_status AS ENUM ('placed', 'paid', 'shipped', 'returned');
CREATE DOMAIN email AS text CHECK (VALUE ~ '^[^@ ]+@[^@ ]+$');

CREATE TABLE customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  email email NOT NULL,
  address jsonb NOT NULL,
  since timestamptz NOT NULL
);
CREATE TABLE products (
  id serial PRIMARY KEY,
  sku text UNIQUE NOT NULL,
  title text NOT NULL,
  description text NOT NULL,
  price numeric(10, 2) NOT NULL CHECK (price > 0),
  tags text[] NOT NULL
);
CREATE TABLE orders (
  id bigint NOT NULL,
  customer_id bigint NOT NULL,
  status order_status NOT NULL DEFAULT 'placed',
  placed_at timestamptz NOT NULL,
  PRIMARY KEY (id, placed_at)
) PARTITION BY RANGE (placed_at);
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE orders_2026 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE order_items (
  order_id bigint NOT NULL,
  line int NOT NULL,
  product_id int NOT NULL,
  quantity int NOT NULL,
  price numeric(10, 2) NOT NULL,
  total numeric(12, 2) GENERATED ALWAYS AS (quantity * price) STORED,
  PRIMARY KEY (order_id, line)
);
CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  payload jsonb NOT NULL
);

INSERT INTO customers (name, email, address, since)
SELECT 'Customer ' || g, 'customer' || g || '@example.com',
       jsonb_build_object('street', md5(g::text), 'city', 'City ' || g % 900, 'zip', lpad((g % 99999)::text, 5, '0')),
       timestamptz '2025-01-01' + g * interval '6 minutes'
  FROM generate_series(1, 100000) g;
INSERT INTO products (sku, title, description, price, tags)
SELECT 'SKU-' || g, 'Product ' || g, repeat(md5(g::text) || ' ', 12), (g % 9000) / 10.0 + 1, ARRAY['new', 'tag' || g % 40]
  FROM generate_series(1, 20000) g;
INSERT INTO orders
SELECT g, 1 + (g::bigint * 7919) % 100000, (ARRAY['placed', 'paid', 'shipped', 'shipped', 'returned'])[1 + g % 5]::order_status,
       timestamptz '2025-01-01' + g * interval '90 seconds'
  FROM generate_series(1, 600000) g;
INSERT INTO order_items (order_id, line, product_id, quantity, price)
SELECT g, line, 1 + (g * 31 + line) % 20000, 1 + g % 4, (g % 9000) / 10.0 + 1
  FROM generate_series(1, 600000) g, generate_series(1, 2) line;
INSERT INTO events (at, kind, payload)
SELECT timestamptz '2026-01-01' + g * interval '20 seconds', (ARRAY['view', 'cart', 'search'])[1 + g % 3],
       jsonb_build_object('session', md5(g::text), 'agent', repeat(md5((g % 97)::text), 3), 'product', g % 20000)
  FROM generate_series(1, 500000) g;

ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id);
ALTER TABLE order_items ADD FOREIGN KEY (product_id) REFERENCES products (id);
CREATE INDEX ON orders (customer_id);
CREATE INDEX ON order_items (product_id);
CREATE INDEX ON events USING brin (at);
CREATE VIEW open_orders AS SELECT * FROM orders WHERE status IN ('placed', 'paid');
CREATE MATERIALIZED VIEW sales AS
  SELECT product_id, sum(quantity) AS sold, sum(total) AS turnover FROM order_items GROUP BY product_id;
SELECT lo_from_bytea(0, decode(repeat(md5('logo'), 20000), 'hex'));
`;

/** A day's business: new orders, and some old ones that change. */
export const businessSql = `
INSERT INTO orders
SELECT g, 1 + (g::bigint * 7919) % 100000, 'placed', timestamptz '2026-11-20' + (g - 600000) * interval '9 seconds'
  FROM generate_series(600001, 606000) g;
INSERT INTO order_items (order_id, line, product_id, quantity, price)
SELECT g, 1, 1 + g % 20000, 2, 19.90 FROM generate_series(600001, 606000) g;
UPDATE orders SET status = 'shipped' WHERE id BETWEEN 590000 AND 600000;
`;
