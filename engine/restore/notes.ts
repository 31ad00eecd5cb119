import type pg from 'pg';
import { taskSchema } from '../postgres/restoreSchemas.ts';
import { type ObjectAddress, type ObjectName, objectsSql } from './catalogObjects.ts';
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
    CREATE UNLOGGED TABLE ${taskSchema}.appended_unlogged (relation text)`);
  await leader.query(`INSERT INTO ${taskSchema}.task VALUES ($1, $2, $3, $4)`, [run, set, options, fingerprint]);
  await leader.query('COMMIT');
}

export async function dropNotes(leader: pg.Client): Promise<void> {
  await leader.query(`SET client_min_messages = warning; DROP SCHEMA ${taskSchema} CASCADE`);
}

/** Notes what the current transaction of `client` has created. What cannot be found by its name is not noted, and stays. */
export async function noteObjects(client: pg.Client, created: readonly Creation[], aside = false): Promise<void> {
  if (created.length === 0) return;
  await client.query(
    `INSERT INTO ${taskSchema}.created (kind, schema, name, statement, classid, objid, aside)
     SELECT c.kind, c.schema, c.name, c.statement, o.classid, o.objid, $5
       FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[]), pg_catalog.unnest($3::text[]), pg_catalog.unnest($4::text[])) WITH ORDINALITY c(kind, schema, name, statement, n)
       JOIN (${objectsSql}) o ON o.kind = c.kind AND o.schema = c.schema AND o.name = c.name
      WHERE o.kind = ANY($1::text[]) AND o.name = ANY($3::text[])
      ORDER BY c.n`,
    [
      created.map(({ kind }) => kind),
      created.map(({ schema }) => schema),
      created.map(({ name }) => name),
      created.map(({ statement }) => statement),
      aside,
    ],
  );
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

/** A server crash empties unlogged tables: what is noted of them is in one too, and gone together with their rows. */
export async function noteAppended(client: pg.Client, table: string): Promise<void> {
  const { rows } = await client.query(
    'SELECT relpersistence FROM pg_catalog.pg_class WHERE oid = $1::pg_catalog.regclass',
    [table],
  );
  const notes = rows[0].relpersistence === 'u' ? 'appended_unlogged' : 'appended';
  await client.query(`INSERT INTO ${taskSchema}.${notes} (relation) VALUES ($1)`, [table]);
}

export async function readAppended(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query(
    `SELECT relation FROM ${taskSchema}.appended UNION ALL SELECT relation FROM ${taskSchema}.appended_unlogged`,
  );
  return new Set(rows.map((row) => row.relation));
}
