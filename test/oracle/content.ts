import type pg from 'pg';

/**
 * Every table's, sequence's, materialized view's and large object's content. Rows are compared as PostgreSQL prints them,
 * as an MD5 over their sorted MD5s: another way than the product's on purpose.
 */
export async function describeContent(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<Relation>(`
    SELECT format('%I.%I', nspname, relname) AS name, relkind AS kind, relispopulated AS populated
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind IN ('r', 'm', 'S') AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND relpersistence <> 't'`);
  const lines: string[] = [];
  for (const relation of rows) lines.push(await describeRelation(client, relation));
  return [...lines, ...(await describeLargeObjects(client))];
}

interface Relation {
  readonly name: string;
  readonly kind: 'r' | 'm' | 'S';
  readonly populated: boolean;
}

async function describeRelation(client: pg.Client, { name, kind, populated }: Relation): Promise<string> {
  if (kind === 'S') {
    const { rows } = await client.query(`SELECT last_value, is_called FROM ${name}`);
    return `value of ${name}: ${rows[0].last_value}, ${rows[0].is_called ? 'called' : 'not called'}`;
  }
  if (!populated) return `rows of ${name}: not populated`;
  const { rows } = await client.query<{ count: string; hash: string }>(
    `SELECT count(*), md5(string_agg(hash, '' ORDER BY hash)) AS hash FROM (SELECT md5(t::text) COLLATE "C" AS hash FROM ONLY ${name} t) h`,
  );
  return `rows of ${name}: ${rows[0]!.count}, ${rows[0]!.hash}`;
}

/** Owner, privileges and comment are described with the catalogs. */
async function describeLargeObjects(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    SELECT format('large object %s: %s bytes, %s', oid, length(data), md5(data)) AS line
    FROM pg_largeobject_metadata, lo_get(oid) data`);
  return rows.map((row) => row.line);
}
