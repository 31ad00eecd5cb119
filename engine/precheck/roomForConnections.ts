import type pg from 'pg';
import { readConnectionRoom } from '../postgres/catalog/connectionRoom.ts';
import { quoteIdent } from '../postgres/identifier.ts';
import { fail, type Outcome, pass } from './report.ts';

/** Who wants to connect, how often, and how it is told to do so less often. */
export interface Wish {
  /** Such as `a backup`. */
  readonly what: string;
  readonly needed: number;
  readonly role: string;
  /** That is connected to; its own limit counts where the check has come into it. */
  readonly database: string;
  readonly lower: string;
  readonly lowerTo: (free: number) => string;
}

/** Whether the server, and the limits of the role and of the database, have room for so many connections now. */
export async function roomForConnections(
  client: pg.Client,
  { what, needed, role, database, lower, lowerTo }: Wish,
): Promise<Outcome> {
  const { allowed, free, ofRole, ofDatabase } = await readConnectionRoom(client, database);
  if (ofRole.free < needed) {
    return fail(
      `${what} needs ${needed} connections, and role ${role} may have ${ofRole.limit} (${ofRole.used} in use)`,
      `ALTER ROLE ${quoteIdent(role)} CONNECTION LIMIT ${ofRole.used + needed}; or ${lower}`,
    );
  }
  if (ofDatabase.free < needed) {
    return fail(
      `${what} needs ${needed} connections, and database ${database} may have ${ofDatabase.limit} (${ofDatabase.used} in use)`,
      `ALTER DATABASE ${quoteIdent(database)} CONNECTION LIMIT ${ofDatabase.used + needed}; or ${lower}`,
    );
  }
  if (free >= needed) return pass(`${what} needs ${needed} connections, ${free} of ${allowed} are free`);
  return fail(
    `${what} needs ${needed} connections, and ${free} of ${allowed} are free`,
    `${lowerTo(free)}, or raise max_connections`,
  );
}
