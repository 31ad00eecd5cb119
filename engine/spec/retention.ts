import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';

const most = 36_500;

const number = z
  .int()
  .min(1)
  .max(most)
  .register(allowedValues, { allowed: `a whole number from 1 to ${most}` })
  .optional();

/** How long sets stay. */
export const retention = z
  .strictObject({
    keepDays: number.describe('Every set that is younger than so many days.'),
    keepLast: number.describe('So many sets, the newest ones.'),
    keepHourly: number.describe('The newest set of each of the last so many hours that have one.'),
    keepDaily: number.describe('The newest set of each of the last so many days that have one, in UTC.'),
    keepWeekly: number.describe('The newest set of each of the last so many weeks (ISO 8601, in UTC) that have one.'),
    keepMonthly: number.describe('The newest set of each of the last so many months that have one, in UTC.'),
    keepYearly: number.describe('The newest set of each of the last so many years that have one, in UTC.'),
  })
  .register(allowedValues, { allowed: 'a mapping such as { keepDays: 14, keepMonthly: 12 }' });

export type Retention = z.output<typeof retention>;
