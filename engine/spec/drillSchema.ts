import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';
import { oneLine } from './oneLine.ts';
import { schedule } from './scheduleSchema.ts';

const assertion = z
  .strictObject({
    name: oneLine
      .max(200)
      .register(allowedValues, { allowed: 'a text of one line, at most 200 characters' })
      .describe('What is asserted, in words: reports and errors call it so.')
      .meta({ examples: ['there are orders of yesterday'] }),
    sql: z
      .string()
      .regex(/\S/)
      .max(10_000)
      .register(allowedValues, { allowed: 'one SELECT that gives one row with one boolean, at most 10000 characters' })
      .describe(
        'One SELECT that gives one row with one boolean: true passes, anything else fails. It is run in the restored database, in a transaction that can only read, for 5 minutes at most. Tables are to be named with their schemas.',
      )
      .meta({ examples: ['SELECT count(*) > 1000 FROM public.orders'] }),
  })
  .register(allowedValues, { allowed: '{ name: WORDS, sql: SELECT }' });

const assertions = z
  .array(assertion)
  .min(1)
  .max(100)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
    error: 'two of them have the same name',
  })
  .register(allowedValues, { allowed: 'a list of at most 100, such as [{ name: WORDS, sql: "SELECT ..." }]' });

const allowed = '{ schedule: WHEN, assertions: [{ name: WORDS, sql: SELECT }] }, or one of the two';

/** When a plan is drilled, and what a drill looks at. */
export const drill = z
  .strictObject({
    schedule: schedule
      .optional()
      .describe(
        'When drills start, in the words of schedule: pgstow run-due makes those that are due, after the backups. Default: when pgstow drill is called.',
      )
      .meta({ examples: [{ days: ['sun'], startAt: ['05:00'], timeZone: 'Europe/Berlin' }] }),
    assertions: assertions
      .optional()
      .describe('What must hold in the restored database, beside the proof of its rows. Default: nothing.'),
  })
  .refine((given) => given.schedule !== undefined || given.assertions !== undefined, {
    error: `it says neither when to drill nor what must hold; allowed: ${allowed}`,
    when: ({ value }) => typeof value === 'object' && value !== null && Object.keys(value).length === 0,
  })
  .register(allowedValues, { allowed });

export type Assertion = z.output<typeof assertion>;
