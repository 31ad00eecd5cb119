import type { BackupPlanRetention } from './bindings/index.ts';

/** How many of the newest sets of each kind of period stay: grandfathers, fathers, sons. */
export interface Generations {
  readonly hourly?: number;
  readonly daily?: number;
  readonly weekly?: number;
  readonly monthly?: number;
  readonly yearly?: number;
}

/** Every set that is younger than so many days stays. */
export function days(count: number): BackupPlanRetention {
  return { keepDays: count };
}

/** How long sets stay. What several rules keep is written as one object: `{ ...days(14), ...Retention.gfs({ monthly: 12 }) }`. */
export const Retention = {
  /** The newest set of each of the last so many hours, days, weeks, months and years that have one, in UTC. */
  gfs({ hourly, daily, weekly, monthly, yearly }: Generations): BackupPlanRetention {
    const rules = {
      keepHourly: hourly,
      keepDaily: daily,
      keepWeekly: weekly,
      keepMonthly: monthly,
      keepYearly: yearly,
    };
    return Object.fromEntries(Object.entries(rules).filter(([, count]) => count !== undefined));
  },

  /** So many sets, the newest ones. */
  last(count: number): BackupPlanRetention {
    return { keepLast: count };
  },
};
