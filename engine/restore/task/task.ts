import type pg from 'pg';
import { taskSchema } from '../../postgres/restoreSchemas.ts';
import { inTransaction } from '../build/definitions.ts';
import { claimDatabase } from '../target/claim.ts';
import { findLeftOver, type LeftOver, ownLeftOver, removeAll, removeLeftOver } from './leftOver.ts';
import {
  type Creation,
  dropNotes,
  layOutNotes,
  noteAppended,
  noteDoneSql,
  noteLargeObjects,
  noteObjectsSql,
  noteOfRowsSql,
  readCreated,
  readDone,
} from './notes.ts';
import type { TaskIdentity } from './taskIdentity.ts';

/** What is noted as done. */
export const done = {
  /** Everything that comes before the rows is created. */
  definitions: 'definitions',
  /** The rows of a table's range are in it. */
  range: (table: string, index: number) => `range ${index} of ${table}`,
  /** The rows of a table's range are left out, for they are stored damaged. */
  leftOut: (table: string, index: number) => `left out: range ${index} of ${table}`,
  /** The rows that join others of a table are in it. */
  appended: (table: string) => `appended ${table}`,
  /** A slice of a table was read back; what was found is noted with it. */
  readBack: (table: string, slice: number, begunBy: string) => `read back for ${begunBy}: slice ${slice} of ${table}`,
  /** An entry of the archive is left out, for rows that it needs are. */
  leftOutEntry: (dumpId: number) => `left out: entry ${dumpId}`,
  /** Some tables are analyzed. */
  analyzed: (group: number) => `analyze ${group}`,
  /** An entry of the archive is carried out. */
  entry: (dumpId: number) => `entry ${dumpId}`,
  /** All rows were read back and found equal. */
  proof: 'proof',
  /** Sequences that are created have the set's values; what rests upon them may have taken others since. */
  sequences: 'sequences',
  /** Tables aside have taken their places. */
  swap: 'swap',
  /** All tables are in their places, with what comes after their rows; then they are analyzed. */
  placed: 'placed',
  /** What the restore was to do when it began, as a digest. */
  preview: (digest: string) => `preview ${digest}`,
};

/**
 * A restore's notes in the target, written in the same transactions as what they speak of. When a restore is killed, the
 * same restore, run again, finds them: it goes on after what is noted as done, or removes what the killed one had created and
 * starts over, and knows what it need not add twice.
 */
export class RestoreTask {
  /** What an earlier, unfinished run of this restore has left. */
  readonly left: LeftOver | undefined;
  /** Whether several machines work on it: then all that they do is noted. */
  readonly isShared: boolean;
  /** The run that has decided what is done, where others have taken it over. */
  readonly begunBy: string;
  readonly #leader: pg.Client;
  readonly #identity: TaskIdentity;
  #done: ReadonlySet<string> = new Set();

  private constructor(
    leader: pg.Client,
    identity: TaskIdentity,
    {
      left,
      isShared = false,
      begunBy = identity.run,
    }: { left?: LeftOver | undefined; isShared?: boolean; begunBy?: string },
  ) {
    this.#leader = leader;
    this.#identity = identity;
    this.left = left;
    this.isShared = isShared;
    this.begunBy = begunBy;
  }

  /** Takes the target database for this restore. Nothing is changed yet, whatever is there. */
  static async open(leader: pg.Client, identity: TaskIdentity): Promise<RestoreTask> {
    await claimDatabase(leader);
    return new RestoreTask(leader, identity, { left: await ownLeftOver(leader, identity) });
  }

  /** The same for the machine that leads others, and has taken the database already. */
  static async lead(leader: pg.Client, identity: TaskIdentity): Promise<RestoreTask> {
    return new RestoreTask(leader, identity, { left: await ownLeftOver(leader, identity), isShared: true });
  }

  /** Goes on with a restore that others work on, as their leader. */
  static async takeOver(client: pg.Client, identity: TaskIdentity, begunBy: string): Promise<RestoreTask> {
    const task = new RestoreTask(client, identity, { left: await findLeftOver(client), isShared: true, begunBy });
    task.goOn();
    return task;
  }

  /** Works on a restore that another machine leads. */
  static async follow(client: pg.Client, identity: TaskIdentity, begunBy: string): Promise<RestoreTask> {
    const task = new RestoreTask(client, identity, { isShared: true, begunBy });
    task.#done = await readDone(client);
    return task;
  }

  /** Tables whose rows an earlier run has appended already. */
  get appended(): ReadonlySet<string> {
    return this.left?.appended ?? new Set();
  }

  /** Large objects that an earlier run has created, when this one goes on with it. */
  get largeObjects(): ReadonlySet<number> {
    const objects = this.#done.size > 0 ? (this.left?.objects ?? []) : [];
    return new Set(objects.flatMap(({ kind, objid }) => (kind === 'large object' ? [Number(objid)] : [])));
  }

  /** Whether an earlier run, with which this one goes on, has done it. */
  isDone(what: string): boolean {
    return this.#done.has(what);
  }

  /** Goes on with what an earlier run left. */
  goOn(): void {
    this.#done = this.left?.done ?? new Set();
  }

  /** Removes what an earlier run left and lays out the notes, once it is clear that the restore can go ahead. */
  async begin(digest: string): Promise<void> {
    if (this.left) {
      await removeLeftOver(this.#leader, this.left);
    } else {
      if (await findLeftOver(this.#leader)) await dropNotes(this.#leader); // another restore's, that had come to nothing
      await layOutNotes(this.#leader, this.#identity);
    }
    await this.noteDone(this.#leader, done.preview(digest));
  }

  /** In the transaction of `client` in which it is done, if it is in one. */
  async noteDone(client: pg.Client, what: string): Promise<void> {
    await client.query(noteDoneSql(what));
  }

  /** What was read back of a table, for others who have read the rest of it. */
  async noteReadBack(client: pg.Client, table: string, what: string, found: string): Promise<void> {
    await client.query(noteOfRowsSql(table, what, found));
  }

  async noteLargeObjects(client: pg.Client, oids: readonly number[]): Promise<void> {
    await noteLargeObjects(client, oids);
  }

  /** Notes the schemas in which tables are built that take the place of others. */
  async noteAside(client: pg.Client, schemas: readonly Creation[]): Promise<void> {
    for (const note of noteObjectsSql(schemas, true)) await client.query(note);
  }

  async noteAppended(client: pg.Client, table: string): Promise<void> {
    await noteAppended(client, table, done.appended(table));
  }

  /**
   * In the transaction in which the tables aside take their places: from then on what was created stays, for they use it. The
   * same restore, run again, replaces them once more.
   */
  async noteSwapped(client: pg.Client): Promise<void> {
    for (const { aside, statement } of await readCreated(client)) if (aside) await client.query(statement);
    await client.query(`TRUNCATE ${taskSchema}.created`);
    await this.noteDone(client, done.swap);
  }

  /**
   * After a failure: leaves the target as it was, if it can. False when something stays, with the notes of it: tables that have taken
   * their places do.
   */
  async giveUp(): Promise<boolean> {
    if ((await readDone(this.#leader)).has(done.swap)) return false;
    return removeAll(this.#leader);
  }

  /**
   * The restore is done but for `close`, which happens together with the end of the notes: afterwards there is nothing that
   * could be started over. The commit is waited for, and with it every earlier one of this restore.
   */
  async finish(close: () => Promise<void>): Promise<void> {
    await this.#leader.query('SET synchronous_commit = on');
    await inTransaction(this.#leader, async () => {
      await dropNotes(this.#leader);
      await close();
    });
  }
}
