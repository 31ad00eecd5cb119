import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { backup, drill } from '../../engine/index.ts';
import { initRepository, openRepository, type Repository } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { runDue } from '../../engine/run/runDue.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { TestDatabase } from '../servers.ts';
import { program } from '../setup/program.ts';
import type { ClockMessage, StartMessage } from './schedulerDriver.ts';

const minute = 60_000;

export interface Play {
  /** So many minutes go by. */
  readonly minutes: number;
  /** Plans, each started every so many minutes. */
  readonly everyMinutes: Readonly<Record<string, number>>;
  /** Of a hundred steps of ten seconds at which somebody is at work so many have a process killed. */
  readonly killsInHundred: number;
  readonly seed: number;
}

export interface Played {
  readonly starts: number;
  readonly succeeded: number;
  /** Had runs, and no set. */
  readonly failed: number;
  readonly lapsed: number;
  readonly sets: number;
  readonly kills: number;
  /** Runs that another process was at, or had made the start of. */
  readonly skippedRuns: number;
  /** Were run by one process while the other one recorded that they had no run. */
  readonly toldTwice: number;
  /** What is wrong, in words. */
  readonly problems: readonly string[];
}

/** Two schedulers, each a process, on one repository: some are killed, and begun again; then the accounts are looked at. */
export async function playReplicas(source: TestDatabase, play: Play): Promise<Played> {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-replicas-'));
  const begin = Math.ceil((Date.now() + 1) / minute) * minute - 1;
  const clock = { ahead: begin - Date.now() };
  const surroundings = { ...realSurroundings(), now: () => new Date(Date.now() + clock.ahead) };
  const replicas = [0, 1].map(() => new Replica(folder));
  try {
    const repository = await initRepository(folder, { encryption: 'none' }, surroundings);
    const { host, port, database, user } = source.target;
    for (const [id, every] of Object.entries(play.everyMinutes)) {
      const schedule = { cron: `*/${every} * * * *` };
      await repository.plans.apply(parsePlan({ id, source: { host, port, database, user }, schedule, concurrency: 1 }));
    }
    const kills = await passTime(replicas, clock, play);
    for (const replica of replicas) await replica.kill();
    return { ...(await closeAccounts(folder, clock, play)), kills };
  } finally {
    for (const replica of replicas) await replica.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Ten seconds after ten seconds. As a rule what runs is waited for, but not always: clocks jump. */
async function passTime(replicas: readonly Replica[], clock: { ahead: number }, play: Play): Promise<number> {
  // figures of its own for who is killed: how often one waits depends on the machine
  const [chance, random] = [randomOf(play.seed), randomOf(play.seed + 1)];
  let kills = 0;
  await Promise.all(replicas.map((replica) => replica.start(clock.ahead)));
  for (let step = 0; step < play.minutes * 6; step++) {
    clock.ahead += 10_000;
    for (const replica of replicas) replica.tell(clock.ahead);
    await pause(40);
    if (replicas.some(({ isBusy }) => isBusy) && chance() * 100 < play.killsInHundred) {
      const victim = replicas.filter(({ isBusy }) => isBusy).at(chance() < 0.5 ? 0 : -1)!;
      await pause(chance() * 400);
      await victim.kill();
      await victim.start(clock.ahead);
      kills++;
    }
    while (random() > 0.03 && replicas.some(({ isBusy }) => isBusy)) await pause(20);
  }
  return kills;
}

/** What is still open is made or recorded, by one machine and in peace; then each start is looked up. */
async function closeAccounts(folder: string, clock: { ahead: number }, play: Play): Promise<Omit<Played, 'kills'>> {
  const end = Date.now() + clock.ahead;
  let ahead = clock.ahead;
  const surroundings = { ...realSurroundings(), now: () => new Date(Date.now() + ahead) };
  const repository = await openRepository(folder, { surroundings });
  for (const plan of Object.keys(play.everyMinutes)) await repository.plans.pause(plan);
  for (let look = 0; look < 2; look++) {
    ahead += 2 * minute;
    await runDue(repository, {
      now: surroundings.now,
      make: {
        backup: (plan, start) => backup(repository, plan, { start }),
        drill: (plan, start) => drill(repository, { plan }, { start }),
      },
    });
  }
  const plans = Object.entries(play.everyMinutes);
  const audits = await Promise.all(plans.map(([plan, every]) => audit(repository, plan, every, end)));
  const sum = (of: 'starts' | 'succeeded' | 'failed' | 'lapsed' | 'sets' | 'skippedRuns' | 'toldTwice') =>
    audits.reduce((total, each) => total + each[of], 0);
  return {
    starts: sum('starts'),
    succeeded: sum('succeeded'),
    failed: sum('failed'),
    lapsed: sum('lapsed'),
    sets: sum('sets'),
    skippedRuns: sum('skippedRuns'),
    toldTwice: sum('toldTwice'),
    problems: audits.flatMap(({ problems }) => problems),
  };
}

async function audit(repository: Repository, plan: string, every: number, end: number): Promise<Omit<Played, 'kills'>> {
  const runs = (await repository.runs.list(plan)).filter((run) => run.state !== 'damaged');
  const sets = (await repository.sets.list(plan)).map(({ set }) => set);
  const first = Date.parse((await repository.plans.history(plan)).at(-1)!.at);
  const problems: string[] = [];
  const tally = { starts: 0, succeeded: 0, failed: 0, lapsed: 0, toldTwice: 0 };
  // a start at the very instant at which the plan was made belongs to the time before it
  const begin = (Math.floor(first / (every * minute)) + 1) * every * minute;
  for (let at = begin; at <= end; at += every * minute) {
    const start = new Date(at).toISOString();
    const isLapse = (state: string) => state === 'skipped' || state === 'missed';
    const made = runs.filter((run) => run.start === start && !isLapse(run.state));
    const lapses = runs.filter(
      (run) => isLapse(run.state) && run.start !== undefined && run.start <= start && start <= (run.until ?? run.start),
    );
    const own = sets.filter((set) => made.some((run) => run.set === set || run.making === set));
    tally.starts++;
    if (own.length > 1) problems.push(`${plan} ${start} has ${own.length} sets`);
    if (own.length > 0 && !made.some(({ state }) => state === 'succeeded'))
      problems.push(`${plan} ${start} has a set, and no run that has succeeded: ${JSON.stringify(made)}`);
    if (made.length === 0 && lapses.length !== 1)
      problems.push(`${plan} ${start} has ${lapses.length} records of none: ${JSON.stringify(runs)}`);
    if (made.length > 0 && lapses.length > 0) tally.toldTwice++;
    if (made.length === 0) tally.lapsed++;
    else tally[own.length > 0 ? 'succeeded' : 'failed']++;
  }
  const named = new Set(runs.flatMap(({ set, making }) => [set, making]));
  for (const set of sets) if (!named.has(set)) problems.push(`${plan}: nobody has made set ${set}`);
  const skippedRuns = runs.filter(({ state, start }) => state === 'skipped' && start === undefined).length;
  return { ...tally, sets: sets.length, skippedRuns, problems };
}

/** One of the schedulers. */
class Replica {
  readonly #folder: string;
  readonly #running = new Set<string>();
  #child: ChildProcess | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  async start(ahead: number): Promise<void> {
    const { entry, env } = await program('schedulerDriver');
    const child = fork(entry, [this.#folder, String(ahead)], { env: { ...process.env, ...env } });
    const ready = new Promise<void>((resolve) => child.once('message', () => resolve()));
    child.on('message', ({ kind, plan, start }: StartMessage) => {
      if (kind === 'started') this.#running.add(`${plan} ${start}`);
      else this.#running.delete(`${plan} ${start}`);
    });
    child.on('error', () => {}); // a message may meet its end
    this.#child = child;
    await ready;
  }

  tell(ahead: number): void {
    if (this.#child?.connected) this.#child.send({ ahead } satisfies ClockMessage);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    this.#running.clear();
  }
}

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
