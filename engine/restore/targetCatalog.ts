import type pg from 'pg';
import type { ArchiveEntry } from '../postgres/archive.ts';
import { type DatabaseFacts, readDatabaseFacts } from '../postgres/catalog/database.ts';
import { isServerError } from '../postgres/databaseError.ts';
import { relationKinds } from './archiveGraph.ts';
import { type Dependent, readDependents } from './dependents.ts';

/** What is in the target already, and what its role may do there. */
export class TargetCatalog {
  readonly facts: DatabaseFacts;
  readonly role: string;
  readonly superuser: boolean;
  /** May create schemas in the database. */
  readonly mayCreate: boolean;
  readonly roles: ReadonlySet<string>;
  /** Extensions that can be created, whether they are or not. */
  readonly availableExtensions: ReadonlySet<string>;
  /** What would break if a relation were replaced, by its key. */
  readonly dependents: ReadonlyMap<string, readonly Dependent[]>;
  readonly largeObjects: ReadonlySet<number>;
  readonly tablespaces: ReadonlySet<string>;
  readonly #objects: ReadonlySet<string>;

  private constructor(parts: CatalogParts) {
    this.facts = parts.facts;
    this.role = parts.role;
    this.superuser = parts.superuser;
    this.mayCreate = parts.mayCreate;
    this.roles = parts.roles;
    this.availableExtensions = parts.availableExtensions;
    this.dependents = parts.dependents;
    this.largeObjects = parts.largeObjects;
    this.tablespaces = parts.tablespaces;
    this.#objects = parts.objects;
  }

  /** Reads the database that one is connected to. `extensions` are those that a restore wants to create. */
  static async read(client: pg.Client, extensions: readonly string[]): Promise<TargetCatalog> {
    await client.query("SET search_path = ''"); // names of types then come with their schema, as pg_dump writes them
    const { rows } = await client.query(`SELECT kind, schema, name FROM (${objectsSql}) o`);
    return new TargetCatalog({
      ...(await readServer(client, extensions)),
      dependents: await readDependents(client),
      objects: new Set(rows.map((row) => key(row.kind, row.schema, row.name))),
    });
  }

  /** A database that is still to be created: what `template0` has, with the roles and extensions of the server. */
  static async ofNewDatabase(
    client: pg.Client,
    database: string,
    extensions: readonly string[],
  ): Promise<TargetCatalog> {
    const server = await readServer(client, extensions);
    return new TargetCatalog({
      ...server,
      facts: { ...server.facts, name: database },
      mayCreate: true, // who creates it owns it
      largeObjects: new Set(),
      dependents: new Map(),
      objects: new Set([key('schema', '', 'public'), key('extension', '', 'plpgsql'), key('language', '', 'plpgsql')]),
    });
  }

  /** Whether an object of the entry's kind and name is there. Kinds that cannot be looked up by name count as absent. */
  has(entry: ArchiveEntry): boolean {
    return this.#objects.has(key(catalogKind(entry.desc), entry.namespace ?? '', catalogName(entry)));
  }

  /** Whether the relation of the entry's name is of the entry's kind too: a view is no table. */
  hasOfKind(entry: ArchiveEntry): boolean {
    return this.#objects.has(key(entry.desc, entry.namespace ?? '', entry.tag));
  }

  hasRelation(schema: string, name: string): boolean {
    return this.#objects.has(key('relation', schema, name));
  }
}

type ServerParts = Omit<CatalogParts, 'dependents' | 'objects'>;

async function readServer(client: pg.Client, wanted: readonly string[]): Promise<ServerParts> {
  const { rows } = await client.query(`
      SELECT current_user AS role, r.rolsuper AS superuser,
             pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') AS "mayCreate",
             ARRAY(SELECT rolname::text FROM pg_catalog.pg_roles) AS roles,
             ARRAY(SELECT name::text FROM pg_catalog.pg_available_extensions) AS extensions,
             ARRAY(SELECT oid::int8::float8 FROM pg_catalog.pg_largeobject_metadata) AS "largeObjects",
             ARRAY(SELECT spcname::text FROM pg_catalog.pg_tablespace) AS tablespaces
        FROM pg_catalog.pg_roles r WHERE r.rolname = current_user`);
  const { role, superuser, mayCreate, roles, extensions, largeObjects, tablespaces } = rows[0];
  const unlisted = wanted.filter((name) => !extensions.includes(name));
  for (const name of unlisted) if (await offers(client, name)) extensions.push(name);
  return {
    facts: await readDatabaseFacts(client),
    role,
    superuser,
    mayCreate,
    roles: new Set(roles),
    availableExtensions: new Set(extensions),
    largeObjects: new Set(largeObjects),
    tablespaces: new Set(tablespaces),
  };
}

/** Debian's servers look into a further folder (`extension_destdir`) that `pg_available_extensions` does not list. */
async function offers(client: pg.Client, extension: string): Promise<boolean> {
  try {
    await client.query('SELECT FROM pg_catalog.pg_extension_update_paths($1)', [extension]);
    return true;
  } catch (thrown) {
    if (!isServerError(thrown)) throw thrown;
    return false;
  }
}

interface CatalogParts {
  readonly facts: DatabaseFacts;
  readonly role: string;
  readonly superuser: boolean;
  readonly mayCreate: boolean;
  readonly roles: ReadonlySet<string>;
  readonly availableExtensions: ReadonlySet<string>;
  readonly dependents: ReadonlyMap<string, readonly Dependent[]>;
  readonly largeObjects: ReadonlySet<number>;
  readonly tablespaces: ReadonlySet<string>;
  readonly objects: ReadonlySet<string>;
}

function key(kind: string, schema: string, name: string): string {
  return JSON.stringify([kind, schema, name]);
}

/** pg_dump's word for a kind, as {@link objectsSql} groups them: what shares a name space shares a word. */
function catalogKind(desc: string): string {
  if (relationKinds.has(desc)) return 'relation';
  if (desc === 'FUNCTION' || desc === 'PROCEDURE' || desc === 'AGGREGATE') return 'routine';
  if (desc === 'TYPE' || desc === 'DOMAIN' || desc === 'SHELL TYPE') return 'type';
  if (desc === 'PROCEDURAL LANGUAGE') return 'language';
  return desc.toLowerCase();
}

function catalogName(entry: ArchiveEntry): string {
  if (entry.desc !== 'OPERATOR') return entry.tag;
  const operands = / (\(.*\));\s*$/s.exec(entry.dropStmt ?? ''); // an operator's tag lacks its operands
  return `${entry.tag} ${operands?.[1] ?? ''}`;
}

/** Every named object as (kind, schema, name), with names spelled as pg_dump spells an entry's tag. */
const objectsSql = `
  SELECT 'relation' AS kind, n.nspname AS schema, c.relname AS name
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind <> 't' AND n.nspname <> 'pg_catalog'
  UNION ALL SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE'
                   ELSE 'TABLE' END, n.nspname, c.relname
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
  UNION ALL SELECT 'schema', '', nspname FROM pg_catalog.pg_namespace
  UNION ALL SELECT 'extension', '', extname FROM pg_catalog.pg_extension
  UNION ALL SELECT 'routine', n.nspname, p.proname || '(' || CASE WHEN p.prokind = 'a' AND p.pronargs = 0 THEN '*'
                   ELSE pg_catalog.oidvectortypes(p.proargtypes) END || ')'
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname <> 'pg_catalog'
  UNION ALL SELECT 'type', n.nspname, t.typname
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname <> 'pg_catalog'
  UNION ALL SELECT 'collation', n.nspname, collname FROM pg_catalog.pg_collation JOIN pg_catalog.pg_namespace n ON n.oid = collnamespace
  UNION ALL SELECT 'conversion', n.nspname, conname FROM pg_catalog.pg_conversion JOIN pg_catalog.pg_namespace n ON n.oid = connamespace
  UNION ALL SELECT 'operator', n.nspname, oprname || ' (' || CASE oprleft WHEN 0 THEN 'NONE' ELSE pg_catalog.format_type(oprleft, NULL) END
                   || ', ' || pg_catalog.format_type(oprright, NULL) || ')'
    FROM pg_catalog.pg_operator JOIN pg_catalog.pg_namespace n ON n.oid = oprnamespace WHERE n.nspname <> 'pg_catalog'
  UNION ALL SELECT 'operator family', n.nspname, opfname FROM pg_catalog.pg_opfamily JOIN pg_catalog.pg_namespace n ON n.oid = opfnamespace
  UNION ALL SELECT 'operator class', n.nspname, opcname FROM pg_catalog.pg_opclass JOIN pg_catalog.pg_namespace n ON n.oid = opcnamespace
  UNION ALL SELECT 'text search configuration', n.nspname, cfgname FROM pg_catalog.pg_ts_config JOIN pg_catalog.pg_namespace n ON n.oid = cfgnamespace
  UNION ALL SELECT 'text search dictionary', n.nspname, dictname FROM pg_catalog.pg_ts_dict JOIN pg_catalog.pg_namespace n ON n.oid = dictnamespace
  UNION ALL SELECT 'text search parser', n.nspname, prsname FROM pg_catalog.pg_ts_parser JOIN pg_catalog.pg_namespace n ON n.oid = prsnamespace
  UNION ALL SELECT 'text search template', n.nspname, tmplname FROM pg_catalog.pg_ts_template JOIN pg_catalog.pg_namespace n ON n.oid = tmplnamespace
  UNION ALL SELECT 'cast', '', 'CAST (' || pg_catalog.format_type(castsource, NULL) || ' AS ' || pg_catalog.format_type(casttarget, NULL) || ')'
    FROM pg_catalog.pg_cast
  UNION ALL SELECT 'transform', '', 'TRANSFORM FOR ' || pg_catalog.format_type(trftype, NULL) || ' LANGUAGE ' || pg_catalog.quote_ident(lanname)
    FROM pg_catalog.pg_transform JOIN pg_catalog.pg_language l ON l.oid = trflang
  UNION ALL SELECT 'foreign data wrapper', '', fdwname FROM pg_catalog.pg_foreign_data_wrapper
  UNION ALL SELECT 'server', '', srvname FROM pg_catalog.pg_foreign_server
  UNION ALL SELECT 'user mapping', '', 'USER MAPPING ' || usename || ' SERVER ' || srvname FROM pg_catalog.pg_user_mappings
  UNION ALL SELECT 'publication', '', pubname FROM pg_catalog.pg_publication
  UNION ALL SELECT 'subscription', '', subname FROM pg_catalog.pg_subscription
     WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
  UNION ALL SELECT 'event trigger', '', evtname FROM pg_catalog.pg_event_trigger
  UNION ALL SELECT 'access method', '', amname FROM pg_catalog.pg_am
  UNION ALL SELECT 'language', '', lanname FROM pg_catalog.pg_language`;
