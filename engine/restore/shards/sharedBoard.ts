import type { Job } from '../jobs.ts';
import { type Lock, numberOf } from './locks.ts';

/** What one connection does at a time: a job, or those that read the same blobs. */
export interface Unit {
  readonly id: string;
  /** What its lock is known by. */
  readonly number: number;
  /** What keeps everybody else from it, and from what would be in its way. */
  readonly locks: readonly Lock[];
}

/** A constraint of a table with more partitions than that keeps everybody from every table: a lock for each would be too many. */
const tableLocksAtMost = 100;
const everyTable = '*';

/**
 * Which of the jobs that several machines share may start, as far as this one has heard. Each machine has all of them. Pure.
 *
 * What it has not heard of yet costs nothing: a unit that somebody else is at, or has done, is not to be had when it is asked for.
 */
export class SharedBoard {
  readonly #jobs: readonly Job[];
  readonly #rank: ReadonlyMap<Job, number>;
  readonly #units = new Map<string, Unit>();
  readonly #unitOf = new Map<Job, Unit>();
  readonly #byNote = new Map<string, { readonly job: Job; readonly learn: (more: string) => void }>();
  readonly #byId: ReadonlyMap<string, Job>;
  /** How many unfinished jobs each job waits for. */
  readonly #waiting = new Map<Job, number>();
  readonly #dependents = new Map<string, Job[]>();
  readonly #finished = new Set<Job>();
  /** Jobs that may start, by their units; those of a unit in the order of their rank. */
  readonly #ready = new Map<Unit, Job[]>();
  /** Jobs that others have done after what this process has not counted as done yet. */
  readonly #early = new Map<Job, () => void>();
  /** Jobs without a note, which everybody does for himself. */
  #own: Job[] = [];
  /** Jobs that somebody has tried in vain, and those of them that are to be tried once more. */
  readonly #postponed = new Set<Job>();
  #heldBack: Job[] = [];
  #untried: number;
  /** Units that somebody was at when it was last heard. */
  #running: ReadonlySet<number> = new Set();
  /** Units that connections of this process are at. */
  readonly #mine = new Set<Unit>();

  constructor(jobs: readonly Job[]) {
    this.#jobs = jobs;
    this.#byId = new Map(jobs.map((job) => [job.id, job]));
    this.#rank = new Map(jobs.toSorted((a, b) => b.size - a.size).map((job, rank) => [job, rank]));
    this.#untried = jobs.filter(isWaitedFor).length;
    this.#layOut(nearOfTables(jobs));
    for (const { id } of jobs) this.#dependents.set(id, []);
    for (const job of jobs) this.#enter(job);
  }

  get isOver(): boolean {
    return this.#finished.size === this.#jobs.length;
  }

  /** The jobs that may start and that everybody does for himself. */
  takeOwn(): Job[] {
    const own = this.#own;
    this.#own = [];
    return own;
  }

  /** Units with something to do that nobody was at when it was last heard; the best first, and at most so many. */
  candidates(limit: number): Unit[] {
    const touched = this.#touched();
    const best: { readonly unit: Unit; readonly place: number }[] = [];
    for (const unit of this.#ready.keys()) {
      if (this.#isTaken(unit)) continue;
      const place = this.#rankOf(unit) + (tablesOf(unit).some((table) => touched.has(table)) ? this.#jobs.length : 0);
      if (best.length === limit && place > best.at(-1)!.place) continue;
      best.push({ unit, place });
      best.sort((a, b) => a.place - b.place).splice(limit);
    }
    return best.map(({ unit }) => unit);
  }

  /** This process is at a unit from now on. */
  hold(unit: Unit): void {
    this.#mine.add(unit);
  }

  release(unit: Unit): void {
    this.#mine.delete(unit);
  }

  /** What is to be done next of a unit that this process is at. */
  nextOf(unit: Unit): Job | undefined {
    return this.#ready.get(unit)?.[0];
  }

  done(job: Job): void {
    if (this.#finished.has(job)) return;
    this.#finished.add(job);
    this.#unready(job);
    if (!this.#postponed.has(job)) this.#tried(job);
    for (const dependent of this.#dependents.get(job.id) ?? []) {
      const left = this.#waiting.get(dependent)! - 1;
      this.#waiting.set(dependent, left);
      if (left === 0) this.#makeReady(dependent);
    }
  }

  /** Holds a job back until all those are tried that may change how it ends; false the second time. */
  postpone(job: Job): boolean {
    if (this.#postponed.has(job)) return false;
    this.#postponed.add(job);
    this.#unready(job);
    this.#heldBack.push(job);
    this.#tried(job);
    return true;
  }

  /** What is noted in the target, and which units somebody is at. */
  hear(noted: readonly (readonly [what: string, more: string | null])[], running: ReadonlySet<number>): void {
    this.#running = running;
    for (const [what, more] of noted) {
      const known = this.#byNote.get(what);
      const job = known?.job ?? this.#byId.get(postponedId(what) ?? '');
      if (!job || this.#finished.has(job)) continue;
      if (!known) this.postpone(job);
      else this.#learnOf(job, () => known.learn(more ?? ''));
    }
  }

  /** In the order of the jobs: what was read back of a table is judged by what was left out of it. */
  #learnOf(job: Job, learn: () => void): void {
    if (this.#waiting.get(job)! > 0) {
      this.#early.set(job, learn);
      return;
    }
    learn();
    this.done(job);
  }

  #layOut(near: ReadonlyMap<string, string>): void {
    for (const job of this.#jobs) {
      const unit = unitOf(job, near);
      if (!this.#units.has(unit.id)) this.#units.set(unit.id, unit);
      this.#unitOf.set(job, this.#units.get(unit.id)!);
      for (const { what, learn } of job.noted ?? []) this.#byNote.set(what, { job, learn });
    }
  }

  #enter(job: Job): void {
    const needs = new Set(job.after.filter((id) => this.#dependents.has(id)));
    for (const id of needs) this.#dependents.get(id)!.push(job);
    this.#waiting.set(job, needs.size);
    if (needs.size === 0) this.#makeReady(job);
  }

  #makeReady(job: Job): void {
    if (this.#finished.has(job)) return;
    const learn = this.#early.get(job);
    if (learn) {
      learn();
      this.done(job);
      return;
    }
    if (job.noted === undefined) {
      this.#own.push(job);
      return;
    }
    const unit = this.#unitOf.get(job)!;
    const ready = [...(this.#ready.get(unit) ?? []), job];
    this.#ready.set(
      unit,
      ready.sort((a, b) => this.#rank.get(a)! - this.#rank.get(b)!),
    );
  }

  #unready(job: Job): void {
    const unit = this.#unitOf.get(job)!;
    const left = (this.#ready.get(unit) ?? []).filter((each) => each !== job);
    if (left.length > 0) this.#ready.set(unit, left);
    else this.#ready.delete(unit);
  }

  #tried(job: Job): void {
    if (isWaitedFor(job)) this.#untried -= 1;
    if (this.#untried > 0) return;
    const held = this.#heldBack;
    this.#heldBack = [];
    for (const each of held) this.#makeReady(each);
  }

  #isTaken(unit: Unit): boolean {
    return this.#mine.has(unit) || this.#running.has(unit.number);
  }

  #rankOf(unit: Unit): number {
    return this.#rank.get(this.#ready.get(unit)![0]!)!;
  }

  /** Tables that somebody works on: two connections that write to one table wait for each other to extend it. */
  #touched(): ReadonlySet<string> {
    const taken = [...this.#ready.keys()].filter((unit) => this.#isTaken(unit));
    return new Set(taken.flatMap(tablesOf));
  }
}

function tablesOf({ locks }: Unit): string[] {
  return locks.flatMap(({ kind, name }) => (kind === 'table' && name !== everyTable ? name : []));
}

/** The note that a job was tried in vain. */
export const postponedNote = ({ id }: Pick<Job, 'id'>) => `postponed: ${id}`;

function postponedId(what: string): string | undefined {
  return what.startsWith('postponed: ') ? what.slice('postponed: '.length) : undefined;
}

/** Those that wait for others themselves may wait for the one that is held back. */
function isWaitedFor({ passes, after }: Job): boolean {
  return passes !== undefined && after.length === 0;
}

/** Small tables are taken together with those that they share a blob with. */
function nearOfTables(jobs: readonly Job[]): ReadonlyMap<string, string> {
  return new Map(
    jobs.flatMap(({ near, shared }) => (near === undefined ? [] : shared.map((table) => [table, near] as const))),
  );
}

function unitOf({ id, exclusive, shared }: Job, near: ReadonlyMap<string, string>): Unit {
  const lockOf = (table: string) => near.get(table) ?? table;
  const modes = new Map([
    ...shared.map((table) => [lockOf(table), true] as const),
    ...exclusive.map((table) => [lockOf(table), false] as const),
  ]);
  const [only] = [...modes.keys()];
  const isNear = modes.size === 1 && [...exclusive, ...shared].every((table) => near.has(table));
  const unit = isNear ? only! : id;
  const all: Lock = { kind: 'table', name: everyTable, shared: modes.size <= tableLocksAtMost };
  const tables = [...modes].map(([name, mode]): Lock => ({ kind: 'table', name, shared: mode && !isNear }));
  const own: Lock = { kind: 'unit', name: unit, shared: false };
  return { id: unit, number: numberOf(unit), locks: [own, all, ...(all.shared ? tables : [])] };
}
