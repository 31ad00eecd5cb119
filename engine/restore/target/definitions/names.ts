/** SQL for the name of the routine at an OID, null for none. */
export function routineName(oid: string): string {
  return named('pg_proc', 'pro', oid);
}

/** SQL for the name of the operator at an OID as definitions refer to it, null for none. */
export function operatorName(oid: string): string {
  return `(SELECT pg_catalog.format('OPERATOR(%I.%s)', place.nspname, meant.oprname) FROM pg_catalog.pg_operator meant
             JOIN pg_catalog.pg_namespace place ON place.oid = meant.oprnamespace WHERE meant.oid = ${oid})`;
}

/** SQL for the name of what a catalog has at an OID, null for none; its columns begin with `prefix`. */
export function named(catalog: string, prefix: string, oid: string): string {
  return `(SELECT pg_catalog.format('%I.%I', place.nspname, meant.${prefix}name) FROM pg_catalog.${catalog} meant
             JOIN pg_catalog.pg_namespace place ON place.oid = meant.${prefix}namespace WHERE meant.oid = ${oid})`;
}

/** SQL for the name of the type at an OID, null for none. */
export function typeName(oid: string): string {
  return `pg_catalog.format_type(NULLIF(${oid}, 0), NULL)`;
}

/** SQL for what stands between the parentheses of `CREATE … (…)`: each option with SQL for its value, left out where that is null. */
export function options(values: Readonly<Record<string, string>>): string {
  const each = Object.entries(values).map(([name, value]) => `'${name} = ' || (${value})`);
  return `pg_catalog.concat_ws(', ', ${each.join(', ')})`;
}

/** SQL for a text as a literal, null for null. */
export function literal(value: string): string {
  return `pg_catalog.quote_literal(${value})`;
}

/** SQL for a word where a condition holds, and null otherwise. */
export function word(condition: string, text = 'true'): string {
  return `CASE WHEN ${condition} THEN '${text}' END`;
}

/** SQL for ` OPTIONS (…)` of foreign objects, from `{name=value,…}`; empty for none. */
export function foreignOptions(list: string): string {
  return `COALESCE((SELECT pg_catalog.format(' OPTIONS (%s)', pg_catalog.string_agg(pg_catalog.format('%I %L', option_name, option_value), ', '))
                      FROM pg_catalog.pg_options_to_table(${list}) HAVING pg_catalog.count(*) > 0), '')`;
}
