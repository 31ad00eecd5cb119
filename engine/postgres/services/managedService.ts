/**
 * A service that runs PostgreSQL for others: how its servers are known, what it keeps to itself, and what its administrators may
 * do that elsewhere only a superuser may. All of it by the service's documentation.
 */
export interface ManagedService {
  readonly name: string;
  /** A condition in SQL, for any role and with an empty `search_path`: true on its servers. */
  readonly sign: string;
  readonly administrators: Administrators;
  readonly own: ServiceProperty;
}

/** A superuser is nobody's there. */
export interface Administrators {
  /** Roles, of which whoever administers a database is a member. */
  readonly roles: readonly string[];
  /** A setting that names such a role. */
  readonly roleSetting?: string;
  /** Kinds of objects that they may create, by pg_dump's words; {@link allTables} and `EXTENSION` among them. */
  readonly create: readonly (SuperuserKind | 'EXTENSION' | typeof allTables)[];
  /** A setting that lists the extensions they may create. Without it all that the server offers. */
  readonly extensionsSetting?: string;
}

/** A publication `FOR ALL TABLES`, or of all of a schema. */
export const allTables = 'PUBLICATION FOR ALL TABLES';

export type SuperuserKind = 'EVENT TRIGGER' | 'FOREIGN DATA WRAPPER' | 'SUBSCRIPTION';

/** What the service makes and changes itself: not for others to create, replace or drop. */
export interface ServiceProperty {
  readonly roles: readonly string[];
  readonly schemas: readonly string[];
  /** Extensions that no other server has. */
  readonly extensions: readonly string[];
  readonly eventTriggers: readonly string[];
  readonly publications: readonly string[];
}

export const nothingOwned: ServiceProperty = {
  roles: [],
  schemas: [],
  extensions: [],
  eventTriggers: [],
  publications: [],
};

/** A {@link ManagedService.sign}: there is a role of this name. */
export function hasRole(name: string): string {
  return `EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = '${name}')`;
}
