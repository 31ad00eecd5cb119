import type pg from 'pg';
import { quoteLiteral } from '../../postgres/identifier.ts';
import { taskSchema } from '../../postgres/restoreSchemas.ts';
import { type ObjectAddress, type ObjectName, objectsSql } from '../target/catalogObjects.ts';
import type { TaskIdentity } from './taskIdentity.ts';

/** Something that a restore creates, and how to remove it. */
export interface Creation extends ObjectName {
  readonly statement: string;
}

/** Something that a restore has created: which object it is, and not only what it is called. */
export interface NotedObject extends Creation, ObjectAddress {
  readonly n: string;
  /** A schema for tables that replace others: it goes with what is in it. */
  readonly aside: boolean;
}

/** Notes are only ever added: where a publication covers all tables, none of their rows can be changed or deleted. */
export async function layOutNotes(leader: pg.Client, { run, set, options, fingerprint }: TaskIdentity): Promise<void> {
  await leader.query(`
    BEGIN;
    CREATE SCHEMA ${taskSchema};
    CREATE TABLE ${taskSchema}.task (run text, set text, options text, fingerprint text);
    CREATE TABLE ${taskSchema}.created (n bigint GENERATED ALWAYS AS IDENTITY, kind text, schema text, name text, statement text,
                                        classid oid, objid oid, aside boolean);
    CREATE TABLE ${taskSchema}.loaded (xid bigint);
    CREATE TABLE ${taskSchema}.appended (relation text);
    CREATE UNLOGGED TABLE ${taskSchema}.appended_unlogged (relation text);
    ${createDone}`);
  await leader.query(`INSERT INTO ${taskSchema}.task VALUES ($1, $2, $3, $4)`, [run, set, options, fingerprint]);
  await leader.query('COMMIT');
}

/** What is done, by the words of {@link RestoreTask}. A server crash empties unlogged tables, and with them what is noted of their rows. */
const createDone = `CREATE TABLE IF NOT EXISTS ${taskSchema}.done (what text, more text); CREATE UNLOGGED TABLE IF NOT EXISTS ${taskSchema}.done_unlogged (what text, more text)`;

/** Whether a query has failed for want of the notes: undefined_table, invalid_schema_name. Their restore may end at any time. */
export function areGone(thrown: unknown): boolean {
  return ['42P01', '3F000'].includes((thrown as { code?: string }).code ?? '');
}

/** Forgets what was created and done, but not which rows were appended: those stay. */
export async function emptyNotes(leader: pg.Client): Promise<void> {
  await leader.query(
    `${createDone}; TRUNCATE ${['created', 'loaded', 'done', 'done_unlogged'].map((notes) => `${taskSchema}.${notes}`).join(', ')}`,
  );
}

export async function dropNotes(leader: pg.Client): Promise<void> {
  await leader.query(`SET client_min_messages = warning; DROP SCHEMA ${taskSchema} CASCADE`);
}

/**
 * SQL that notes what its transaction has created; none where that is nothing. What cannot be found by its name is not noted, and stays.
 * Notes are statements to be sent along with what they speak of: a message of their own for each of ten thousand objects takes longer than the work.
 */
export function noteObjectsSql(created: readonly Creation[], aside = false): string[] {
  if (created.length === 0) return [];
  const [kinds, schemas, names, statements] = (['kind', 'schema', 'name', 'statement'] as const).map(
    (field) => `ARRAY[${created.map((each) => quoteLiteral(each[field])).join(', ')}]::text[]`,
  );
  return [
    `INSERT INTO ${taskSchema}.created (kind, schema, name, statement, classid, objid, aside)
     SELECT c.kind, c.schema, c.name, c.statement, o.classid, o.objid, ${aside}
       FROM ROWS FROM (pg_catalog.unnest(${kinds}), pg_catalog.unnest(${schemas}), pg_catalog.unnest(${names}), pg_catalog.unnest(${statements})) WITH ORDINALITY c(kind, schema, name, statement, n)
       JOIN (${objectsSql}) o ON o.kind = c.kind AND o.schema = c.schema AND o.name = c.name
      WHERE o.kind = ANY(${kinds}) AND o.name = ANY(${names})
      ORDER BY c.n`,
  ];
}

export async function noteLargeObjects(client: pg.Client, oids: readonly number[]): Promise<void> {
  await client.query(
    `INSERT INTO ${taskSchema}.created (kind, schema, name, statement, classid, objid, aside)
     SELECT 'large object', '', oid::text, 'SELECT pg_catalog.lo_unlink(' || oid || ')', 'pg_catalog.pg_largeobject'::pg_catalog.regclass, oid, false
       FROM pg_catalog.unnest($1::oid[]) oid`,
    [oids],
  );
}

/** What the notes say was created and what still is that object: of the same name, and itself. The newest first. */
export async function readCreated(client: pg.Client): Promise<NotedObject[]> {
  const { rows } = await client.query<NotedObject>(
    `SELECT n, c.kind, c.schema, c.name, statement, c.classid::text, c.objid::text, aside
       FROM ${taskSchema}.created c
      WHERE (c.kind, c.schema, c.name, c.classid, c.objid) IN (SELECT kind, schema, name, classid, objid FROM (${objectsSql}) o)
         OR (c.kind = 'large object' AND c.objid IN (SELECT oid FROM pg_catalog.pg_largeobject_metadata))
      ORDER BY n DESC`,
  );
  return rows;
}

/** How many objects it was noted of that they were created, whether they are there or not. */
export async function countCreated(client: pg.Client): Promise<number> {
  const { rows } = await client.query(`SELECT pg_catalog.count(*)::int AS count FROM ${taskSchema}.created`);
  return rows[0].count;
}

export function noteDoneSql(what: string): string {
  return `INSERT INTO ${taskSchema}.done VALUES (${quoteLiteral(what)})`;
}

/** SQL that notes that rows of `table` are in it, and that its transaction has written them. */
export function noteRowsSql(table: string, what: string): string {
  return `WITH place AS (SELECT relpersistence = 'u' AS unlogged FROM pg_catalog.pg_class WHERE oid = ${quoteLiteral(table)}::pg_catalog.regclass),
          writer AS (INSERT INTO ${taskSchema}.loaded VALUES (pg_catalog.txid_current() % 4294967296)),
          logged AS (INSERT INTO ${taskSchema}.done SELECT ${quoteLiteral(what)} FROM place WHERE NOT unlogged)
     INSERT INTO ${taskSchema}.done_unlogged SELECT ${quoteLiteral(what)} FROM place WHERE unlogged`;
}

/** SQL that notes something of the rows of `table`: it is gone together with them. */
export function noteOfRowsSql(table: string, what: string, more: string): string {
  const values = `${quoteLiteral(what)}, ${quoteLiteral(more)}`;
  return `WITH place AS (SELECT relpersistence = 'u' AS unlogged FROM pg_catalog.pg_class WHERE oid = ${quoteLiteral(table)}::pg_catalog.regclass),
          logged AS (INSERT INTO ${taskSchema}.done (what, more) SELECT ${values} FROM place WHERE NOT unlogged)
     INSERT INTO ${taskSchema}.done_unlogged (what, more) SELECT ${values} FROM place WHERE unlogged`;
}

/** What is noted as done; nothing where an earlier version has laid out the notes. */
export async function readDone(client: pg.Client): Promise<Set<string>> {
  const there = await client.query(`SELECT pg_catalog.to_regclass('${taskSchema}.done_unlogged') IS NOT NULL AS there`);
  if (!there.rows[0].there) return new Set();
  const { rows } = await client.query(
    `SELECT what FROM ${taskSchema}.done UNION ALL SELECT what FROM ${taskSchema}.done_unlogged`,
  );
  return new Set(rows.map(({ what }) => what));
}

/** A server crash empties unlogged tables: what is noted of them is in one too, and gone together with their rows. */
export async function noteAppended(client: pg.Client, table: string, what: string): Promise<void> {
  const { rows } = await client.query(
    'SELECT relpersistence FROM pg_catalog.pg_class WHERE oid = $1::pg_catalog.regclass',
    [table],
  );
  const unlogged = rows[0].relpersistence === 'u' ? '_unlogged' : '';
  await client.query(`INSERT INTO ${taskSchema}.appended${unlogged} (relation) VALUES ($1)`, [table]);
  await client.query(`INSERT INTO ${taskSchema}.done${unlogged} (what) VALUES ($1)`, [what]);
}

export async function readAppended(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query(
    `SELECT relation FROM ${taskSchema}.appended UNION ALL SELECT relation FROM ${taskSchema}.appended_unlogged`,
  );
  return new Set(rows.map((row) => row.relation));
}
