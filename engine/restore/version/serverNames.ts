import type pg from 'pg';
import type { ServerName, ServerNameKind } from './namesUsed.ts';

/** Those of the names that the server does not have. */
export async function unknownNames(client: pg.Client, names: readonly ServerName[]): Promise<ReadonlySet<string>> {
  const unknown = new Set<string>();
  for (const [kind, of] of Map.groupBy(names, (name) => name.kind)) {
    const asked = [...new Set(of.map(({ name }) => name))];
    const { rows } = await client.query(
      `SELECT name FROM pg_catalog.unnest($1::text[]) name WHERE name NOT IN (${namesSql[kind]})`,
      [asked],
    );
    for (const { name } of rows) unknown.add(nameKey({ kind, name }));
  }
  return unknown;
}

export function nameKey({ kind, name }: ServerName): string {
  return `${kind} ${name}`;
}

const own = "= 'pg_catalog'::pg_catalog.regnamespace";

/** Names of settings are compared in lower case. */
const namesSql: Readonly<Record<ServerNameKind, string>> = {
  function: `SELECT proname FROM pg_catalog.pg_proc WHERE pronamespace ${own}`,
  type: `SELECT typname FROM pg_catalog.pg_type WHERE typnamespace ${own}`,
  operator: `SELECT oprname FROM pg_catalog.pg_operator WHERE oprnamespace ${own}`,
  'operator class': `SELECT opcname FROM pg_catalog.pg_opclass WHERE opcnamespace ${own}`,
  relation: `SELECT relname FROM pg_catalog.pg_class WHERE relnamespace ${own}`,
  collation: `SELECT collname FROM pg_catalog.pg_collation WHERE collnamespace ${own}`,
  setting: 'SELECT pg_catalog.lower(s.name) FROM pg_catalog.pg_settings s',
};
