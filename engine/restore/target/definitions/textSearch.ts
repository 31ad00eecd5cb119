import { named, options, routineName } from './names.ts';

const configurationSql = `
  SELECT c.oid, pg_catalog.format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %s);', n.nspname, c.cfgname, ${named('pg_ts_parser', 'prs', 'c.cfgparser')})
           || COALESCE((SELECT pg_catalog.string_agg(pg_catalog.format('ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s;', n.nspname, c.cfgname, alias, dictionaries), '')
                FROM (SELECT t.alias, pg_catalog.string_agg(m.mapdict::pg_catalog.regdictionary::text, ', ' ORDER BY m.mapseqno) AS dictionaries
                        FROM pg_catalog.pg_ts_config_map m JOIN LATERAL pg_catalog.ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
                       WHERE m.mapcfg = c.oid GROUP BY t.alias) mapped), '') AS sql
    FROM pg_catalog.pg_ts_config c JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace`;

const dictionarySql = `
  SELECT d.oid, pg_catalog.format('CREATE TEXT SEARCH DICTIONARY %I.%I (%s)', n.nspname, d.dictname,
           pg_catalog.concat_ws(', ', 'TEMPLATE = ' || ${named('pg_ts_template', 'tmpl', 'd.dicttemplate')}, d.dictinitoption)) AS sql
    FROM pg_catalog.pg_ts_dict d JOIN pg_catalog.pg_namespace n ON n.oid = d.dictnamespace`;

const parserSql = `
  SELECT p.oid, pg_catalog.format('CREATE TEXT SEARCH PARSER %I.%I (%s)', n.nspname, p.prsname,
           ${options({
             START: routineName('p.prsstart'),
             GETTOKEN: routineName('p.prstoken'),
             END: routineName('p.prsend'),
             HEADLINE: routineName('p.prsheadline'),
             LEXTYPES: routineName('p.prslextype'),
           })}) AS sql
    FROM pg_catalog.pg_ts_parser p JOIN pg_catalog.pg_namespace n ON n.oid = p.prsnamespace`;

const templateSql = `
  SELECT t.oid, pg_catalog.format('CREATE TEXT SEARCH TEMPLATE %I.%I (%s)', n.nspname, t.tmplname,
           ${options({ INIT: routineName('t.tmplinit'), LEXIZE: routineName('t.tmpllexize') })}) AS sql
    FROM pg_catalog.pg_ts_template t JOIN pg_catalog.pg_namespace n ON n.oid = t.tmplnamespace`;

/** https://www.postgresql.org/docs/current/textsearch-configuration.html */
export const textSearchSql: Readonly<Record<string, string>> = {
  'text search configuration': configurationSql,
  'text search dictionary': dictionarySql,
  'text search parser': parserSql,
  'text search template': templateSql,
};
