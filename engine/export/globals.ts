import { quoteIdent, quoteLiteral } from '../postgres/identifier.ts';
import type { ContentItem, MembershipItem, RoleItem, TablespaceItem } from '../repository/contents.ts';
import type { SetManifest } from '../repository/manifest.ts';

/**
 * What belongs to the cluster and not to the database: roles without their passwords, memberships and tablespaces. Roles that
 * are there stay as they are. Tablespaces are only said: their folders are those of another machine.
 */
export function globalsSql(items: readonly ContentItem[], set: SetManifest): string {
  const of = <K extends ContentItem['kind']>(kind: K) =>
    items.filter((item): item is Extract<ContentItem, { kind: K }> => item.kind === kind);
  const [roles, memberships, tablespaces] = [of('role'), of('membership'), of('tablespace')];
  return [
    '-- The roles that the database refers to, without their passwords, and its tablespaces. Run it before the database is restored:',
    '--   psql -X -v ON_ERROR_STOP=1 -d postgres -f globals.sql',
    `-- pgstow ${set.tool}, set ${set.set}`,
    '',
    "SET client_encoding = 'UTF8';",
    'SET client_min_messages = warning;',
    'SET standard_conforming_strings = on;',
    '',
    ...roles.map(roleSql),
    ...memberships.filter(({ member }) => !member.startsWith('pg_')).map(membershipSql), // those have theirs from birth
    ...tablespaces.map(tablespaceRemark),
    '',
  ].join('\n');
}

function roleSql({ name, attributes, comment, settings = [] }: RoleItem): string {
  const role = quoteIdent(name);
  return block(
    `IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ${quoteLiteral(name)}) THEN`,
    `  CREATE ROLE ${[role, ...attributes].join(' ')};`,
    ...(comment === undefined ? [] : [`  COMMENT ON ROLE ${role} IS ${quoteLiteral(comment)};`]),
    ...settings.map((setting) => `  ${settingSql(role, setting)};`),
    'END IF;',
  );
}

/** Settings that are lists of names keep what stands in the catalog; all others are one text. */
const lists: ReadonlySet<string> = new Set([
  'datestyle',
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'temp_tablespaces',
]);

/** `name=value`, as the catalog has it; of a list the value is quoted already. */
function settingSql(role: string, setting: string): string {
  const at = setting.indexOf('=');
  const [name, value] = [setting.slice(0, at), setting.slice(at + 1)];
  const words = name.split('.').map(quoteIdent).join('.');
  return `ALTER ROLE ${role} SET ${words} TO ${lists.has(name.toLowerCase()) && value !== '' ? value : quoteLiteral(value)}`;
}

/** INHERIT and SET of a membership came with 16, and so did the way to write them. */
function membershipSql({ role, member, options }: MembershipItem): string {
  const grant = `GRANT ${quoteIdent(role)} TO ${quoteIdent(member)}`;
  const admin = options.includes('ADMIN TRUE') ? ' WITH ADMIN OPTION' : '';
  const newer = options.length === 0 ? '' : ` WITH ${options.join(', ')}`;
  return block(
    `EXECUTE CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 160000`,
    `  THEN ${quoteLiteral(grant + newer)} ELSE ${quoteLiteral(grant + admin)} END;`,
  );
}

function tablespaceRemark({ name, owner, location }: TablespaceItem): string {
  const sql = `CREATE TABLESPACE ${quoteIdent(name)} OWNER ${quoteIdent(owner)} LOCATION ${quoteLiteral(location)};`;
  return `-- in a folder of your choice: ${sql.replace(/[\r\n]/g, ' ')}`;
}

/** Statements that psql takes as one text, whatever stands in them. */
function block(...lines: readonly string[]): string {
  const body = `BEGIN\n${lines.map((line) => `  ${line}`).join('\n')}\nEND`;
  return `DO ${quoteLiteral(body)};`;
}
