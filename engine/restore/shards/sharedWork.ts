import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { throwIfAborted } from '../../errors.ts';
import { quoteLiteral } from '../../postgres/identifier.ts';
import { taskSchema } from '../../postgres/restoreSchemas.ts';
import type { Job } from '../jobs.ts';
import { areGone, noteDoneSql } from '../task/notes.ts';
import { failureToTell, toldFailure } from './failure.ts';
import { tryAllSql, unlockSql } from './locks.ts';
import { type News, Newsstand } from './news.ts';
import { postponedNote, type SharedBoard, type Unit } from './sharedBoard.ts';

/** Who shares the work, as one of them. */
export interface Member {
  readonly signal: AbortSignal;
  /** What this machine wants a person to know, for the leader to tell; what was told is taken away. Absent for the leader, who tells it himself. */
  readonly toTell?: string[];
  /** Told what others want a person to know, by numbers, and perhaps twice. Absent for those who do not lead. */
  readonly onRemark?: (n: number, remark: string) => void;
  /** Tries to become the leader, by this connection, where there is none. Absent for the leader. */
  readonly tryToLead?: (client: pg.Client) => Promise<boolean>;
}

/** How the work has ended for one who shares it. */
export type SharedEnd =
  | { readonly kind: 'done' }
  /** The notes are gone from the target: the restore has come to its end. */
  | { readonly kind: 'gone' }
  /** The leader has died, and this connection has taken its place. */
  | { readonly kind: 'elected'; readonly client: pg.Client };

/** So many units are asked for at once, for others may be quicker. */
const candidatesAtOnce = 8;
/** Who finds nothing to do asks again after so long, and then less often. */
const firstPauseMs = 50;
const longestPauseMs = 500;

/**
 * Does jobs over several connections together with other machines, until all are done, whoever has done them. A unit is claimed by
 * locks of the session that works on it, and what is done is noted in the transaction that does it: who dies loses the
 * claim when the server has ended what was under way, and whoever claims the unit next sees whether it is done.
 */
export function shareWork(board: SharedBoard, clients: readonly pg.Client[], member: Member): Promise<SharedEnd> {
  return new SharedWork(board, member).run(clients);
}

/** Waits until something is noted, the restore has ended, or there is no leader. */
export async function awaitNote(what: string, client: pg.Client, member: Member): Promise<SharedEnd> {
  return new SharedWork(undefined, member, what).run([client]);
}

class SharedWork {
  readonly #board: SharedBoard | undefined;
  readonly #member: Member;
  readonly #awaited: string | undefined;
  readonly #stand = new Newsstand();
  #end: SharedEnd | undefined;
  #failure: unknown;
  #bell = Promise.withResolvers<void>();

  constructor(board: SharedBoard | undefined, member: Member, awaited?: string) {
    this.#board = board;
    this.#member = member;
    this.#awaited = awaited;
  }

  async run(clients: readonly pg.Client[]): Promise<SharedEnd> {
    const outcomes = await Promise.allSettled(clients.map((client) => this.#work(client)));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw this.#failure ?? failed.reason;
    return this.#end ?? { kind: 'done' };
  }

  async #work(client: pg.Client): Promise<void> {
    try {
      let held: Unit | undefined;
      let pause = firstPauseMs;
      for (;;) {
        await this.#doOwn(client);
        if (this.#isOver) break;
        const candidates = this.#board?.candidates(candidatesAtOnce) ?? [];
        const claimed = await this.#ask(client, held, candidates);
        held = claimed;
        if (claimed) {
          await this.#doUnit(client, claimed);
          pause = firstPauseMs;
        } else if (!this.#end) {
          await this.#wait(pause);
          pause = Math.min(pause * 2, longestPauseMs);
        }
      }
      if (held) await client.query(releaseSql(held));
    } catch (thrown) {
      this.#failure ??= thrown;
      this.#ring();
      throw thrown;
    }
  }

  /** What everybody does for himself: it only counts. */
  async #doOwn(client: pg.Client): Promise<void> {
    throwIfAborted(this.#member.signal);
    for (let own = this.#board?.takeOwn() ?? []; own.length > 0; own = this.#board?.takeOwn() ?? []) {
      for (const job of own) {
        await job.run(client);
        this.#board?.done(job);
      }
    }
  }

  get #isOver(): boolean {
    return this.#failure !== undefined || this.#end !== undefined || (this.#board?.isOver ?? false);
  }

  /** In one message: gives back what was held, claims the first unit that is to be had, and asks for news. */
  async #ask(client: pg.Client, held: Unit | undefined, candidates: readonly Unit[]): Promise<Unit | undefined> {
    const told = this.#member.toTell?.splice(0) ?? [];
    const statements = [
      ...(held ? [releaseSql(held)] : []),
      ...told.map((remark) => `INSERT INTO ${taskSchema}.remarks (remark) VALUES (${quoteLiteral(remark)})`),
      claimSql(candidates),
      this.#stand.sql,
    ];
    if (held) this.#board?.release(held);
    const answers = await client.query(statements.join(';\n')).catch(async (thrown) => {
      if (areGone(thrown)) return undefined;
      throw await failureToTell(thrown, client, this.#member.signal);
    });
    if (!answers) {
      this.#finish({ kind: 'gone' });
      return undefined;
    }
    const [claim, news] = (answers as unknown as pg.QueryResult[]).slice(-2);
    const unit = candidates[claim!.rows[0].claimed];
    if (unit) this.#board?.hold(unit);
    await this.#hear(this.#stand.read(news!.rows[0]), client);
    return unit;
  }

  async #hear(news: News, client: pg.Client): Promise<void> {
    const { onRemark, tryToLead } = this.#member;
    if (news.failure) throw toldFailure(news.failure);
    try {
      this.#board?.hear(news.done, news.running);
    } catch (thrown) {
      throw await failureToTell(thrown, client, this.#member.signal);
    }
    for (const [n, remark] of news.remarks) onRemark?.(n, remark);
    if (this.#awaited !== undefined && news.done.some(([what]) => what === this.#awaited))
      this.#finish({ kind: 'done' });
    if (!news.isLed && !this.#end && (await tryToLead?.(client))) this.#finish({ kind: 'elected', client });
    if (news.done.length > 0) this.#ring();
  }

  async #doUnit(client: pg.Client, unit: Unit): Promise<void> {
    for (let job = this.#board!.nextOf(unit); job && !this.#end; job = this.#board!.nextOf(unit)) {
      throwIfAborted(this.#member.signal);
      try {
        await job.run(client);
        this.#board!.done(job);
      } catch (thrown) {
        await this.#postpone(job, thrown, client);
      }
      await this.#doOwn(client);
      this.#ring();
    }
  }

  /** For what may be different when the other jobs of its kind are done; all else is thrown. */
  async #postpone(job: Job, thrown: unknown, client: pg.Client): Promise<void> {
    if (!job.passes?.(thrown) || !this.#board!.postpone(job))
      throw await failureToTell(thrown, client, this.#member.signal);
    await client.query(noteDoneSql(postponedNote(job)));
  }

  /** Until this process has done something, or for so long. */
  async #wait(ms: number): Promise<void> {
    const { signal } = this.#member;
    const timer = new AbortController();
    await Promise.race([
      this.#bell.promise,
      sleep(ms, undefined, { signal: AbortSignal.any([signal, timer.signal]) }).catch(() => {}),
    ]);
    timer.abort();
  }

  #finish(end: SharedEnd): void {
    this.#end ??= end;
    this.#ring();
  }

  #ring(): void {
    this.#bell.resolve();
    this.#bell = Promise.withResolvers<void>();
  }
}

function claimSql(candidates: readonly Unit[]): string {
  const tries = candidates.map(({ locks }, i) => `WHEN ${tryAllSql(locks)} THEN ${i}`);
  return `SELECT ${tries.length > 0 ? `CASE ${tries.join(' ')} ELSE -1 END` : '-1'} AS claimed`;
}

function releaseSql({ locks }: Unit): string {
  return `SELECT ${locks.map(unlockSql).join(', ')}`;
}
