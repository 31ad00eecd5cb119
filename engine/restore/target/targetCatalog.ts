import type pg from 'pg';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { type DatabaseFacts, readDatabaseFacts } from '../../postgres/catalog/database.ts';
import { isServerError } from '../../postgres/databaseError.ts';
import { type RecognizedService, recognizeService } from '../../postgres/services/recognizeService.ts';
import {
  goneParameters,
  nameOfEntry,
  type ObjectAddress,
  type ObjectName,
  objectsSql,
  withGone,
} from './catalogObjects.ts';
import { readDefaultGrantees } from './defaultGrantees.ts';
import { type Dependent, readDependents } from './dependents.ts';
import { isPublicInUse } from './publicSchema.ts';
import { type ReadOnly, readReadOnly } from './readOnly.ts';
import { readColumns } from './tableColumns.ts';
import { readRights, readServerRights, rightsInNewDatabase, type TargetRights } from './targetRights.ts';
import { readWholePublications, type WholePublication } from './wholePublications.ts';

/** The OID of `pg_largeobject`, by which the catalogs refer to large objects. */
export const largeObjectClass = '2613';

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
  /** The columns of each table that values can be written to, by the table's key. */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
  readonly largeObjects: ReadonlySet<number>;
  /** Publications that take in whatever table is created. */
  readonly publications: readonly WholePublication[];
  /** Those in which the role may create something. */
  readonly tablespaces: ReadonlySet<string>;
  /** Whom default privileges let use what is created, by pg_dump's word for its kind. */
  readonly defaultGrantees: ReadonlyMap<string, readonly string[]>;
  /** Whether the schema `public` is more than what every database has from birth. */
  readonly publicInUse: boolean;
  /** Who runs the server for others, where that is known. */
  readonly service: RecognizedService | undefined;
  /** Why nothing can be written; undefined where something can. */
  readonly readOnly: ReadOnly | undefined;
  readonly rights: TargetRights;
  readonly #objects: ReadonlySet<string>;

  private constructor(parts: CatalogParts) {
    this.facts = parts.facts;
    this.role = parts.role;
    this.superuser = parts.superuser;
    this.mayCreate = parts.mayCreate;
    this.roles = parts.roles;
    this.availableExtensions = parts.availableExtensions;
    this.dependents = parts.dependents;
    this.columns = parts.columns;
    this.largeObjects = parts.largeObjects;
    this.publications = parts.publications;
    this.tablespaces = parts.tablespaces;
    this.defaultGrantees = parts.defaultGrantees;
    this.publicInUse = parts.publicInUse;
    this.service = parts.service;
    this.readOnly = parts.readOnly;
    this.rights = parts.rights;
    this.#objects = parts.objects;
  }

  /**
   * Reads the database that one is connected to, as it is without the objects at `absent`. `extensions` are those that a
   * restore wants to create.
   */
  static async read(
    client: pg.Client,
    extensions: readonly string[],
    absent: readonly ObjectAddress[] = [],
  ): Promise<TargetCatalog> {
    await client.query("SET search_path = ''; SET quote_all_identifiers = off"); // names of types are then as pg_dump writes them
    const { rows } = await client.query<ObjectName>(
      `${withGone} SELECT kind, schema, name FROM (${objectsSql}) o
                    WHERE NOT EXISTS (SELECT FROM gone g WHERE g.classid = o.classid AND g.objid = o.objid)`,
      goneParameters(absent),
    );
    const server = await readServer(client, extensions);
    const gone = new Set(
      absent.filter(({ classid }) => classid === largeObjectClass).map(({ objid }) => Number(objid)),
    );
    return new TargetCatalog({
      ...server,
      largeObjects: new Set([...server.largeObjects].filter((oid) => !gone.has(oid))),
      rights: await readRights(client, await readServerRights(client)),
      dependents: await readDependents(client, absent),
      columns: await readColumns(client),
      publications: await readWholePublications(client),
      defaultGrantees: await readDefaultGrantees(client),
      publicInUse: await isPublicInUse(client, absent),
      objects: new Set(rows.map(key)),
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
      rights: rightsInNewDatabase(await readServerRights(client)),
      dependents: new Map(),
      columns: new Map(),
      publications: [],
      defaultGrantees: new Map(),
      publicInUse: false,
      objects: new Set([
        key({ kind: 'schema', schema: '', name: 'public' }),
        key({ kind: 'extension', schema: '', name: 'plpgsql' }),
        key({ kind: 'language', schema: '', name: 'plpgsql' }),
      ]),
    });
  }

  /** Whether an object of the entry's kind and name is there. Kinds that cannot be looked up by name count as absent. */
  has(entry: ArchiveEntry): boolean {
    return this.#objects.has(key(nameOfEntry(entry)));
  }

  /** Whether the relation of the entry's name is of the entry's kind too: a view is no table. */
  hasOfKind(entry: ArchiveEntry): boolean {
    return this.#objects.has(key({ kind: entry.desc, schema: entry.namespace ?? '', name: entry.tag }));
  }

  hasRelation(schema: string, name: string): boolean {
    return this.#objects.has(key({ kind: 'relation', schema, name }));
  }

  /** Whether no table, view, sequence or index can get the name: types share their name space, for a table is one too. */
  isNameTaken({ schema, name }: { readonly schema: string; readonly name: string }): boolean {
    return ['relation', 'type'].some((kind) => this.#objects.has(key({ kind, schema, name })));
  }
}

type ServerParts = Omit<
  CatalogParts,
  'rights' | 'dependents' | 'columns' | 'publications' | 'defaultGrantees' | 'publicInUse' | 'objects'
>;

async function readServer(client: pg.Client, wanted: readonly string[]): Promise<ServerParts> {
  const { rows } = await client.query(`
      SELECT current_user AS role, r.rolsuper AS superuser,
             pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') AS "mayCreate",
             ARRAY(SELECT rolname::text FROM pg_catalog.pg_roles) AS roles,
             ARRAY(SELECT name::text FROM pg_catalog.pg_available_extensions) AS extensions,
             ARRAY(SELECT oid::int8::float8 FROM pg_catalog.pg_largeobject_metadata) AS "largeObjects",
             ARRAY(SELECT spcname::text FROM pg_catalog.pg_tablespace
                    WHERE pg_catalog.has_tablespace_privilege(oid, 'CREATE')) AS tablespaces
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
    service: await recognizeService(client),
    readOnly: await readReadOnly(client),
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
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
  readonly largeObjects: ReadonlySet<number>;
  readonly publications: readonly WholePublication[];
  readonly tablespaces: ReadonlySet<string>;
  readonly defaultGrantees: ReadonlyMap<string, readonly string[]>;
  readonly publicInUse: boolean;
  readonly service: RecognizedService | undefined;
  readonly readOnly: ReadOnly | undefined;
  readonly rights: TargetRights;
  readonly objects: ReadonlySet<string>;
}

function key({ kind, schema, name }: ObjectName): string {
  return JSON.stringify([kind, schema, name]);
}
