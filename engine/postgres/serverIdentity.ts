import type pg from 'pg';
import type { ServerIdentity } from '../repository/sharedWork.ts';
import type { DatabaseFacts } from './catalog/database.ts';
import { type ConnectionTarget, describeTarget } from './target.ts';

/** Which server and database a connection has reached. */
export async function readServerIdentity(
  client: pg.Client,
  { systemIdentifier, name, inRecovery }: DatabaseFacts,
  target: ConnectionTarget,
): Promise<ServerIdentity> {
  const { rows } = await client.query(
    `SELECT oid::int8::float8 AS "databaseOid", pg_catalog.pg_postmaster_start_time() AS "startedAt"
       FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()`,
  );
  const { databaseOid, startedAt } = rows[0] as { databaseOid: number; startedAt: Date };
  const told = { systemIdentifier, databaseOid, database: name, inRecovery, startedAt: startedAt.toISOString() };
  return { ...told, address: describeTarget(target) };
}
