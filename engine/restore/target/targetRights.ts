import type pg from 'pg';
import { relationKey } from './dependents.ts';

/** What the restoring role may do with what is in the target already, and which roles it may give objects to. */
export interface TargetRights extends ServerRights {
  /** By name. */
  readonly schemas: ReadonlyMap<string, SchemaRights>;
  /** By {@link relationKey}. */
  readonly relations: ReadonlyMap<string, RelationRights>;
}

/** What does not depend on what is in the database. */
export interface ServerRights {
  /** Roles that the role may make the owner of something. */
  readonly becomes: ReadonlySet<string>;
  /** Extensions that only a superuser may create, or an administrator whom a service lets. */
  readonly superuserExtensions: ReadonlySet<string>;
  /** Languages in which only a superuser may write functions. */
  readonly untrustedLanguages: ReadonlySet<string>;
  /** Settings that the role may give a value, in lower case. Those of applications (`app.name`) are only a superuser's. */
  readonly settings: ReadonlySet<string>;
}

export interface SchemaRights {
  readonly owner: string;
  readonly usage: boolean;
  readonly create: boolean;
}

export interface RelationRights {
  readonly owner: string;
  /** May do what the owner may. */
  readonly owns: boolean;
  readonly insert: boolean;
  readonly select: boolean;
  readonly update: boolean;
  readonly references: boolean;
  readonly trigger: boolean;
}

/** Of a database that is still to be created: whoever creates it owns what is in it. */
export function rightsInNewDatabase(server: ServerRights): TargetRights {
  return { ...server, schemas: new Map(), relations: new Map() };
}

export async function readRights(client: pg.Client, server: ServerRights): Promise<TargetRights> {
  const schemas = await client.query(`
    SELECT nspname AS name, pg_catalog.pg_get_userbyid(nspowner) AS owner, pg_catalog.has_schema_privilege(oid, 'USAGE') AS usage,
           pg_catalog.has_schema_privilege(oid, 'CREATE') AS create
      FROM pg_catalog.pg_namespace`);
  // a right on some columns counts: it may be all that is needed
  const relations = await client.query(`
    SELECT n.nspname AS schema, c.relname AS name, pg_catalog.pg_get_userbyid(c.relowner) AS owner,
           pg_catalog.pg_has_role(c.relowner, 'USAGE') AS owns,
           pg_catalog.has_any_column_privilege(c.oid, 'INSERT') AS insert,
           pg_catalog.has_any_column_privilege(c.oid, 'SELECT') AS select,
           pg_catalog.has_table_privilege(c.oid, 'UPDATE') AS update,
           pg_catalog.has_any_column_privilege(c.oid, 'REFERENCES') AS references,
           pg_catalog.has_table_privilege(c.oid, 'TRIGGER') AS trigger
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND n.nspname <> 'pg_catalog'`);
  return {
    ...server,
    schemas: new Map(schemas.rows.map(({ name, ...rights }) => [name, rights])),
    relations: new Map(relations.rows.map(({ schema, name, ...rights }) => [relationKey(schema, name), rights])),
  };
}

export async function readServerRights(client: pg.Client): Promise<ServerRights> {
  const { rows } = await client.query(
    `SELECT ARRAY(SELECT rolname::text FROM pg_catalog.pg_roles WHERE pg_catalog.pg_has_role(oid,
                    CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)) AS becomes,
            ARRAY(SELECT v.name::text FROM pg_catalog.pg_available_extension_versions v
                    JOIN pg_catalog.pg_available_extensions a ON a.name = v.name AND a.default_version = v.version
                   WHERE v.superuser AND NOT COALESCE((pg_catalog.to_jsonb(v) ->> 'trusted')::bool, false)) AS extensions, -- since 13
            ARRAY(SELECT lanname::text FROM pg_catalog.pg_language WHERE NOT lanpltrusted) AS languages,
            pg_catalog.current_setting('server_version_num')::int >= 150000 AS "knowsGrants"`,
  );
  const { becomes, extensions, languages, knowsGrants } = rows[0];
  return {
    becomes: new Set(becomes),
    superuserExtensions: new Set(extensions),
    untrustedLanguages: new Set(languages),
    settings: await readSettings(client, knowsGrants),
  };
}

/** Since PostgreSQL 15 the right to set what is a superuser's can be granted. What the role may not see it may not set either. */
async function readSettings(client: pg.Client, knowsGrants: boolean): Promise<ReadonlySet<string>> {
  const granted = knowsGrants ? "OR context = 'superuser' AND pg_catalog.has_parameter_privilege(name, 'SET')" : '';
  const { rows } = await client.query(
    `SELECT pg_catalog.lower(name) AS name FROM pg_catalog.pg_settings WHERE context IN ('user', 'backend') ${granted}`,
  );
  return new Set(rows.map(({ name }) => name));
}
