/** The days of the week as a plan names them, Sunday first: their places are the numbers that cron gives them. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** When runs of a plan start: at times of chosen days, by a cron expression, or a single time. */
export type Schedule = WeeklySchedule | CronSchedule | SingleSchedule;

export interface WeeklySchedule {
  readonly days: readonly Weekday[];
  /** `HH:MM`, of the time zone. */
  readonly startAt: readonly string[];
  /** A name of the IANA database. */
  readonly timeZone: string;
}

export interface CronSchedule {
  /** Five fields. */
  readonly cron: string;
  readonly timeZone: string;
}

export interface SingleSchedule {
  /** ISO 8601, with its offset from UTC. */
  readonly once: string;
}
