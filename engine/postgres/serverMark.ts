import { randomBytes } from 'node:crypto';
import type pg from 'pg';

/**
 * A random number by which a connection finds out whether it has reached the server where another one is in a transaction, and whether
 * that one still is. All that a server says of itself is the same in a copy of its disk, or in a standby that was promoted, and
 * snapshots have the same names there: they are counted. What is in its memory is not. So the transaction holds an advisory
 * lock of this number, shared, which everybody sees and which is in nobody's way. 16 hexadecimal digits.
 * https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export type ServerMark = string;

export function newMark(): ServerMark {
  return randomBytes(8).toString('hex');
}

/** SQL that sets the mark, until the transaction ends. */
export function setMarkSql(mark: ServerMark): string {
  return `pg_catalog.pg_advisory_xact_lock_shared(${BigInt.asIntN(64, BigInt(`0x${mark}`))})`;
}

/** Whether the transaction that has set the mark is under way in the server and database of this connection. */
export async function seesMark(client: pg.Client, mark: ServerMark): Promise<boolean> {
  const [high, low] = [mark.slice(0, 8), mark.slice(8)].map((half) => Number.parseInt(half, 16));
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.database
                     WHERE d.datname = pg_catalog.current_database() AND l.locktype = 'advisory' AND l.granted
                       AND l.classid = ${high} AND l.objid = ${low} AND l.objsubid = 1) AS "isThere"`,
  );
  return rows[0].isThere;
}
