import { taskSchema } from '../../postgres/restoreSchemas.ts';
import type { RunError } from '../../repository/runRecord.ts';
import { lockClasses } from '../target/advisoryLocks.ts';
import { failureSql } from './failure.ts';
import { isHeldSql, lastTermSql } from './term.ts';

/** What has happened since it was last asked. */
export interface News {
  readonly done: readonly (readonly [what: string, more: string | null])[];
  /** The units that somebody is at, by their numbers. */
  readonly running: ReadonlySet<number>;
  /** Why the restore has failed; absent while it has not. */
  readonly failure: RunError | undefined;
  /** Whether the leader is still there. */
  readonly isLed: boolean;
  /** What others want a person to know, by numbers. It may be told twice, as all notes. */
  readonly remarks: readonly (readonly [n: number, remark: string])[];
}

/**
 * Asks for what is noted, and not once more for what has been told. Notes come to be seen in another order than they were written in, as their
 * transactions end: what is older than every transaction that was under way when it was last asked has been seen.
 */
export class Newsstand {
  #settled: bigint | undefined;

  /** A query of one row. */
  get sql(): string {
    const isNew =
      this.#settled === undefined
        ? 'true'
        : `pg_catalog.age(xmin) <= pg_catalog.age('${this.#settled % 4294967296n}'::xid)`;
    const noted = (table: string) => `SELECT what, more FROM ${taskSchema}.${table} WHERE ${isNew}`;
    return `
      SELECT (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(what, more)) FROM (${noted('done')} UNION ALL ${noted('done_unlogged')}) d) AS done,
             (SELECT pg_catalog.json_agg(l.objid::int8) FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.database
               WHERE d.datname = pg_catalog.current_database() AND l.locktype = 'advisory' AND l.granted AND l.classid = ${lockClasses.unit} AND l.objsubid = 2) AS running,
             (${failureSql}) AS failure,
             (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(n, remark) ORDER BY n) FROM ${taskSchema}.remarks WHERE ${isNew}) AS remarks,
             ${isHeldSql(lastTermSql)} AS led,
             pg_catalog.txid_snapshot_xmin(pg_catalog.txid_current_snapshot())::text AS settled`;
  }

  read(row: Record<'done' | 'running' | 'failure' | 'remarks' | 'led' | 'settled', unknown>): News {
    const settled = BigInt(row.settled as string);
    if (this.#settled === undefined || settled > this.#settled) this.#settled = settled;
    const running = (row.running as number[] | null) ?? [];
    return {
      done: (row.done as News['done'] | null) ?? [],
      running: new Set(running.map((number) => number | 0)), // the server's are without a sign
      failure: row.failure === null ? undefined : (JSON.parse(row.failure as string) as RunError),
      isLed: row.led as boolean,
      remarks: (row.remarks as News['remarks'] | null) ?? [],
    };
  }
}
