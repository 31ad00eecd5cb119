import type { StartedRun } from '../../engine/schedule/account.ts';
import { due } from '../../engine/schedule/due.ts';
import type { Lapse } from '../../engine/schedule/lapses.ts';
import { type Period, periodsOf, type ScheduleRevision } from '../../engine/schedule/periods.ts';
import { type Schedule, type Weekday, weekdays } from '../../engine/schedule/schedule.ts';
import type { StartKind } from '../../engine/schedule/startKind.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const year = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2027, 0, 1) };

export const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Santiago',
];

/** What really happened, as the simulation knows it. */
export interface History {
  readonly plan: string;
  readonly periods: readonly Period[];
  readonly backups: readonly Backup[];
  /** What was recorded, with the instant. */
  readonly lapses: readonly (Lapse & { readonly at: number })[];
  /** The looks at the plan that came to their end. */
  readonly looks: readonly number[];
  /** What was said to be due at the end of the year. */
  readonly open: string | undefined;
}

export interface Backup {
  readonly run: string;
  readonly start: number | undefined;
  readonly from: number;
  /** When it ended, or was killed. */
  readonly to: number;
  readonly outcome: 'succeeded' | 'failed' | 'lost';
}

/** Random figures that are the same for the same seed. */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

const between = (chance: Chance, from: number, to: number) => from + Math.floor(chance() * (to - from));
const oneOf = <T>(chance: Chance, values: readonly T[]): T => values[Math.floor(chance() * values.length)]!;

/**
 * A year of a scheduler that looks every hour and is late by minutes to hours, stays away for days, dies at any point of a
 * look, and whose backups take from a minute to a day and a half, fail, or are killed; people call for backups too, pause
 * plans and change their schedules. There are so many schedules in each time zone as `variety` says.
 */
export function simulateYear(seed: number, plans: number, variety: number): History[] {
  const chance = chanceOf(seed);
  const schedules = zones.map((zone) => Array.from({ length: variety }, () => randomSchedule(chance, zone)));
  const worlds = Array.from(
    { length: plans },
    (_, index) =>
      new World(index % 3 === 2 ? 'drill' : 'backup', `plan-${index}`, schedules[index % zones.length]!, chance),
  );
  for (const now of looks(chance)) {
    const dies = chance() < 0.02;
    for (const world of worlds) world.look(now, dies && chance() < 0.3);
  }
  return worlds.map((world) => world.history());
}

/** When the scheduler looks. */
function looks(chance: Chance): number[] {
  const instants = new Set<number>();
  for (let at = year.from; at < year.to; at += hour) {
    if (chance() < 0.003) at += between(chance, 1, 4) * day; // nobody looks for days
    const late = chance() < 0.1 ? between(chance, 0, 5 * hour) : between(chance, 0, 10 * minute);
    instants.add(at + 7 * minute + late);
  }
  const ascending = [...instants].filter((at) => at < year.to).sort((a, b) => a - b);
  // two at the same moment are kept apart by other means than this function
  return ascending.filter((at, index) => index === 0 || at - ascending[index - 1]! > 2 * minute);
}

class World {
  /** What is scheduled; what the plan has of the other kind is to make no difference. */
  readonly #kind: StartKind;
  readonly #plan: string;
  readonly #chance: Chance;
  readonly #periods: readonly Period[];
  /** How long they take as a rule. */
  readonly #pace: number;
  readonly #backups: Backup[] = [];
  readonly #lapses: (Lapse & { at: number })[] = [];
  readonly #looks: number[] = [];
  readonly #ended = new Map<Backup, StartedRun>();
  #open: string | undefined;

  constructor(kind: StartKind, plan: string, schedules: readonly Schedule[], chance: Chance) {
    this.#kind = kind;
    this.#plan = plan;
    this.#chance = chance;
    this.#periods = periodsOf(randomRevisions(kind, chance, schedules), kind);
    this.#pace = oneOf(chance, [5 * minute, 40 * minute, 3 * hour, 20 * hour]);
  }

  /** One look of the scheduler at the plan; with `dies` it does only some of what it is told. */
  look(now: number, dies: boolean): void {
    if (this.#chance() < 0.002 && !this.#busyAt(now)) this.#begin(now, undefined); // somebody calls for a backup
    const periods = this.#periods.filter(({ from }) => from <= now); // nobody knows what will be changed
    const [told] = due([{ plan: this.#plan, kind: this.#kind, periods }], this.#recordsAt(now), new Date(now));
    const { lapses, now: standing } = told!;
    const recorded = dies ? lapses.slice(0, between(this.#chance, 0, lapses.length + 1)) : lapses;
    for (const lapse of recorded) this.#lapses.push({ ...lapse, at: now });
    this.#open = 'start' in standing ? standing.start : undefined;
    if (dies) return;
    this.#looks.push(now);
    if (standing.state === 'due') this.#begin(now + between(this.#chance, 0, minute), Date.parse(standing.start));
  }

  history(): History {
    const [plan, periods, open] = [this.#plan, this.#periods, this.#open];
    return { plan, periods, backups: this.#backups, lapses: this.#lapses, looks: this.#looks, open };
  }

  #begin(from: number, start: number | undefined): void {
    const fate = this.#chance();
    const outcome = fate < 0.8 ? 'succeeded' : fate < 0.92 ? 'failed' : 'lost';
    const to = from + 1 + Math.floor(this.#pace * (0.2 + 2 * this.#chance() ** 3));
    this.#backups.push({ run: `run-${this.#backups.length}`, start, from, to, outcome });
  }

  #busyAt(now: number): boolean {
    return this.#backups.some(({ from, to }) => from <= now && now < to);
  }

  /** The records that there are: those that name the last start accounted for, and what was under way since. */
  #recordsAt(now: number): StartedRun[] {
    const started = this.#backups.filter(({ from }) => from <= now);
    const last = started.findLast(({ start }) => start !== undefined)?.start;
    const before = started.findLastIndex(({ start }) => start !== undefined && start !== last);
    const needed = started.slice(Math.max(0, before - 2)); // hardly any two are under way at the same time
    const behind = this.#lapses.findLastIndex(({ until }) => Date.parse(until) <= (last ?? Number.NEGATIVE_INFINITY));
    return [
      ...needed.map((backup) => this.#recordOf(backup, now)),
      ...this.#lapses.slice(behind + 1).map((lapse) => this.#lapseRecord(lapse)),
    ];
  }

  #recordOf(backup: Backup, now: number): StartedRun {
    const known = this.#ended.get(backup);
    if (known) return known;
    const { run, start, from, to, outcome } = backup;
    const about = {
      run,
      plan: this.#plan,
      kind: this.#kind,
      set: this.#kind === 'drill' ? 'the set that is drilled' : undefined,
      startedAt: iso(from),
      start: start === undefined ? undefined : iso(start),
    };
    const killed = outcome === 'lost';
    if (now < to + (killed ? minute : 0)) return { ...about, state: 'running', updatedAt: iso(Math.min(now, to)) };
    const ended = { ...about, state: outcome, updatedAt: iso(to), finishedAt: killed ? undefined : iso(to) };
    this.#ended.set(backup, ended);
    return ended;
  }

  #lapseRecord({ outcome, start, until, at }: Lapse & { at: number }): StartedRun {
    const instants = { startedAt: iso(at), updatedAt: iso(at), finishedAt: iso(at) };
    return { run: `lapse-${at}`, plan: this.#plan, kind: this.#kind, state: outcome, ...instants, start, until };
  }
}

/** A plan that is there from the year's first day on, and is changed now and then. */
function randomRevisions(kind: StartKind, chance: Chance, schedules: readonly Schedule[]): ScheduleRevision[] {
  const changes = Array.from({ length: between(chance, 0, 5) }, () => between(chance, year.from, year.to)).sort(
    (a, b) => a - b,
  );
  const documentOf = (schedule: Schedule | undefined): ScheduleRevision['document'] =>
    kind === 'backup' ? { schedule, drill: { schedule: other } } : { schedule: other, drill: { schedule } };
  let schedule: Schedule | undefined = oneOf(chance, schedules);
  let document = documentOf(schedule);
  const revisions = [{ at: iso(year.from), action: 'apply', document }];
  for (const at of changes) {
    const paused = chance() < 0.5 ? !document.paused : document.paused;
    schedule = chance() < 0.5 ? oneOf(chance, schedules) : schedule;
    document = { ...documentOf(schedule), paused };
    revisions.push({ at: iso(at), action: 'apply', document });
  }
  return revisions;
}

const other: Schedule = { cron: '*/5 * * * *', timeZone: 'UTC' };

function randomSchedule(chance: Chance, timeZone: string): Schedule {
  switch (between(chance, 0, 6)) {
    case 0:
      return { cron: oneOf(chance, ['7 * * * *', '0 */6 * * *', '30 2 1,15 * *', '*/20 1-3 * * 0,3']), timeZone };
    case 1:
      return { once: iso(between(chance, year.from, year.to)) };
    default: {
      const days = weekdays.filter(() => chance() < 0.6) as Weekday[];
      const startAt = Array.from({ length: between(chance, 1, 4) }, () =>
        oneOf(chance, ['00:30', '01:00', '01:45', '02:15', '02:30', '13:00', '23:30']),
      );
      return { days: days.length > 0 ? days : ['sun'], startAt, timeZone };
    }
  }
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
