import type pg from 'pg';
import { throwIfAborted } from '../errors.ts';

/** A piece of work for one connection, and what must be done before it. */
export interface Job {
  readonly id: string;
  /** Ids of jobs that must be done first. Ids that are not among the jobs count as done. */
  readonly after: readonly string[];
  /** Tables that nobody else may work on meanwhile: two such jobs on one table could lock each other out. */
  readonly exclusive: readonly string[];
  /** Tables that may be worked on with others, but not beside an `exclusive` job. */
  readonly shared: readonly string[];
  /** An estimate: of the jobs that are ready the largest is taken first. */
  readonly size: number;
  run(client: pg.Client): Promise<void>;
}

/**
 * Runs jobs over several connections in an order that respects what each must wait for. The first failure lets the jobs
 * under way end (or be aborted by whoever opened the connections) and is thrown.
 */
export async function runJobs(jobs: readonly Job[], clients: readonly pg.Client[], signal: AbortSignal): Promise<void> {
  const board = new JobBoard(jobs);
  const outcomes = await Promise.allSettled(clients.map((client) => work(board, client, signal)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw board.failure ?? failed.reason;
  board.refuseLeftOver();
}

async function work(board: JobBoard, client: pg.Client, signal: AbortSignal): Promise<void> {
  for (let job = await board.take(); job; job = await board.take()) {
    try {
      throwIfAborted(signal);
      await job.run(client);
      board.done(job);
    } catch (thrown) {
      board.fail(thrown);
      throw thrown;
    }
  }
}

class JobBoard {
  failure: unknown;
  readonly #waiting: Set<Job>;
  readonly #running = new Set<Job>();
  /** How many unfinished jobs each id stands for. */
  readonly #open = new Set<string>();
  #bell = Promise.withResolvers<void>();

  constructor(jobs: readonly Job[]) {
    this.#waiting = new Set([...jobs].sort((a, b) => b.size - a.size));
    for (const job of jobs) this.#open.add(job.id);
  }

  /** The next job that may start; waits for one; undefined when there is nothing more to do. */
  async take(): Promise<Job | undefined> {
    for (;;) {
      if (this.failure !== undefined || this.#waiting.size === 0) return undefined;
      const job = this.#firstReady();
      if (job) {
        this.#waiting.delete(job);
        this.#running.add(job);
        return job;
      }
      if (this.#running.size === 0) return undefined; // what is left waits for itself
      await this.#bell.promise;
    }
  }

  done(job: Job): void {
    this.#running.delete(job);
    this.#open.delete(job.id);
    this.#ring();
  }

  fail(thrown: unknown): void {
    this.failure ??= thrown;
    this.#ring();
  }

  refuseLeftOver(): void {
    if (this.#waiting.size === 0) return;
    throw new Error(`jobs wait for each other: ${[...this.#waiting].map((job) => job.id).join(', ')}`);
  }

  /** Prefers a table that nobody works on: two connections that write to one table wait for each other to extend it. */
  #firstReady(): Job | undefined {
    const exclusive = new Set([...this.#running].flatMap((job) => job.exclusive));
    const touched = new Set([...this.#running].flatMap((job) => [...job.exclusive, ...job.shared]));
    let second: Job | undefined;
    for (const job of this.#waiting) {
      if (job.after.some((id) => this.#open.has(id))) continue;
      if (job.exclusive.some((table) => touched.has(table))) continue;
      if (job.shared.some((table) => exclusive.has(table))) continue;
      if (!job.shared.some((table) => touched.has(table))) return job;
      second ??= job;
    }
    return second;
  }

  #ring(): void {
    this.#bell.resolve();
    this.#bell = Promise.withResolvers<void>();
  }
}
