/** What is asked of a run's record. Runs that no schedule starts have no say here. */
export interface StartedRun {
  readonly run: string;
  readonly plan?: string | undefined;
  readonly kind: string;
  /** `lost`: it is said to be running, and was not heard of for long. `skipped` and `missed` are no runs: they tell that there was none. */
  readonly state: 'running' | 'succeeded' | 'failed' | 'interrupted' | 'lost' | 'skipped' | 'missed';
  /** ISO 8601, as all instants here. */
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly finishedAt?: string | undefined;
  /** The start that it was for; absent when somebody called for it. */
  readonly start?: string | undefined;
  /** The start that it was to be for, and was refused. */
  readonly refusedStart?: string | undefined;
  /** The set that a backup has made; of another run, the one that it is about. */
  readonly set?: string | undefined;
  /** The last start that a record of what was skipped or missed stands for. */
  readonly until?: string | undefined;
  /** Why it has failed. */
  readonly error?: { readonly code: string } | undefined;
}

/** The same with instants as numbers: what it says of the starts of its plan. */
export interface Account {
  readonly run: string;
  readonly state: StartedRun['state'];
  readonly from: number;
  /** When it ended, or was last heard of; endless while it is under way. */
  readonly to: number;
  readonly start: number | undefined;
  /** The start that it was refused. */
  readonly refused: number | undefined;
  readonly until: number | undefined;
  /** Whether it has come to a verdict, which another attempt would only repeat: a drill that found the set not to be what it should be. */
  readonly isVerdict: boolean;
}

/**
 * What a record says at an instant. A start that is still to come was named by a machine whose clock was ahead: until its time has come it
 * is none, or it would end every start before it.
 */
export function accountOf(
  { run, kind, state, set, startedAt, updatedAt, finishedAt, start, refusedStart, until, error }: StartedRun,
  now: number,
): Account {
  const past = (instant: string | undefined) => {
    const time = instant === undefined ? undefined : Date.parse(instant);
    return time !== undefined && time <= now ? time : undefined;
  };
  return {
    run,
    // who was cut off when the set was there already has made it
    state: kind === 'backup' && set !== undefined && state !== 'running' ? 'succeeded' : state,
    from: Date.parse(startedAt),
    to: state === 'running' ? Number.POSITIVE_INFINITY : Date.parse(finishedAt ?? updatedAt),
    start: past(start),
    refused: past(refusedStart),
    until: past(until),
    isVerdict: kind === 'drill' && ['verification', 'damaged'].includes(error?.code ?? ''),
  };
}
