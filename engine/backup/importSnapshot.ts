import type pg from 'pg';
import { PgstowError } from '../errors.ts';
import { type CatalogTable, listTables } from '../postgres/catalog/tables.ts';
import { quoteLiteral } from '../postgres/identifier.ts';
import { type ServerMark, seesMark } from '../postgres/serverMark.ts';
import type { ServerIdentity, SharedReader, SharedWork } from '../repository/sharedWork.ts';

/** A snapshot that another connection holds, be it of another machine. */
export interface ExportedSnapshot {
  readonly id: string;
  readonly mark: ServerMark;
}

/**
 * Rejects with `input` when another server or database was reached than the leader's. One that was started later may be the same
 * one, if it was restarted: then the leader is gone, and the snapshot tells. One that was started before is another one.
 */
export function requireSameServer({ server: theirs }: Pick<SharedWork, 'server'>, ours: ServerIdentity): void {
  const unknown = theirs.systemIdentifier === null || ours.systemIdentifier === null;
  const same =
    (unknown || theirs.systemIdentifier === ours.systemIdentifier) &&
    theirs.databaseOid === ours.databaseOid &&
    theirs.inRecovery === ours.inRecovery &&
    Date.parse(ours.startedAt) >= Date.parse(theirs.startedAt);
  if (!same) throw otherServer(describe(theirs), describe(ours));
}

/** Rejects with `input` when the server shows us other rows than the leader, or others of their texts. */
export function requireSameReader({ reader: theirs }: Pick<SharedWork, 'reader'>, ours: SharedReader): void {
  if (theirs.role !== ours.role)
    throw new PgstowError(
      'input',
      `the shard that leads reads as the role ${theirs.role}, and this one as ${ours.role}: they may see other rows`,
      { hint: 'let all shards connect as one role, and take no other one when they have' },
    );
  if (theirs.reading !== ours.reading)
    throw new PgstowError(
      'input',
      `the shard that leads reads as the role ${theirs.role} too, but was let in as another one than this shard, or with other settings of an extension: they may see other texts`,
      {
        hint: 'the settings of the server, the database or the role were changed while the shards began: run this one again',
      },
    );
}

/** The tables that a snapshot of another connection shows; undefined when there is no such snapshot here. */
export async function importTables(client: pg.Client, snapshot: ExportedSnapshot): Promise<CatalogTable[] | undefined> {
  try {
    if (!(await begin(client, snapshot))) return undefined;
    return await listTables(client);
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Whether the connection that has exported a snapshot is still in its transaction. */
export async function isSnapshotThere(client: pg.Client, snapshot: ExportedSnapshot): Promise<boolean> {
  const isThere = await begin(client, snapshot);
  await client.query('ROLLBACK');
  return isThere;
}

/**
 * Another server may have a snapshot of the same name: only the mark tells that it is this one.
 * https://www.postgresql.org/docs/current/sql-set-transaction.html
 */
async function begin(client: pg.Client, { id, mark }: ExportedSnapshot): Promise<boolean> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    await client.query(`SET TRANSACTION SNAPSHOT ${quoteLiteral(id)}`);
  } catch (thrown) {
    // invalid_parameter_value, as until PostgreSQL 16; undefined_object since; object_not_in_prerequisite_state while its holder is ending
    if (['22023', '42704', '55000'].includes((thrown as { code?: string }).code ?? '')) return false;
    throw thrown;
  }
  return seesMark(client, mark);
}

/** The snapshot is not to be had, and the leader goes on. */
export function unseenSnapshot({ server }: Pick<SharedWork, 'server'>, ours: ServerIdentity): PgstowError {
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

function describe({ address, database, databaseOid, systemIdentifier, inRecovery, startedAt }: ServerIdentity): string {
  const what = `${inRecovery ? 'a standby' : 'a primary'}, system identifier ${systemIdentifier ?? 'unknown'}, started at ${startedAt}`;
  return `${address} (${what}, database ${database} of OID ${databaseOid})`;
}
