import type pg from 'pg';
import { quoteIdent } from '../../postgres/identifier.ts';
import type { Problem } from '../preview/problems.ts';

/** Why a session can write nothing: it is a standby's, or a setting says so, and where that stands. */
export type ReadOnly = { readonly kind: 'standby' } | ({ readonly kind: 'setting' } & Setting);

interface Setting {
  /** A word of pg_settings.source: https://www.postgresql.org/docs/current/view-pg-settings.html */
  readonly source: string;
  /** Whose it is: those of the session, which need not be the restore's, for its database may still have to be created. */
  readonly role: string;
  readonly database: string;
}

/** Undefined where it can write. A restore does not lift the setting by itself: somebody has frozen the database on purpose. */
export async function readReadOnly(client: pg.Client): Promise<ReadOnly | undefined> {
  const { rows } = await client.query(`
    SELECT pg_catalog.pg_is_in_recovery() AS standby, setting::bool AS "readOnly", source,
           session_user::text AS role, pg_catalog.current_database()::text AS database
      FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only'`);
  const { standby, readOnly, ...setting } = rows[0];
  if (standby) return { kind: 'standby' };
  return readOnly ? { kind: 'setting', ...setting } : undefined;
}

/** What stands in the way of any restore. */
export function readOnlyProblems(readOnly: ReadOnly | undefined): Problem[] {
  if (!readOnly) return [];
  if (readOnly.kind === 'standby') {
    return [
      {
        code: 'unsupported',
        message: 'the target takes no writes: it is a standby',
        about: 'writes',
        hint: 'name its primary, or promote it first: SELECT pg_promote();',
      },
    ];
  }
  return [
    {
      code: 'conflict',
      message: 'the target takes no writes: default_transaction_read_only is on',
      about: 'writes',
      hint: resetOf(readOnly),
    },
  ];
}

function resetOf({ source, ...whose }: Setting): string {
  const [role, database] = [quoteIdent(whose.role), quoteIdent(whose.database)];
  const reset = 'RESET default_transaction_read_only;';
  switch (source) {
    case 'database':
      return `ALTER DATABASE ${database} ${reset}`;
    case 'user':
      return `ALTER ROLE ${role} ${reset}`;
    case 'database user':
      return `ALTER ROLE ${role} IN DATABASE ${database} ${reset}`;
    case 'global':
      return `ALTER ROLE ALL ${reset}`;
    default:
      return `set default_transaction_read_only = off in the server's configuration, or: ALTER ROLE ${role} SET default_transaction_read_only = off;`;
  }
}
