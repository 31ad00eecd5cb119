import type pg from 'pg';
import { messageOf, PgstowError } from '../../errors.ts';
import { quoteQualified } from '../../postgres/identifier.ts';
import { taskSchema } from '../../postgres/restoreSchemas.ts';
import type { TableName } from '../build/aside.ts';
import { nameList } from '../nameList.ts';
import type { Problem } from '../preview/problems.ts';
import { goneParameters, type ObjectAddress, withGone } from '../target/catalogObjects.ts';
import { countCreated, dropNotes, emptyNotes, type NotedObject, readAppended, readCreated, readDone } from './notes.ts';
import type { TaskIdentity } from './taskIdentity.ts';

/** What a restore that did not finish has left in the target. */
export interface LeftOver {
  readonly run: string;
  readonly set: string;
  readonly options: string;
  readonly fingerprint: string;
  /** What it created and is still there. */
  readonly objects: readonly NotedObject[];
  /** The same with what is in its schemas aside. */
  readonly addresses: readonly ObjectAddress[];
  /** Tables whose rows it has appended. */
  readonly appended: ReadonlySet<string>;
  /** What it has done, by the words of {@link RestoreTask}. */
  readonly done: ReadonlySet<string>;
  /** How many of the objects that it created are no longer there, or are others of that name. */
  readonly missing: number;
}

/** The notes of a restore that did not finish, if there are any. */
export async function findLeftOver(client: pg.Client): Promise<LeftOver | undefined> {
  const { rows } = await client.query(
    `SELECT pg_catalog.to_regclass('${taskSchema}.task') IS NOT NULL AND pg_catalog.to_regclass('${taskSchema}.appended') IS NOT NULL AS there`,
  );
  if (!rows[0].there) return undefined;
  await client.query("SET search_path = ''"); // the names of objects are compared as they were noted
  const task = await client.query(`SELECT run, set, options, fingerprint FROM ${taskSchema}.task`);
  const objects = await readCreated(client);
  const addresses = [...objects, ...(await contentsOf(client, objects))];
  const missing = (await countCreated(client)) - objects.length;
  return {
    ...task.rows[0],
    objects,
    addresses,
    appended: await readAppended(client),
    done: await readDone(client),
    missing,
  };
}

async function contentsOf(client: pg.Client, objects: readonly NotedObject[]): Promise<ObjectAddress[]> {
  const schemas = objects.filter(({ aside }) => aside).map(({ objid }) => objid);
  const { rows } = await client.query(
    'SELECT tableoid::text AS classid, oid::text AS objid FROM pg_catalog.pg_class WHERE relnamespace = ANY($1::oid[])',
    [schemas],
  );
  return rows;
}

/** What the same restore left, to start over from; rejects when another one has left something. */
export async function ownLeftOver(client: pg.Client, identity: TaskIdentity): Promise<LeftOver | undefined> {
  const left = await findLeftOver(client);
  if (!left || left.fingerprint === identity.fingerprint) return left;
  if (left.objects.length > 0 || left.appended.size > 0) throw strangersLeftOver(left);
  return undefined;
}

function strangersLeftOver({ run, set, options, objects, appended }: LeftOver): PgstowError {
  const left = [
    ...(objects.length > 0 ? [`${objects.length} objects`] : []),
    ...(appended.size > 0 ? [`the rows that it had appended to ${nameList([...appended])}`] : []),
  ];
  return new PgstowError(
    'conflict',
    `an earlier restore (${run}, of set ${set}) did not finish here and left ${left.join(' and ')}`,
    {
      hint: `run that restore again with the same options, and it starts over: ${options}; or go on with it: --resume ${run}; or keep what is there and DROP SCHEMA ${taskSchema} CASCADE`,
    },
  );
}

/** What removing the leftovers would destroy that is not the restore's own: refused with names. */
export async function leftOverProblems(client: pg.Client, left: LeftOver): Promise<Problem[]> {
  const tables = await tablesAmong(client, left.objects);
  const lost = [...(await usersOf(client, left)), ...(await strangersRows(client, tables))];
  if (lost.length === 0) return [];
  return [
    {
      code: 'conflict',
      message: `what the unfinished restore ${left.run} left is in use: ${nameList(lost)} would be lost with it`,
      hint: `move or drop those first, or keep all that is there and DROP SCHEMA ${taskSchema} CASCADE`,
    },
  ];
}

/** Things of others that rest upon what was left, and partitions of others that would go with their parent. */
async function usersOf(client: pg.Client, { addresses }: LeftOver): Promise<string[]> {
  const { rows } = await client.query(
    `${withGone}
     SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) AS what
       FROM gone g JOIN pg_catalog.pg_depend d ON d.refclassid = g.classid AND d.refobjid = g.objid AND d.deptype = 'n'
      WHERE NOT EXISTS (SELECT FROM gone o WHERE o.classid = d.classid AND o.objid = d.objid)
     UNION SELECT pg_catalog.pg_describe_object(g.classid, g.objid, 0)
       FROM gone g JOIN pg_catalog.pg_class c ON c.tableoid = g.classid AND c.oid = g.objid AND c.relispartition AND c.relkind IN ('r', 'p', 'f')
      WHERE c.oid <> ALL ($2::oid[])
     ORDER BY 1`,
    goneParameters(addresses),
  );
  return rows.map(({ what }) => what);
}

/**
 * What others have written since an unfinished restore has put tables into their places, which they have in use: refused with names
 * where those would be replaced once more.
 */
export async function writtenSinceProblems(
  client: pg.Client,
  { run }: LeftOver,
  replaced: readonly TableName[],
  isResumed: boolean,
): Promise<Problem[]> {
  const lost = await strangersRows(client, replaced);
  if (lost.length === 0) return [];
  return [
    {
      code: 'conflict',
      message: `the unfinished restore ${run} has put its tables into their places already, and would do so once more: ${nameList(lost)} that others have written since would be lost`,
      hint: isResumed
        ? `run it without --resume to replace them all the same, or keep what is there and DROP SCHEMA ${taskSchema} CASCADE`
        : `keep what is there and DROP SCHEMA ${taskSchema} CASCADE; the same restore replaces them after that`,
    },
  ];
}

async function tablesAmong(client: pg.Client, objects: readonly NotedObject[]): Promise<NotedObject[]> {
  const { rows } = await client.query(
    "SELECT oid::text FROM pg_catalog.pg_class WHERE oid = ANY($1::oid[]) AND relkind = 'r'",
    [objects.filter(({ kind }) => kind === 'relation').map(({ objid }) => objid)],
  );
  const tables = new Set(rows.map(({ oid }) => oid));
  return objects.filter(({ kind, objid }) => kind === 'relation' && tables.has(objid));
}

/** Those of the tables that hold rows which no transaction of the restore has written. */
async function strangersRows(client: pg.Client, tables: readonly TableName[]): Promise<string[]> {
  const lost: string[] = [];
  for (const { schema, name } of tables) {
    const found = await client.query(
      `SELECT EXISTS (SELECT FROM ONLY ${quoteQualified(schema, name)} t
                       WHERE t.xmin::text::bigint NOT IN (SELECT xid FROM ${taskSchema}.loaded)) AS other`,
    );
    if (found.rows[0].other) lost.push(`rows of table ${schema}.${name}`);
  }
  return lost;
}

/**
 * Removes what was left, the newest first, and starts the notes of it anew. What cannot go yet (a sequence that belongs to a
 * table, while the default of that table uses it) is tried again when the others are gone.
 */
export async function removeLeftOver(leader: pg.Client, { objects }: Pick<LeftOver, 'objects'>): Promise<void> {
  let left = objects.toSorted((a, b) => Number(b.aside) - Number(a.aside));
  for (let before = Number.POSITIVE_INFINITY; left.length > 0 && left.length < before; ) {
    before = left.length;
    const kept: NotedObject[] = [];
    for (const object of left) if (!(await tryToRemove(leader, object))) kept.push(object);
    left = kept;
  }
  if (left[0]) await remove(leader, left[0]);
  await emptyNotes(leader);
}

/** Removes everything that the notes speak of, and the notes; false when there is something that must not go. */
export async function removeAll(leader: pg.Client): Promise<boolean> {
  const left = await findLeftOver(leader);
  if (!left) return true;
  if (left.appended.size > 0 || (await leftOverProblems(leader, left)).length > 0) return false;
  await removeLeftOver(leader, left);
  await dropNotes(leader);
  return true;
}

const goneAlready: ReadonlySet<string> = new Set(['42P01', '42704', '42883', '3F000']);
const inUse = '2BP01';

/** False when something still depends on the object. */
async function tryToRemove(leader: pg.Client, object: NotedObject): Promise<boolean> {
  try {
    await remove(leader, object);
    return true;
  } catch (thrown) {
    if (((thrown as PgstowError).cause as { code?: string } | undefined)?.code === inUse) return false;
    throw thrown;
  }
}

async function remove(leader: pg.Client, { statement }: NotedObject): Promise<void> {
  try {
    await leader.query(`SET client_min_messages = warning; ${statement}`);
  } catch (thrown) {
    if (!goneAlready.has((thrown as { code?: string }).code ?? '')) throw irremovable(thrown);
  }
}

function irremovable(thrown: unknown): PgstowError {
  const { detail } = thrown as { detail?: string };
  const which = detail ? ` (${detail.replaceAll('\n', '; ')})` : '';
  return new PgstowError(
    'conflict',
    `what an unfinished restore left cannot be removed: ${messageOf(thrown)}${which}`,
    {
      hint: `remove what depends on it, or keep all of it and DROP SCHEMA ${taskSchema} CASCADE`,
      cause: thrown,
    },
  );
}
