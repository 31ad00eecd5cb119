import type pg from 'pg';
import { throwIfAborted } from '../errors.ts';

/** What is noted in the target when a job is done, and what another machine learns by it. */
export interface Noted {
  /** By the words of `done`. */
  readonly what: string;
  /** Called where somebody else has done it, with what was noted besides. */
  readonly learn: (more: string) => void;
}

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
  /** Whether an error may be gone when the other jobs that have this are done: then the job is tried once more after them. */
  readonly passes?: ((thrown: unknown) => boolean) | undefined;
  /** One of these is noted when it is done; absent where it does nothing in the target. */
  readonly noted?: readonly Noted[] | undefined;
  /** Jobs of the same are best done by one machine: they read the same blob. */
  readonly near?: string | undefined;
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
      if (job.passes?.(thrown) && board.postpone(job)) continue;
      board.fail(thrown);
      throw thrown;
    }
  }
}

/** Which jobs may start: those that wait for nothing more are kept apart, so that ten thousand tables are no search each time. */
class JobBoard {
  failure: unknown;
  /** From small to large, so that the next one is mostly the last; equal ones in the order in which they were given, from behind. */
  readonly #ready: Job[] = [];
  /** How many unfinished jobs each job waits for that cannot start yet. */
  readonly #waiting = new Map<Job, number>();
  /** Who waits for each unfinished job. */
  readonly #dependents = new Map<string, Job[]>();
  readonly #rank: ReadonlyMap<Job, number>;
  readonly #running = new Set<Job>();
  /** Jobs that were tried in vain and are to be tried once more. */
  readonly #postponed = new Set<Job>();
  /** Those of them that are still held back. */
  #heldBack: Job[] = [];
  /** How many jobs are not tried yet that postponed ones are held back for. */
  #untried: number;
  #bell = Promise.withResolvers<void>();

  constructor(jobs: readonly Job[]) {
    const ordered = jobs.toSorted((a, b) => b.size - a.size).reverse();
    this.#rank = new Map(ordered.map((job, rank) => [job, rank]));
    this.#untried = jobs.filter(isWaitedFor).length;
    for (const { id } of jobs) this.#dependents.set(id, []);
    for (const job of ordered) {
      const needs = new Set(job.after.filter((id) => this.#dependents.has(id)));
      for (const id of needs) this.#dependents.get(id)!.push(job);
      if (needs.size === 0) this.#ready.push(job);
      else this.#waiting.set(job, needs.size);
    }
  }

  /** The next job that may start; waits for one; undefined when there is nothing more to do. */
  async take(): Promise<Job | undefined> {
    for (;;) {
      if (this.failure !== undefined || this.#ready.length + this.#waiting.size === 0) return undefined;
      const at = this.#firstFree();
      if (at >= 0) {
        const [job] = this.#ready.splice(at, 1);
        this.#running.add(job!);
        return job;
      }
      if (this.#running.size === 0) return undefined; // what is left waits for itself
      await this.#bell.promise;
    }
  }

  done(job: Job): void {
    this.#running.delete(job);
    if (!this.#postponed.has(job)) this.#tried(job);
    for (const dependent of this.#dependents.get(job.id) ?? []) {
      const left = this.#waiting.get(dependent)! - 1;
      if (left > 0) {
        this.#waiting.set(dependent, left);
        continue;
      }
      this.#waiting.delete(dependent);
      this.#makeReady(dependent);
    }
    this.#ring();
  }

  /** Holds a job back until all those are tried that postponed ones are held back for; false the second time. */
  postpone(job: Job): boolean {
    if (this.#postponed.has(job)) return false;
    this.#running.delete(job);
    this.#postponed.add(job);
    this.#heldBack.push(job);
    this.#tried(job);
    this.#ring();
    return true;
  }

  fail(thrown: unknown): void {
    this.failure ??= thrown;
    this.#ring();
  }

  refuseLeftOver(): void {
    const left = [...this.#ready, ...this.#waiting.keys()];
    if (left.length === 0) return;
    throw new Error(`jobs wait for each other: ${left.map((job) => job.id).join(', ')}`);
  }

  #tried(job: Job): void {
    if (isWaitedFor(job)) this.#untried -= 1;
    if (this.#untried > 0) return;
    for (const held of this.#heldBack) this.#makeReady(held);
    this.#heldBack = [];
  }

  #makeReady(job: Job): void {
    const rank = this.#rank.get(job)!;
    let [low, high] = [0, this.#ready.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#rank.get(this.#ready[middle]!)! < rank) low = middle + 1;
      else high = middle;
    }
    this.#ready.splice(low, 0, job);
  }

  /**
   * Where the largest job is that nobody's work forbids; -1 when there is none. Prefers a table that nobody works on: two
   * connections that write to one table wait for each other to extend it.
   */
  #firstFree(): number {
    const exclusive = new Set([...this.#running].flatMap((job) => job.exclusive));
    const touched = new Set([...this.#running].flatMap((job) => [...job.exclusive, ...job.shared]));
    let second = -1;
    for (let at = this.#ready.length - 1; at >= 0; at--) {
      const job = this.#ready[at]!;
      if (job.exclusive.some((table) => touched.has(table))) continue;
      if (job.shared.some((table) => exclusive.has(table))) continue;
      if (!job.shared.some((table) => touched.has(table))) return at;
      if (second < 0) second = at;
    }
    return second;
  }

  #ring(): void {
    this.#bell.resolve();
    this.#bell = Promise.withResolvers<void>();
  }
}

/** Those that wait for others themselves may wait for the one that is held back. */
function isWaitedFor({ passes, after }: Job): boolean {
  return passes !== undefined && after.length === 0;
}
