import type { Schedule } from '../../engine/schedule/schedule.ts';
import { type Backup, type History, year } from './simulatedYear.ts';
import { startsByWallClock } from './wallClock.ts';

/** How the starts of a year ended. */
export interface Tally {
  starts: number;
  succeeded: number;
  failed: number;
  skipped: number;
  missed: number;
  open: number;
}

/**
 * Holds what was recorded in a year against what a clock on the wall says should have started, and against what really
 * happened. Gives everything that is wrong, in words.
 */
export function auditYear(history: History, tally: Tally): string[] {
  const starts = startsInForce(history);
  const audit = new Audit(history, starts);
  for (const start of starts) audit.start(start, tally);
  audit.noMore();
  return audit.problems;
}

/** The starts of every schedule while it was in force. */
function startsInForce({ periods }: History): number[] {
  return periods.flatMap(({ from, schedule }, index) => {
    const until = periods[index + 1]?.from ?? year.to - 1;
    return schedule ? wholeYear(schedule).filter((start) => start > from && start <= until) : [];
  });
}

const known = new Map<string, number[]>();

function wholeYear(schedule: Schedule): number[] {
  const name = JSON.stringify(schedule);
  const starts = known.get(name) ?? startsByWallClock(schedule, year.from, year.to);
  known.set(name, starts);
  return starts;
}

/** The records that speak of each start. */
function lapsesByStart(lapses: History['lapses'], starts: readonly number[]): Map<number, History['lapses']> {
  const spoken = new Map<number, History['lapses']>();
  for (const lapse of lapses) {
    const [from, to] = [Date.parse(lapse.start), Date.parse(lapse.until)];
    for (const start of starts)
      if (start >= from && start <= to) spoken.set(start, [...(spoken.get(start) ?? []), lapse]);
  }
  return spoken;
}

class Audit {
  readonly problems: string[] = [];
  readonly #history: History;
  readonly #starts: readonly number[];
  readonly #runs: ReadonlyMap<number | undefined, readonly Backup[]>;
  readonly #lapses: ReturnType<typeof lapsesByStart>;
  readonly #skipped: ReadonlySet<number>;

  constructor(history: History, starts: readonly number[]) {
    this.#history = history;
    this.#starts = starts;
    this.#runs = Map.groupBy(history.backups, ({ start }) => start);
    this.#lapses = lapsesByStart(history.lapses, starts);
    this.#skipped = new Set(starts.filter((start) => this.#lapseOf(start)[0]?.outcome === 'skipped'));
  }

  /** Each start ends in exactly one way, which is true. */
  start(start: number, tally: Tally): void {
    const runs = this.#runs.get(start) ?? [];
    const lapses = this.#lapseOf(start);
    tally.starts++;
    if (runs.length > 0 && lapses.length === 0) this.#ran(start, runs, tally);
    else if (runs.length === 0 && lapses.length === 1) this.#lapsed(start, lapses[0]!, tally);
    else if (runs.length === 0 && lapses.length === 0 && this.#isOpen(start)) tally.open++;
    else this.#wrong(start, `has ${runs.length} runs and ${lapses.length} lapses`);
  }

  /** What is recorded is of starts that there were, and counts them. */
  noMore(): void {
    const named = new Set(this.#starts);
    for (const { start } of this.#history.backups) {
      if (start !== undefined && !named.has(start)) this.#wrong(start, 'had a run, and is none');
    }
    for (const { start, until, count, outcome } of this.#history.lapses) {
      const [from, to] = [Date.parse(start), Date.parse(until)];
      const covered = this.#starts.filter((each) => each >= from && each <= to);
      if (covered.length !== count)
        this.#wrong(from, `${outcome} ${count} up to ${until}, but there are ${covered.length}`);
    }
    const begun = this.#history.backups.toSorted((a, b) => a.from - b.from);
    for (const [index, { from, run, start }] of begun.entries()) {
      const before = begun[index - 1];
      if (start !== undefined && before && before.to > from) this.#wrong(start, `${run} began beside ${before.run}`);
      if (start !== undefined && this.#restsAt(from - 60_000)) this.#wrong(start, `${run} began while the plan rested`);
    }
  }

  #ran(start: number, runs: readonly Backup[], tally: Tally): void {
    const succeeded = runs.filter(({ outcome }) => outcome === 'succeeded').length;
    if (runs.length > 3) this.#wrong(start, `was tried ${runs.length} times`);
    if (succeeded > 1 || (succeeded === 1 && runs.at(-1)!.outcome !== 'succeeded'))
      this.#wrong(start, 'was run after its set was there');
    for (const { from, run } of runs) {
      if (from < start) this.#wrong(start, `${run} began before it`);
      const later = this.#starts.find((each) => each > start && each <= from - 60_000 && !this.#skipped.has(each));
      if (later !== undefined) this.#wrong(start, `${run} began although ${new Date(later).toISOString()} had come`);
    }
    const under = this.#history.backups.find(
      (backup) => backup.outcome === 'succeeded' && backup.start !== start && backup.from <= start && start < backup.to,
    );
    if (under) this.#wrong(start, `was run, although ${under.run} was under way`);
    if (succeeded === 0 && runs.length < 3) this.#couldBeTried(start, runs);
    tally[succeeded === 1 ? 'succeeded' : 'failed']++;
  }

  /** A start that failed was tried again where anybody looked in its time. */
  #couldBeTried(start: number, runs: readonly Backup[]): void {
    const wait = runs.length === 1 ? 5 : 30;
    const from = Math.max(...runs.map(({ to }) => to)) + wait * 60_000;
    const next = this.#starts.find((each) => each > start && !this.#skipped.has(each)) ?? year.to;
    const rest = this.#history.periods.find((period) => period.from > start && !period.schedule)?.from ?? year.to;
    const until = Math.min(next, rest);
    const looked = this.#history.looks.filter((look) => look >= from && look < until && !this.#busyAt(look));
    if (looked.length > 0) this.#wrong(start, `was not tried again at ${new Date(looked[0]!).toISOString()}`);
  }

  #lapsed(start: number, { outcome, run, at, reason }: History['lapses'][number], tally: Tally): void {
    tally[outcome]++;
    if (at < start) this.#wrong(start, 'was told before it came');
    if (outcome === 'skipped') {
      const under = this.#history.backups.find((backup) => backup.run === run);
      const truly = under && under.from <= start && start < under.to + 60_000;
      if (!truly) this.#wrong(start, `was skipped for ${run}, which was not under way`);
    } else if (reason.startsWith('nothing')) {
      const until = this.#starts.find((each) => each > start && !this.#skipped.has(each)) ?? at;
      const looked = this.#history.looks.filter((look) => look >= start && look < until && !this.#busyAt(look));
      if (looked.length > 0)
        this.#wrong(start, `was missed, although it was looked for at ${new Date(looked[0]!).toISOString()}`);
    } else if (!this.#history.periods.some(({ from, schedule }) => !schedule && from > start && from <= at)) {
      this.#wrong(start, 'was missed for a pause that there was not');
    }
  }

  #lapseOf(start: number): History['lapses'] {
    return this.#lapses.get(start) ?? [];
  }

  /** At the year's end the last ones may still wait, and what was skipped behind them. */
  #isOpen(start: number): boolean {
    const last = this.#history.looks.at(-1)!;
    return start > last || (this.#history.open !== undefined && start >= Date.parse(this.#history.open));
  }

  #busyAt(instant: number): boolean {
    return this.#history.backups.some(({ from, to }) => from <= instant && instant < to + 60_000);
  }

  #restsAt(instant: number): boolean {
    return this.#history.periods.findLast(({ from }) => from <= instant)?.schedule === undefined;
  }

  #wrong(start: number, what: string): void {
    this.problems.push(`${this.#history.plan}: ${new Date(start).toISOString()} ${what}`);
  }
}
