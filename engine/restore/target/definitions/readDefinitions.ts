import type pg from 'pg';
import { type ObjectName, objectsSql } from '../catalogObjects.ts';
import { accessSql } from './access.ts';
import { aggregateSql } from './aggregates.ts';
import { castSql, collationSql, conversionSql, transformSql } from './conversions.ts';
import { foreignSql } from './foreign.ts';
import { operatorClassSql, operatorFamilySql, operatorSql } from './operators.ts';
import { publicationSql } from './publications.ts';
import { routineSql } from './routines.ts';
import { textSearchSql } from './textSearch.ts';
import { typeSql } from './types.ts';
import { viewSql } from './views.ts';

/** An object of the target with the statements that make such a one, as pg_dump writes them but for order and layout. */
export interface TargetDefinition extends ObjectName {
  readonly sql: string;
}

/**
 * What is there under these names, as far as it can be told what it is: of user mappings only those whose options the role may see,
 * of subscriptions and of what holds rows or values nothing. Names are written as under an empty `search_path`, which must be set.
 */
export async function readDefinitions(client: pg.Client, names: readonly ObjectName[]): Promise<TargetDefinition[]> {
  const known = names.filter(({ kind }) => Object.hasOwn(definitionSql, kind));
  if (known.length === 0) return [];
  const { rows } = await client.query<ObjectName & { oid: string }>(
    `SELECT o.kind, o.schema, o.name, o.objid::text AS oid
       FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[]), pg_catalog.unnest($3::text[])) c(kind, schema, name)
       JOIN (${objectsSql}) o ON o.kind = c.kind AND o.schema = c.schema AND o.name = c.name`,
    [known.map(({ kind }) => kind), known.map(({ schema }) => schema), known.map(({ name }) => name)],
  );
  const definitions: TargetDefinition[] = [];
  for (const [kind, objects] of Map.groupBy(rows, (row) => row.kind)) {
    const found = await client.query<{ oid: string; sql: string | null }>(
      `SELECT d.oid::text AS oid, d.sql FROM (${definitionSql[kind]}) d WHERE d.oid = ANY($1::oid[])`,
      [objects.map(({ oid }) => oid)],
    );
    const sqlOf = new Map(found.rows.map(({ oid, sql }) => [oid, sql]));
    for (const { oid, ...name } of objects) {
      const sql = sqlOf.get(oid);
      if (sql) definitions.push({ ...name, sql });
    }
  }
  return definitions;
}

/** A query of all objects of a kind as (oid, sql), by the words of {@link objectsSql}. */
const definitionSql: Readonly<Record<string, string>> = {
  ...accessSql,
  ...foreignSql,
  ...textSearchSql,
  cast: castSql,
  collation: collationSql,
  conversion: conversionSql,
  operator: operatorSql,
  'operator class': operatorClassSql,
  'operator family': operatorFamilySql,
  publication: publicationSql,
  relation: viewSql,
  routine: `${routineSql} UNION ALL ${aggregateSql}`,
  transform: transformSql,
  type: typeSql,
};
