import { createHash } from 'node:crypto';
import type pg from 'pg';
import { messageOf, PgstowError } from '../errors.ts';
import { quoteIdent } from '../postgres/identifier.ts';
import { inTransaction } from './definitions.ts';
import type { RestoreRequest } from './request.ts';

/** The schema in the target where a restore keeps its notes while it runs. It is gone when the restore is done. */
export const taskSchema = 'pgstow_restore';
/** Tables that will replace others are built in schemas with this prefix. */
export const asidePrefix = 'pgstow_restore_';
/** Two-key advisory locks are rarely used by applications; these two numbers spell `pgst` and `ow`. */
const advisoryKey = '1885827956, 28535';

/**
 * A restore's notes in the target, written in the same transactions as what they speak of. When a restore is killed, the
 * same restore, run again, finds them, removes what the killed one had created, and knows what it need not add twice.
 */
export class RestoreTask {
  /** Tables whose rows an earlier, killed run of this restore has appended already. */
  readonly appended: ReadonlySet<string>;
  readonly #leader: pg.Client;
  readonly #identity: TaskIdentity;
  /** True when the notes of a killed run are there to go on with. */
  readonly #noted: boolean;

  private constructor(leader: pg.Client, identity: TaskIdentity, appended: ReadonlySet<string> | undefined) {
    this.#leader = leader;
    this.#identity = identity;
    this.#noted = appended !== undefined;
    this.appended = appended ?? new Set();
  }

  /** Takes the target database for this restore, and clears what a killed run of the same restore left. */
  static async open(leader: pg.Client, identity: TaskIdentity): Promise<RestoreTask> {
    await claimDatabase(leader);
    const left = await findLeftOver(leader);
    if (left && left.fingerprint !== identity.fingerprint) {
      if (!left.vain) throw strangersLeftOver(left);
      await leader.query(`SET client_min_messages = warning; DROP SCHEMA ${taskSchema} CASCADE`);
      return new RestoreTask(leader, identity, undefined);
    }
    if (left) await clear(leader);
    return new RestoreTask(leader, identity, left ? await readAppended(leader) : undefined);
  }

  /** Lays out the notes, once it is clear that the restore can go ahead. */
  async begin(): Promise<void> {
    if (!this.#noted) await layOutNotes(this.#leader, this.#identity);
  }

  /** Notes how to remove what is being created in the current transaction of `client`. */
  async noteCreated(client: pg.Client, dropStatements: readonly string[]): Promise<void> {
    if (dropStatements.length === 0) return;
    await client.query(`INSERT INTO ${taskSchema}.created (statement) SELECT pg_catalog.unnest($1::text[])`, [
      dropStatements,
    ]);
  }

  async noteAppended(client: pg.Client, table: string): Promise<void> {
    await client.query(`INSERT INTO ${taskSchema}.appended (relation) VALUES ($1)`, [table]);
  }

  /**
   * The restore is done but for `close`, which happens together with the end of the notes: afterwards there is nothing that
   * could be started over. The commit is waited for, and with it every earlier one of this restore.
   */
  async finish(close: () => Promise<void>): Promise<void> {
    await this.#leader.query('SET synchronous_commit = on');
    await inTransaction(this.#leader, async () => {
      await dropAside(this.#leader);
      await this.#leader.query(`SET client_min_messages = warning; DROP SCHEMA ${taskSchema} CASCADE`);
      await close();
    });
  }
}

export interface TaskIdentity {
  readonly run: string;
  readonly set: string;
  /** Equal for restores of the same objects of the same set in the same way. */
  readonly fingerprint: string;
}

export function taskIdentity(run: string, set: string, request: RestoreRequest): TaskIdentity {
  const { schemas, tables, conflict, owner, acl, mapRoles } = request;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([set, schemas, tables, conflict, owner, acl, mapRoles]))
    .digest('hex');
  return { run, set, fingerprint };
}

/** A killed restore's backend needs a moment to notice that nobody talks to it any more. */
const claimPatienceMs = 5_000;

async function claimDatabase(leader: pg.Client): Promise<void> {
  try {
    await leader.query(`SET lock_timeout = ${claimPatienceMs}`);
    await leader.query(`SELECT pg_catalog.pg_advisory_lock(${advisoryKey})`);
    await leader.query('SET lock_timeout = 0');
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== '55P03') throw thrown;
    throw new PgstowError('conflict', 'another restore is running in the target database', {
      hint: 'wait for it (pgstow runs lists it), or end its connections in the target',
      retryable: true,
      cause: thrown,
    });
  }
}

export interface LeftOver {
  readonly run: string;
  readonly set: string;
  readonly fingerprint: string;
  readonly objects: number;
  /** True when it had come to nothing: no object was created, no row was added. */
  readonly vain: boolean;
}

/** The notes of a restore that did not finish, if there are any. */
export async function findLeftOver(client: pg.Client): Promise<LeftOver | undefined> {
  const { rows } = await client.query(
    `SELECT pg_catalog.to_regclass('${taskSchema}.task') IS NOT NULL AND pg_catalog.to_regclass('${taskSchema}.appended') IS NOT NULL AS there`,
  );
  if (!rows[0].there) return undefined;
  const found = await client.query(
    `SELECT t.*, (SELECT pg_catalog.count(*)::int FROM ${taskSchema}.created) AS objects,
            NOT EXISTS (SELECT FROM ${taskSchema}.created) AND NOT EXISTS (SELECT FROM ${taskSchema}.appended)
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE pg_catalog.starts_with(nspname, $1)) AS vain
       FROM ${taskSchema}.task t`,
    [asidePrefix],
  );
  return found.rows[0];
}

function strangersLeftOver(left: LeftOver): PgstowError {
  return new PgstowError(
    'conflict',
    `an earlier restore (${left.run}, of set ${left.set}) did not finish here and left ${left.objects} objects`,
    {
      hint: `run that restore again with the same options: it starts over; or keep what is there and DROP SCHEMA ${taskSchema} CASCADE`,
    },
  );
}

async function layOutNotes(leader: pg.Client, { run, set, fingerprint }: TaskIdentity): Promise<void> {
  await leader.query(`
    BEGIN;
    CREATE SCHEMA ${taskSchema};
    CREATE TABLE ${taskSchema}.task (run text, set text, fingerprint text);
    CREATE TABLE ${taskSchema}.created (n bigint GENERATED ALWAYS AS IDENTITY, statement text);
    CREATE TABLE ${taskSchema}.removed (n bigint);
    CREATE TABLE ${taskSchema}.appended (relation text)`);
  await leader.query(`INSERT INTO ${taskSchema}.task VALUES ($1, $2, $3)`, [run, set, fingerprint]);
  await leader.query('COMMIT');
}

/**
 * Removes, in reverse order, what the notes say was created. What cannot go yet (a sequence that belongs to a table, while
 * the default of that table uses it) is tried again when the others are gone. What somebody has built upon since stays and
 * is said. Notes are crossed out by further ones: where a publication covers all tables, none of their rows can be deleted.
 */
async function clear(leader: pg.Client): Promise<void> {
  await dropAside(leader);
  const { rows } = await leader.query<Note>(
    `SELECT n, statement FROM ${taskSchema}.created WHERE n NOT IN (SELECT n FROM ${taskSchema}.removed) ORDER BY n DESC`,
  );
  let left = rows;
  for (let before = Number.POSITIVE_INFINITY; left.length > 0 && left.length < before; ) {
    before = left.length;
    const kept: Note[] = [];
    for (const note of left) if (!(await tryToRemove(leader, note))) kept.push(note);
    left = kept;
  }
  if (left[0]) await remove(leader, left[0]);
  await leader.query(`TRUNCATE ${taskSchema}.created, ${taskSchema}.removed`);
}

/** How to remove something. */
interface Note {
  readonly n: string;
  readonly statement: string;
}

const goneAlready: ReadonlySet<string> = new Set(['42P01', '42704', '42883', '3F000']);
const inUse = '2BP01';

/** False when something still depends on the object. */
async function tryToRemove(leader: pg.Client, note: Note): Promise<boolean> {
  try {
    await remove(leader, note);
    return true;
  } catch (thrown) {
    if (((thrown as PgstowError).cause as { code?: string } | undefined)?.code === inUse) return false;
    throw thrown;
  }
}

async function remove(leader: pg.Client, { n, statement }: Note): Promise<void> {
  const crossOut = `INSERT INTO ${taskSchema}.removed VALUES (${n})`;
  try {
    await leader.query(`BEGIN; ${statement};\n${crossOut}; COMMIT`);
  } catch (thrown) {
    const code = (thrown as { code?: string }).code ?? '';
    await leader.query('ROLLBACK');
    if (!goneAlready.has(code)) throw irremovable(thrown);
    await leader.query(crossOut);
  }
}

function irremovable(thrown: unknown): PgstowError {
  const { detail } = thrown as { detail?: string };
  const which = detail ? ` (${detail.replaceAll('\n', '; ')})` : '';
  return new PgstowError('conflict', `what a killed restore left cannot be removed: ${messageOf(thrown)}${which}`, {
    hint: `remove what depends on it, or keep all of it and DROP SCHEMA ${taskSchema} CASCADE`,
    cause: thrown,
  });
}

async function dropAside(leader: pg.Client): Promise<void> {
  const { rows } = await leader.query(
    `SELECT nspname FROM pg_catalog.pg_namespace WHERE pg_catalog.starts_with(nspname, $1)`,
    [asidePrefix],
  );
  for (const { nspname } of rows) {
    await leader.query(`SET client_min_messages = warning; DROP SCHEMA ${quoteIdent(nspname)} CASCADE`);
  }
}

async function readAppended(leader: pg.Client): Promise<Set<string>> {
  const { rows } = await leader.query(`SELECT relation FROM ${taskSchema}.appended`);
  return new Set(rows.map((row) => row.relation));
}
