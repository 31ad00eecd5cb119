import { routineName } from './names.ts';

const methodSql = `
  SELECT a.oid, pg_catalog.format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', a.amname, CASE a.amtype WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END,
           ${routineName('a.amhandler')}) AS sql
    FROM pg_catalog.pg_am a`;

const languageSql = `
  SELECT l.oid, pg_catalog.format('CREATE %s PROCEDURAL LANGUAGE %I', CASE WHEN l.lanpltrusted THEN 'TRUSTED' END, l.lanname)
           || COALESCE(' HANDLER ' || ${routineName('l.lanplcallfoid')}, '') || COALESCE(' INLINE ' || ${routineName('l.laninline')}, '')
           || COALESCE(' VALIDATOR ' || ${routineName('l.lanvalidator')}, '') AS sql
    FROM pg_catalog.pg_language l WHERE l.lanplcallfoid <> 0`;

const eventTriggerSql = `
  SELECT e.oid, pg_catalog.format('CREATE EVENT TRIGGER %I ON %I', e.evtname, e.evtevent)
           || COALESCE((SELECT pg_catalog.format(' WHEN TAG IN (%s)', pg_catalog.string_agg(pg_catalog.quote_literal(tag), ', ')) FROM pg_catalog.unnest(e.evttags) tag
                        HAVING pg_catalog.count(*) > 0), '')
           || pg_catalog.format(' EXECUTE FUNCTION %s();', ${routineName('e.evtfoid')})
           || CASE e.evtenabled WHEN 'O' THEN '' ELSE pg_catalog.format('ALTER EVENT TRIGGER %I ', e.evtname) END
           || CASE e.evtenabled WHEN 'O' THEN '' WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END AS sql
    FROM pg_catalog.pg_event_trigger e`;

/** Where it lies: what the set says of it names its schema. Its version is not in a set. */
const extensionSql = `
  SELECT e.oid, pg_catalog.format('CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I', e.extname, n.nspname) AS sql
    FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace`;

/** What a database is given besides what is in its schemas. */
export const accessSql: Readonly<Record<string, string>> = {
  'access method': methodSql,
  'event trigger': eventTriggerSql,
  extension: extensionSql,
  language: languageSql,
};
