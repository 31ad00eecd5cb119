import type pg from 'pg';
import type { MembershipItem, RoleItem, TablespaceItem } from '../../repository/contents.ts';

/** The cluster's own objects that a database refers to. Passwords are not among them. */
export async function readGlobals(client: pg.Client): Promise<(RoleItem | MembershipItem | TablespaceItem)[]> {
  return [...(await readRoles(client)), ...(await readMemberships(client)), ...(await readTablespaces(client))];
}

async function readRoles(client: pg.Client): Promise<RoleItem[]> {
  const { rows } = await client.query(`
    SELECT r.*, r.rolvaliduntil::text AS until, pg_catalog.shobj_description(r.oid, 'pg_authid') AS comment,
           (SELECT s.setconfig FROM pg_catalog.pg_db_role_setting s WHERE s.setrole = r.oid AND s.setdatabase = 0) AS settings
      FROM pg_catalog.pg_roles r WHERE r.rolname !~ '^pg_' ORDER BY r.rolname`);
  return rows.map((row) => ({
    kind: 'role',
    name: row.rolname,
    attributes: roleAttributes(row),
    ...(row.comment !== null && { comment: row.comment }),
    ...(row.settings !== null && { settings: row.settings }),
  }));
}

/** The words of CREATE ROLE: https://www.postgresql.org/docs/current/sql-createrole.html */
function roleAttributes(row: Record<string, unknown>): string[] {
  const words = [
    row.rolsuper && 'SUPERUSER',
    row.rolinherit ? 'INHERIT' : 'NOINHERIT',
    row.rolcreaterole && 'CREATEROLE',
    row.rolcreatedb && 'CREATEDB',
    row.rolcanlogin && 'LOGIN',
    row.rolreplication && 'REPLICATION',
    row.rolbypassrls && 'BYPASSRLS',
    row.rolconnlimit !== -1 && `CONNECTION LIMIT ${row.rolconnlimit}`,
    row.until !== null && `VALID UNTIL '${row.until}'`,
  ];
  return words.filter((word): word is string => typeof word === 'string');
}

async function readMemberships(client: pg.Client): Promise<MembershipItem[]> {
  // inherit_option and set_option came with 16; reading the row as JSON takes what there is
  const { rows } = await client.query(`
    SELECT r.rolname AS role, m.rolname AS member, pg_catalog.to_jsonb(a) AS options
      FROM pg_catalog.pg_auth_members a
      JOIN pg_catalog.pg_roles r ON r.oid = a.roleid JOIN pg_catalog.pg_roles m ON m.oid = a.member ORDER BY 1, 2`);
  return rows.map(({ role, member, options }) => ({
    kind: 'membership',
    role,
    member,
    options: [
      ...(options.admin_option ? ['ADMIN TRUE'] : []),
      ...('inherit_option' in options ? [`INHERIT ${options.inherit_option ? 'TRUE' : 'FALSE'}`] : []),
      ...('set_option' in options ? [`SET ${options.set_option ? 'TRUE' : 'FALSE'}`] : []),
    ],
  }));
}

async function readTablespaces(client: pg.Client): Promise<TablespaceItem[]> {
  const { rows } = await client.query(`
    SELECT t.spcname AS name, pg_catalog.pg_get_userbyid(t.spcowner) AS owner, pg_catalog.pg_tablespace_location(t.oid) AS location
      FROM pg_catalog.pg_tablespace t WHERE t.spcname !~ '^pg_' ORDER BY 1`);
  return rows.map((row) => ({ kind: 'tablespace' as const, ...row }));
}
