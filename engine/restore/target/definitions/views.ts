/** A storage parameter as pg_dump writes it: `option_value` is a word only where it is no keyword. */
const parameter = `pg_catalog.format(CASE WHEN pg_catalog.quote_ident(option_value) = option_value THEN '%I=%s' ELSE '%I=%L' END, option_name, option_value)`;

const parameters = `(SELECT pg_catalog.format(' WITH (%s)', pg_catalog.string_agg(${parameter}, ', '))
  FROM pg_catalog.pg_options_to_table(c.reloptions) WHERE option_name <> 'check_option' HAVING pg_catalog.count(*) > 0)`;

/** Set by `WITH LOCAL CHECK OPTION`, kept as a parameter. */
const checkOption = `(SELECT pg_catalog.format(' WITH %s CHECK OPTION', option_value)
  FROM pg_catalog.pg_options_to_table(c.reloptions) WHERE option_name = 'check_option')`;

/** Views and materialized views, as this version of the server words their queries. */
export const viewSql = `
  SELECT c.oid, pg_catalog.format('CREATE %s %I.%I%s AS %s%s', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, n.nspname, c.relname,
           ${parameters}, pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid), ';'), CASE c.relkind WHEN 'm' THEN ' WITH NO DATA' ELSE ${checkOption} END) AS sql
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm')`;
