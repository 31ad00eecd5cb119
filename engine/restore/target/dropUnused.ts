import type pg from 'pg';
import { messageOf } from '../../errors.ts';
import { withConnection } from '../../postgres/connect.ts';
import { quoteIdent } from '../../postgres/identifier.ts';
import type { ConnectionTarget } from '../../postgres/target.ts';
import type { TaskIdentity } from '../task/taskIdentity.ts';
import { isMarkedBy, passingName, withMaintenanceConnection } from './createDatabase.ts';

/**
 * Drops the database that a restore has created and, for it has failed, has nothing in: a restore of another set finds the name free. It
 * steps aside first, under a name that nobody knows but this restore, which would take it up again: so nobody comes in between the look into
 * it and its end. Resolves with why it stays, and undefined where it is gone or is not this restore's.
 */
export async function dropUnused(
  target: ConnectionTarget,
  identity: TaskIdentity,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return await withMaintenanceConnection(target, { signal, purpose: 'drop database' }, async (client) => {
      if (!(await isOwn(client, target.database, identity))) return undefined;
      const isUsed = async (database: string) =>
        !(await withConnection({ ...target, database }, { signal }, isEmpty).catch(() => false));
      if (await isUsed(target.database)) return 'something is in it';
      const aside = passingName(target.database, identity);
      await rename(client, target.database, aside);
      if (await isUsed(aside)) {
        await rename(client, aside, target.database);
        return 'something is in it';
      }
      await client.query(`DROP DATABASE ${quoteIdent(aside)}`);
      return undefined;
    });
  } catch (thrown) {
    return messageOf(thrown);
  }
}

async function isOwn(client: pg.Client, name: string, identity: TaskIdentity): Promise<boolean> {
  const { rows } = await client.query(
    "SELECT pg_catalog.shobj_description(oid, 'pg_database') AS comment FROM pg_catalog.pg_database WHERE datname = $1",
    [name],
  );
  return rows.length > 0 && isMarkedBy(rows[0].comment, identity);
}

/** Refused by the server while anybody is connected to it. */
async function rename(client: pg.Client, from: string, to: string): Promise<void> {
  await client.query(`ALTER DATABASE ${quoteIdent(from)} RENAME TO ${quoteIdent(to)}`);
}

/** Whatever a database has from birth has a lower number: `FirstNormalObjectId`. */
const firstOwnOid = 16384;

async function isEmpty(client: pg.Client): Promise<boolean> {
  const catalogs = ['class', 'namespace', 'type', 'proc', 'operator', 'collation', 'extension', 'largeobject_metadata'];
  const others = ['event_trigger', 'publication', 'foreign_data_wrapper', 'cast', 'language', 'am', 'default_acl'];
  const found = [...catalogs, ...others].map((name) => `SELECT FROM pg_catalog.pg_${name} WHERE oid >= ${firstOwnOid}`);
  const { rows } = await client.query(`SELECT EXISTS (${found.join(' UNION ALL ')}) AS own`);
  return !rows[0].own;
}
