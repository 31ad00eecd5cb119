import type { BackupPlanSchedule } from './bindings/index.ts';

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Times of a day. */
export interface Times {
  /** One or more times, such as `01:00`. */
  readonly at: string | readonly string[];
  /** As the IANA database names it, such as `Europe/Berlin`. Default: `UTC`. */
  readonly timeZone?: string | undefined;
}

/** When backups start. */
export const Schedule = {
  /** Every day at these times. */
  daily({ at, timeZone }: Times): BackupPlanSchedule {
    return { startAt: listOf(at), ...inZone(timeZone) };
  },

  /** On these days of every week, at these times. */
  weekly({ on, at, timeZone }: Times & { readonly on: Weekday | readonly Weekday[] }): BackupPlanSchedule {
    return { days: listOf(on), startAt: listOf(at), ...inZone(timeZone) };
  },

  /** By a cron expression of five fields, such as `7 1 * * mon-fri`. */
  cron(expression: string, { timeZone }: Pick<Times, 'timeZone'> = {}): BackupPlanSchedule {
    return { cron: expression, ...inZone(timeZone) };
  },

  /** A single time. */
  once(at: Date): BackupPlanSchedule {
    return { once: at.toISOString() };
  },
};

function listOf(given: string | readonly string[]): string[] {
  return typeof given === 'string' ? [given] : [...given];
}

function inZone(timeZone: string | undefined): Pick<BackupPlanSchedule, 'timeZone'> {
  return timeZone === undefined ? {} : { timeZone };
}
