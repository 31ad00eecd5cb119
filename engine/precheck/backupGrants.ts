import { listLargeObjects } from '../postgres/catalog/largeObjects.ts';
import type { CatalogTable } from '../postgres/catalog/tables.ts';
import { summaryObstacle } from '../postgres/catalog/walHistory.ts';
import { quoteIdent, quoteLiteral, quoteQualified } from '../postgres/identifier.ts';
import { lockedTables } from '../postgres/missingRights.ts';
import { takesWholeSchema } from '../spec/patterns.ts';
import { takesLargeObjects } from '../spec/selection.ts';
import { doBlock, inComment } from './grantsSql.ts';
import { listOwners, type Owner } from './owners.ts';
import { type Source, tablesWithRows } from './source.ts';

/** What the role of a plan needs to back it up, line by line. */
export async function backupGrants(source: Source): Promise<string[]> {
  const { client, target } = source;
  const role = quoteIdent(target.user);
  const owners = (await listOwners(client)).filter(({ name }) => name !== target.user);
  return [
    ...heading(source, role),
    ...schemaGrants(source, owners, role),
    ...futureGrants(source, owners, role),
    ...(await rowSecurityGrants(source, role)),
    ...(await largeObjectGrants(source, role)),
    ...(await incrementalGrants(source, role)),
  ];
}

function heading({ plan, target, facts }: Source, role: string): string[] {
  const shorter = [
    `-- Shorter, but for every database of the server: GRANT pg_read_all_data TO ${inComment(role)};`,
    '-- of the rest only CONNECT, row-level security and large objects are needed then.',
  ];
  return [
    `-- What role ${inComment(role)} needs to back up plan ${plan.id}: the right to read, and none to change anything.`,
    `-- Run it in database ${inComment(quoteIdent(target.database))}, as a superuser or as the owners of what it grants.`,
    ...(facts.versionNumber >= 140000 ? shorter : []),
    '',
    `GRANT CONNECT ON DATABASE ${quoteIdent(target.database)} TO ${role};`,
  ];
}

function schemaGrants(source: Source, owners: readonly Owner[], role: string): string[] {
  const { selection, sequences } = source;
  const tables = Map.groupBy(lockedTables(selection), ({ schema }) => schema);
  const sequencesOf = Map.groupBy(sequences.kept, ({ schema }) => schema);
  const schemas = [...new Set([...tables.keys(), ...sequencesOf.keys()])].sort();
  return schemas.flatMap((schema) => [
    '',
    `GRANT USAGE ON SCHEMA ${quoteIdent(schema)} TO ${role};`,
    ...(takesAllOf(source, schema)
      ? [
          `GRANT SELECT ON ALL TABLES IN SCHEMA ${quoteIdent(schema)} TO ${role};`,
          `GRANT SELECT ON ALL SEQUENCES IN SCHEMA ${quoteIdent(schema)} TO ${role};`,
          ...(takesAll(source) ? [] : futureOf(schema, owners, role)),
        ]
      : [
          ...one('TABLE', tables.get(schema) ?? [], role),
          ...one('SEQUENCE', sequencesOf.get(schema) ?? [], role),
          ...(includesAllOf(source, schema) ? suggested(futureOf(schema, owners, role)) : []),
        ]),
  ]);
}

function one(kind: string, members: readonly Pick<CatalogTable, 'schema' | 'name'>[], role: string): string[] {
  return members.map(({ schema, name }) => `GRANT SELECT ON ${kind} ${quoteQualified(schema, name)} TO ${role};`);
}

/** Default privileges belong to whoever makes the objects later: taken to be those who have made some already. */
function futureOf(schema: string, owners: readonly Owner[], role: string): string[] {
  return owners
    .filter(({ schemas }) => schemas.includes(schema))
    .flatMap(({ name }) =>
      ['TABLES', 'SEQUENCES'].map(
        (kind) =>
          `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdent(name)} IN SCHEMA ${quoteIdent(schema)} GRANT SELECT ON ${kind} TO ${role};`,
      ),
    );
}

function suggested(statements: readonly string[]): string[] {
  if (statements.length === 0) return [];
  return [
    '-- what is made later must be granted before it can be backed up; this does it, for what the plan excludes as well:',
    ...statements.map((statement) => `-- ${inComment(statement)}`),
  ];
}

/** Schemas that are made later are part of a plan for everything. */
function futureGrants(source: Source, owners: readonly Owner[], role: string): string[] {
  if (!takesAll(source) || owners.length === 0) return [];
  const kinds = ['USAGE ON SCHEMAS', 'SELECT ON TABLES', 'SELECT ON SEQUENCES'];
  return [
    '',
    '-- what these roles make later; add others that will make tables',
    ...owners.flatMap(({ name }) =>
      kinds.map((kind) => `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdent(name)} GRANT ${kind} TO ${role};`),
    ),
  ];
}

function takesAll({ plan }: Source): boolean {
  const { include, exclude } = plan.document.objects;
  return include.some((pattern) => /^\*+\.\*+$/.test(pattern)) && exclude.length === 0;
}

function takesAllOf(source: Source, schema: string): boolean {
  const isExcluded = source.selection.excluded.some((table) => table.schema === schema);
  return includesAllOf(source, schema) && !isExcluded;
}

function includesAllOf({ plan }: Source, schema: string): boolean {
  return plan.document.objects.include.some((pattern) => takesWholeSchema(pattern, schema));
}

/** The owner of a table sees all of its rows, unless the policies are forced on it too. */
async function rowSecurityGrants({ client, selection }: Source, role: string): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT n.nspname AS schema, c.relname AS name
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = ANY ($1::oid[]) AND c.relrowsecurity
        AND (c.relforcerowsecurity OR NOT pg_catalog.pg_has_role(c.relowner, 'USAGE')) ORDER BY 1, 2`,
    [tablesWithRows(selection).map(({ oid }) => oid)],
  );
  if (rows.length === 0) return [];
  const names = rows.slice(0, 10).map(({ schema, name }) => inComment(quoteQualified(schema, name)));
  const more = rows.length > 10 ? ` and ${rows.length - 10} more` : '';
  return [
    '',
    `-- policies would hide rows of ${names.join(', ')}${more}; only a superuser may grant this`,
    `ALTER ROLE ${role} BYPASSRLS;`,
  ];
}

/** What lets a set leave unread what was not changed. Where the server does not tell that, none of it is of use. */
async function incrementalGrants({ client, facts, plan }: Source, role: string): Promise<string[]> {
  if (plan.document.incremental === 'off') return [];
  const obstacle = await summaryObstacle(client, facts);
  if (obstacle && ['version', 'standby', 'off', 'bypassed'].includes(obstacle.kind)) return [];
  const functions = obstacle?.kind === 'functions' ? obstacle.functions : [];
  const identity = obstacle?.kind === 'systemIdentifier' ? ['pg_control_system()'] : [];
  return [
    '',
    '-- so that what was not changed need not be read: a checkpoint before each set, and what the server knows of its WAL',
    `GRANT pg_checkpoint TO ${role};`,
    ...[...identity, ...functions].map((name) => `GRANT EXECUTE ON FUNCTION pg_catalog.${name} TO ${role};`),
  ];
}

/** Which there are is looked up when the SQL is run: applications make and remove large objects all the time. */
async function largeObjectGrants({ client, facts, selection, target }: Source, role: string): Promise<string[]> {
  if (!takesLargeObjects(selection) || (await listLargeObjects(client, facts.versionNumber)).length === 0) return [];
  const { rows } = await client.query(`
    SELECT DISTINCT pg_catalog.pg_get_userbyid(lomowner) AS owner FROM pg_catalog.pg_largeobject_metadata ORDER BY 1`);
  const later =
    facts.versionNumber >= 180000
      ? rows.map(
          ({ owner }) =>
            `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdent(owner)} GRANT SELECT ON LARGE OBJECTS TO ${role};`,
        )
      : [
          '-- Before PostgreSQL 18 there are no default privileges for large objects: run this again when there are new ones.',
        ];
  return [
    '',
    '-- large objects: each has rights of its own',
    ...doBlock([
      'DECLARE large_object oid;',
      'BEGIN',
      '  FOR large_object IN SELECT oid FROM pg_catalog.pg_largeobject_metadata LOOP',
      `    EXECUTE pg_catalog.format('GRANT SELECT ON LARGE OBJECT %s TO %I', large_object, ${quoteLiteral(target.user)});`,
      '  END LOOP;',
    ]),
    ...later,
  ];
}
