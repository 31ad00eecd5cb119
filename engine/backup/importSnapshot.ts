import type pg from 'pg';
import { PgstowError } from '../errors.ts';
import { type CatalogTable, listTables } from '../postgres/catalog/tables.ts';
import { quoteLiteral } from '../postgres/identifier.ts';
import type { ServerIdentity, SharedWork } from '../repository/sharedWork.ts';

/** Rejects with `input` when another server or database was reached than the leader's. */
export function requireSameServer({ server: theirs }: SharedWork, ours: ServerIdentity): void {
  const unknown = theirs.systemIdentifier === null || ours.systemIdentifier === null;
  const same =
    (unknown || theirs.systemIdentifier === ours.systemIdentifier) &&
    theirs.databaseOid === ours.databaseOid &&
    theirs.inRecovery === ours.inRecovery;
  if (!same) throw otherServer(describe(theirs), describe(ours));
}

/** The tables that a snapshot of another connection shows; undefined when there is no such snapshot here. */
export async function importTables(client: pg.Client, snapshot: string): Promise<CatalogTable[] | undefined> {
  try {
    if (!(await begin(client, snapshot))) return undefined;
    return await listTables(client);
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Whether the connection that has exported a snapshot is still in its transaction. */
export async function isSnapshotThere(client: pg.Client, snapshot: string): Promise<boolean> {
  const isThere = await begin(client, snapshot);
  await client.query('ROLLBACK');
  return isThere;
}

/** https://www.postgresql.org/docs/current/sql-set-transaction.html */
async function begin(client: pg.Client, snapshot: string): Promise<boolean> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    await client.query(`SET TRANSACTION SNAPSHOT ${quoteLiteral(snapshot)}`);
    return true;
  } catch (thrown) {
    // invalid_parameter_value, as until PostgreSQL 16; undefined_object since; object_not_in_prerequisite_state while its holder is ending
    if (['22023', '42704', '55000'].includes((thrown as { code?: string }).code ?? '')) return false;
    throw thrown;
  }
}

/** The snapshot is not to be had, and the leader goes on. */
export function unseenSnapshot({ server }: SharedWork, ours: ServerIdentity): PgstowError {
  return otherServer(`${describe(server)}, with a snapshot that is not there here,`, describe(ours));
}

function otherServer(theirs: string, ours: string): PgstowError {
  return new PgstowError(
    'input',
    `the shard that leads has reached ${theirs} and this one ${ours}: they cannot share a snapshot`,
    {
      hint: 'let the plan name one server that all machines reach by that name, the primary: no address that leads to one of several, and nothing in between that does',
    },
  );
}

function describe({ address, database, databaseOid, systemIdentifier, inRecovery }: ServerIdentity): string {
  const what = inRecovery ? 'a standby' : 'a primary';
  return `${address} (${what}, system identifier ${systemIdentifier ?? 'unknown'}, database ${database} of OID ${databaseOid})`;
}
