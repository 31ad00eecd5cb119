import type pg from 'pg';
import type { ServerName, ServerNameKind } from './namesUsed.ts';

/** Those of the names that the server does not have. */
export async function unknownNames(client: pg.Client, names: readonly ServerName[]): Promise<ReadonlySet<string>> {
  const unknown = new Set<string>();
  for (const [kind, of] of Map.groupBy(names, (name) => name.kind)) {
    const asked = [...new Set(of.map(({ name }) => name))];
    const lacking =
      kind === 'setting' ? await unknownSettings(client, asked) : await unknownIn(client, asked, namesSql[kind]);
    for (const name of lacking) unknown.add(nameKey({ kind, name }));
  }
  return unknown;
}

async function unknownIn(client: pg.Client, asked: readonly string[], known: string): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT name FROM pg_catalog.unnest($1::text[]) name WHERE name NOT IN (${known})`,
    [asked],
  );
  return rows.map(({ name }) => name);
}

/** One by one: `pg_settings` has neither `role` nor what the role that asks may not see, and to ask for such a one is an error. */
async function unknownSettings(client: pg.Client, asked: readonly string[]): Promise<string[]> {
  const unknown: string[] = [];
  for (const name of asked) {
    const { rows } = await client
      .query('SELECT pg_catalog.current_setting($1, true) AS value', [name])
      .catch((thrown) => {
        if ((thrown as { code?: string }).code === notForThisRole) return { rows: [{ value: '' }] };
        throw thrown;
      });
    if (rows[0].value === null) unknown.push(name);
  }
  return unknown;
}

const notForThisRole = '42501';

export function nameKey({ kind, name }: ServerName): string {
  return `${kind} ${name}`;
}

const own = "= 'pg_catalog'::pg_catalog.regnamespace";

const namesSql: Readonly<Record<Exclude<ServerNameKind, 'setting'>, string>> = {
  function: `SELECT proname FROM pg_catalog.pg_proc WHERE pronamespace ${own}`,
  type: `SELECT typname FROM pg_catalog.pg_type WHERE typnamespace ${own}`,
  operator: `SELECT oprname FROM pg_catalog.pg_operator WHERE oprnamespace ${own}`,
  'operator class': `SELECT opcname FROM pg_catalog.pg_opclass WHERE opcnamespace ${own}`,
  relation: `SELECT relname FROM pg_catalog.pg_class WHERE relnamespace ${own}`,
  collation: `SELECT collname FROM pg_catalog.pg_collation WHERE collnamespace ${own}`,
};
