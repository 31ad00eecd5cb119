import type { ArchiveEntry } from '../postgres/archive.ts';
import { quoteIdent, quoteLiteral, quoteQualified } from '../postgres/identifier.ts';
import { mapRole, type RoleRules, withMappedRoles } from './roles.ts';

/** What the statements of an entry depend on besides the entry. */
export interface SqlRules extends RoleRules {
  /** `server_version_num` of the target. */
  readonly targetVersion: number;
  readonly tablespaces: ReadonlySet<string>;
  /** Whom the target's default privileges let use what is created, by pg_dump's word for its kind; as SQL names them. */
  readonly defaultGrantees?: ReadonlyMap<string, readonly string[]>;
}

export interface EntryRules extends SqlRules {
  readonly signal: AbortSignal;
}

/** The statements that carry out one entry of the archive, in order. */
export function entrySql(entry: ArchiveEntry, rules: SqlRules): string[] {
  const defn = forTarget(entry, withMappedRoles(entry, rules), rules.targetVersion).trim();
  if (defn === '') return [];
  return [
    ...placement(entry, rules),
    defn,
    ...withoutDefaultPrivileges(entry, rules),
    ...ownership(entry, rules),
    ...partitionedAccessMethod(entry, rules),
  ];
}

/** Where the object is stored is not part of its definition: pg_dump keeps it beside. */
function placement(entry: ArchiveEntry, { tablespaces }: SqlRules): string[] {
  const statements: string[] = [];
  if (entry.tablespace !== null) {
    const known = tablespaces.has(entry.tablespace) ? entry.tablespace : '';
    statements.push(`SET default_tablespace = ${quoteLiteral(known)}`);
  }
  if (entry.tableam && entry.relkind !== 'p') {
    statements.push(`SET default_table_access_method = ${quoteIdent(entry.tableam)}`);
  }
  return statements;
}

/** PostgreSQL 17 remembers an access method on a partitioned table, which has no storage to apply the setting to. */
function partitionedAccessMethod(entry: ArchiveEntry, { targetVersion }: SqlRules): string[] {
  if (!entry.tableam || entry.relkind !== 'p' || targetVersion < 170000) return [];
  return [
    `ALTER TABLE ${quoteQualified(entry.namespace ?? '', entry.tag)} SET ACCESS METHOD ${quoteIdent(entry.tableam)}`,
  ];
}

const grantedAsTable: ReadonlySet<string> = new Set(['TABLE', 'VIEW', 'MATERIALIZED VIEW', 'FOREIGN TABLE']);

/**
 * An object has the privileges that it has in the set, which the archive grants later. What the target gives to everything that
 * is created there would come on top: whoever was not to read a table could read its copy, and its rows before its policies are there.
 * https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html
 */
function withoutDefaultPrivileges(entry: ArchiveEntry, { defaultGrantees }: SqlRules): string[] {
  const grantees = defaultGrantees?.get(entry.desc) ?? [];
  const object = grantedAsTable.has(entry.desc)
    ? `TABLE ${quoteQualified(entry.namespace ?? '', entry.tag)}`
    : ownedObject(entry);
  return grantees.length === 0 || !object ? [] : [`REVOKE ALL ON ${object} FROM ${grantees.join(', ')}`];
}

const ownedInSchema: ReadonlySet<string> = new Set([
  'COLLATION',
  'CONVERSION',
  'DOMAIN',
  'FOREIGN TABLE',
  'MATERIALIZED VIEW',
  'SEQUENCE',
  'STATISTICS',
  'TABLE',
  'TEXT SEARCH CONFIGURATION',
  'TEXT SEARCH DICTIONARY',
  'TYPE',
  'VIEW',
]);

const ownedGlobally: ReadonlySet<string> = new Set([
  'EVENT TRIGGER',
  'FOREIGN DATA WRAPPER',
  'PROCEDURAL LANGUAGE',
  'PUBLICATION',
  'SCHEMA',
  'SERVER',
  'SUBSCRIPTION',
]);

/** Kinds whose tag is no name by itself; their DROP statement holds the full signature. */
const ownedBySignature: ReadonlySet<string> = new Set([
  'AGGREGATE',
  'FUNCTION',
  'OPERATOR',
  'OPERATOR CLASS',
  'OPERATOR FAMILY',
  'PROCEDURE',
]);

/** Whether an entry's object is given to its owner. */
export function isOwned(entry: ArchiveEntry): boolean {
  return ownedObject(entry) !== undefined;
}

function ownership(entry: ArchiveEntry, rules: SqlRules): string[] {
  if (!rules.owner || !entry.owner) return [];
  const object = ownedObject(entry);
  return object ? [`ALTER ${object} OWNER TO ${quoteIdent(mapRole(entry.owner, rules))}`] : [];
}

function ownedObject(entry: ArchiveEntry): string | undefined {
  if (ownedInSchema.has(entry.desc)) return `${entry.desc} ${quoteQualified(entry.namespace ?? '', entry.tag)}`;
  if (ownedGlobally.has(entry.desc)) return `${entry.desc} ${quoteIdent(entry.tag)}`;
  if (ownedBySignature.has(entry.desc)) return /^DROP ([\s\S]*?);\s*$/.exec(entry.dropStmt ?? '')?.[1];
  return undefined;
}

/** A definition in words that the target's version knows. pg_dump writes for servers of its own version. */
export function forTarget(entry: ArchiveEntry, sql: string, targetVersion: number): string {
  return entry.desc === 'SUBSCRIPTION' ? knownSubscriptionOptions(sql, targetVersion) : sql;
}

/** The version that brought an option: https://www.postgresql.org/docs/current/sql-createsubscription.html */
const subscriptionOptions: Readonly<Record<string, number>> = {
  binary: 140000,
  streaming: 140000,
  two_phase: 150000,
  disable_on_error: 150000,
  password_required: 160000,
  run_as_owner: 160000,
  origin: 160000,
  failover: 170000,
};

/**
 * A definition in words that a server of the source's version takes as well as a newer one, for who does not know where it will
 * run: pg_dump names all options that a subscription may have since, with what they were before there was a choice.
 */
export function portableDefinition(entry: ArchiveEntry, sourceVersion: number): string {
  const defn = entry.defn ?? '';
  const older = forTarget(entry, defn, sourceVersion);
  if (older === defn) return defn;
  const newest = Math.max(...Object.values(subscriptionOptions));
  const run = (sql: string) => `EXECUTE ${quoteLiteral(sql.trim())}`;
  const body = `BEGIN
  IF pg_catalog.current_setting('server_version_num')::int >= ${newest} THEN ${run(defn)}; ELSE ${run(older)}; END IF;
END`;
  return `DO ${quoteLiteral(body)};\n`;
}

function knownSubscriptionOptions(sql: string, targetVersion: number): string {
  const known = targetVersion < 160000 ? sql.replace(/, streaming = parallel\b/, ', streaming = on') : sql; // since 16
  return Object.entries(subscriptionOptions)
    .filter(([, since]) => targetVersion < since)
    .reduce((text, [option]) => text.replace(new RegExp(`, ${option} = (?:'[^']*'|\\w+)`), ''), known);
}
