import type pg from 'pg';
import { quoteLiteral } from '../../postgres/identifier.ts';
import { taskSchema } from '../../postgres/restoreSchemas.ts';
import { lockClasses } from '../target/advisoryLocks.ts';
import { areGone } from '../task/notes.ts';
import { done } from '../task/task.ts';
import type { Asked } from './asked.ts';
import type { SharedPlan } from './sharedPlan.ts';

/** The time in which one machine leads: it ends with the connection that holds its lock. */
export interface Term {
  /** Drawn at random: no two leaders have the same lock. */
  readonly term: number;
  /** The leader's run. */
  readonly run: string;
  readonly group: string;
  readonly asked: Asked;
  readonly set: string;
}

/** Lays out what several machines note besides, where it is not there yet. */
export async function layOutTerms(leader: pg.Client): Promise<void> {
  await leader.query(`
    CREATE TABLE IF NOT EXISTS ${taskSchema}.terms (n bigint GENERATED ALWAYS AS IDENTITY, term int, run text, set text, "group" text, asked text, plan text);
    CREATE TABLE IF NOT EXISTS ${taskSchema}.failures (term int, error text);
    CREATE TABLE IF NOT EXISTS ${taskSchema}.remarks (n bigint GENERATED ALWAYS AS IDENTITY, remark text);
    ALTER TABLE ${taskSchema}.done ADD COLUMN IF NOT EXISTS more text;
    ALTER TABLE ${taskSchema}.done_unlogged ADD COLUMN IF NOT EXISTS more text`);
}

/** Makes it known who leads, and what is to be done. */
export async function beginTerm(
  leader: pg.Client,
  { term, run, set, group, asked }: Term,
  plan: SharedPlan,
): Promise<void> {
  await leader.query(`SELECT pg_catalog.pg_advisory_lock(${lockClasses.term}, ${term})`);
  await leader.query(
    `INSERT INTO ${taskSchema}.terms (term, run, set, "group", asked, plan) VALUES ($1, $2, $3, $4, $5, $6)`,
    [term, run, set, group, JSON.stringify(asked), JSON.stringify(plan)],
  );
}

/** What is noted of the last leader. */
export interface LastTerm extends Term {
  /** Whether it still leads. */
  readonly isHeld: boolean;
  /** Whether all is created that comes before the rows. */
  readonly isDefined: boolean;
}

/** The last leader that has made itself known; undefined where none has, or all is done and gone. */
export async function readLastTerm(client: pg.Client): Promise<LastTerm | undefined> {
  const [row] = await queryNotes(
    client,
    `SELECT term, run, set, "group", asked, ${isHeldSql('t.term')} AS "isHeld",
            EXISTS (SELECT FROM ${taskSchema}.done WHERE what = ${quoteLiteral(done.definitions)}) AS "isDefined"
       FROM ${taskSchema}.terms t ORDER BY n DESC LIMIT 1`,
  );
  return row && ({ ...row, asked: JSON.parse(row.asked as string) } as LastTerm);
}

/** What a leader has made known; undefined where all is done and gone. */
export async function readPlan(client: pg.Client, { term }: Pick<Term, 'term'>): Promise<SharedPlan | undefined> {
  const [row] = await queryNotes(client, `SELECT plan FROM ${taskSchema}.terms WHERE term = ${term}`);
  return row && (JSON.parse(row.plan as string) as SharedPlan);
}

/** The runs that have led this restore. */
export async function readLeaders(client: pg.Client): Promise<string[]> {
  const rows = await queryNotes(client, `SELECT run FROM ${taskSchema}.terms ORDER BY n`);
  return rows.map(({ run }) => run as string);
}

/** Whose notes are there: the fingerprint of a restore that has not ended. */
export async function readLeftBy(client: pg.Client): Promise<string | undefined> {
  const [row] = await queryNotes(client, `SELECT fingerprint FROM ${taskSchema}.task`);
  return row?.fingerprint as string | undefined;
}

/** Nothing where there are no notes, or none of several machines. */
async function queryNotes(client: pg.Client, sql: string): Promise<Record<string, unknown>[]> {
  try {
    return (await client.query(sql)).rows;
  } catch (thrown) {
    if (areGone(thrown)) return [];
    throw thrown;
  }
}

/** SQL of the term of the last leader. */
export const lastTermSql = `(SELECT term FROM ${taskSchema}.terms ORDER BY n DESC LIMIT 1)`;

/** SQL that tells whether the leader of a term is still there. */
export function isHeldSql(term: string): string {
  return `EXISTS (SELECT FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.database
                   WHERE d.datname = pg_catalog.current_database() AND l.locktype = 'advisory' AND l.granted
                     AND l.classid = ${lockClasses.term} AND l.objid = (${term})::int8 & 4294967295 AND l.objsubid = 2)`;
}
