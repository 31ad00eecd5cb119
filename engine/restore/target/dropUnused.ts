import type pg from 'pg';
import { messageOf } from '../../errors.ts';
import { withConnection } from '../../postgres/connect.ts';
import { quoteIdent } from '../../postgres/identifier.ts';
import type { ConnectionTarget } from '../../postgres/target.ts';
import type { TaskIdentity } from '../task/taskIdentity.ts';
import { isMarkedBy, passingName, withMaintenanceConnection } from './createDatabase.ts';

/** A database that was to go and is there: what it is called, and why it stays. */
export interface Kept {
  readonly database: string;
  readonly why: string;
}

/**
 * Drops the database that a restore has created and, for it has failed, has nothing in: a restore of another set finds the name free. It
 * steps aside first, under a name that nobody knows but this restore, which would take it up again: so nobody comes in between the look into
 * it and its end. Resolves with what stays, and undefined where it is gone or is not
 * known to be this restore's: whoever could not connect has not created one.
 */
export async function dropUnused(
  target: ConnectionTarget,
  identity: TaskIdentity,
  signal: AbortSignal,
): Promise<Kept | undefined> {
  let { database } = target;
  let isKnown = false;
  try {
    await withMaintenanceConnection(target, { signal, purpose: 'drop database' }, async (client) => {
      if (!(await isOwn(client, target.database, identity))) return;
      isKnown = true;
      await refuseUsed(target, signal);
      const aside = passingName(target.database, identity);
      await rename(client, target.database, aside);
      database = aside;
      try {
        if (!(await isOwn(client, aside, identity))) throw new Error('another one has taken its name');
        await refuseUsed({ ...target, database: aside }, signal);
        await client.query(`DROP DATABASE ${quoteIdent(aside)}`);
      } catch (thrown) {
        const isBack = await rename(client, aside, target.database).then(
          () => true,
          () => false,
        ); // the first error tells
        if (isBack) database = target.database;
        throw thrown;
      }
    });
    return undefined;
  } catch (thrown) {
    return isKnown ? { database, why: messageOf(thrown) } : undefined; // it may never have been created
  }
}

async function refuseUsed(target: ConnectionTarget, signal: AbortSignal): Promise<void> {
  if (!(await withConnection(target, { signal }, isEmpty))) throw new Error('something is in it');
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

/** Whatever a database has from birth has a lower number, `FirstNormalObjectId`; of large objects, whose numbers anybody chooses, it has none. */
const firstOwnOid = 16384;

async function isEmpty(client: pg.Client): Promise<boolean> {
  const catalogs = ['class', 'namespace', 'type', 'proc', 'operator', 'opclass', 'opfamily', 'collation', 'conversion'];
  const others = ['extension', 'event_trigger', 'publication', 'foreign_data_wrapper', 'cast', 'language', 'am'];
  const rest = ['default_acl', 'transform', 'ts_config', 'ts_dict', 'ts_parser', 'ts_template'];
  const found = [...catalogs, ...others, ...rest].map(
    (name) => `SELECT FROM pg_catalog.pg_${name} WHERE oid >= ${firstOwnOid}`,
  );
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata UNION ALL ${found.join(' UNION ALL ')}) AS own`,
  );
  return !rows[0].own;
}
