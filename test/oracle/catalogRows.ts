import type pg from 'pg';
import { columnsLeftOut, definitions, notCompared, ownRows, privileges, rowsLeftOut } from './catalogRules.ts';
import { type Catalog, type CatalogColumn, readCatalogs } from './catalogShape.ts';

/** The first OID that a user's object can have. */
export const firstUserOid = 16384;
const publicSchema = 2200;

/** Every row of every catalog that is not there from the beginning, with all OIDs spelled out as names; a line a row. */
export async function describeCatalogRows(client: pg.Client): Promise<string[]> {
  const lines: string[] = [];
  for (const catalog of await readCatalogs(client)) {
    const condition = conditionFor(catalog);
    if (condition === undefined) continue;
    const { rows } = await client.query<Record<string, unknown>>(rowsQuery(catalog, condition));
    lines.push(...rows.map((row) => describeRow(catalog.name, row)));
  }
  return lines.filter((line) => !line.includes('pg_toast.'));
}

/** The privileges in an order that does not depend on when they were granted; NULL where they are the default. */
export function sortedAcl(acl: string, kindAndOwner?: readonly [kind: string, owner: string]): string {
  const sorted = (items: string) => `(SELECT array_agg(i::text ORDER BY i::text COLLATE "C") FROM unnest(${items}) i)`;
  if (!kindAndOwner) return sorted(acl);
  const [kind, owner] = kindAndOwner;
  return `nullif(${sorted(acl)}, ${sorted(`acldefault(${kind}, t.${owner})`)})`;
}

function conditionFor({ name, columns }: Catalog): string | undefined {
  if (name in ownRows) return ownRows[name];
  if (notCompared.has(name) || isShared(name)) return undefined;
  // rows without an OID begin with the one of the object they belong to
  const user = `t.${columns[0]!.name}::oid >= ${firstUserOid}`;
  const wanted = name === 'pg_namespace' ? `(${user} OR t.oid = ${publicSchema})` : user;
  return name in rowsLeftOut ? `${wanted} AND NOT (${rowsLeftOut[name]})` : wanted;
}

/** Describe roles, tablespaces and settings of the whole server: another database has the same. */
function isShared(name: string): boolean {
  return [
    ...['pg_auth_members', 'pg_authid', 'pg_parameter_acl', 'pg_replication_origin', 'pg_shdepend', 'pg_shdescription'],
    ...['pg_shseclabel', 'pg_tablespace'],
  ].includes(name);
}

function rowsQuery({ name, columns }: Catalog, condition: string): string {
  const leftOut = ['oid', ...(columnsLeftOut[name] ?? [])];
  const compared = columns.filter((column) => !leftOut.includes(column.name) && column.type !== 'pg_node_tree');
  const outputs = compared.map((column) => `to_jsonb(${readable(column)}) AS "${column.name}"`);
  for (const [label, sql] of Object.entries(definitions[name] ?? {})) {
    if (mentionsOnly(columns, sql)) outputs.push(`to_jsonb(${sql}) AS "${label}"`);
  }
  const hasIdentity = columns.some((column) => column.name === 'oid') && name !== 'pg_database';
  if (hasIdentity) outputs.unshift(`${identity(name, 't.oid')} AS "identity"`);
  return `SELECT ${outputs.join(', ')} FROM pg_catalog.${name} t WHERE ${condition}`;
}

/** An older version may lack a column that a definition is made of. */
function mentionsOnly(columns: readonly CatalogColumn[], sql: string): boolean {
  const names = new Set(columns.map((column) => column.name));
  return [...sql.matchAll(/\bt\.(\w+)/g)].every(([, name]) => names.has(name!));
}

function readable(column: CatalogColumn): string {
  const value = `t."${column.name}"`;
  if (column.type === 'aclitem[]') return sortedAcl(value, privileges[column.name]);
  if (column.type === 'regproc') return `${value}::regprocedure::text`;
  if (/options$|setconfig/.test(column.name)) return `(SELECT array_agg(o ORDER BY o) FROM unnest(${value}) o)`;
  if (!column.references) return value;
  const one = (number: string) =>
    column.relation
      ? `(SELECT attname FROM pg_attribute WHERE attrelid = t.${column.relation} AND attnum = ${number})`
      : identity(column.references!, number);
  if (!column.isArray) return one(value);
  const elements = column.relation ? `${value}::int2[]` : `${value}::oid[]`;
  return `(SELECT array_agg(${one('e.n')} ORDER BY e.i) FROM unnest(${elements}) WITH ORDINALITY e (n, i))`;
}

function identity(catalog: string, oid: string): string {
  if (catalog === 'pg_largeobject_metadata') return `${oid}::text`;
  return `(SELECT identity FROM pg_identify_object('pg_catalog.${catalog}'::regclass, ${oid}, 0) WHERE ${oid} <> 0)`;
}

function describeRow(catalog: string, { identity, ...values }: Record<string, unknown>): string {
  const facts = Object.entries(values)
    .filter(([, value]) => value !== null && value !== false && value !== '' && value !== '-')
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [catalog, ...(identity === undefined ? [] : [identity]), ...facts].join(' ');
}
