import { z } from 'zod';
import { messageOf } from '../errors.ts';
import { parseCron } from '../schedule/cron.ts';
import { type Schedule, weekdays } from '../schedule/schedule.ts';
import { isTimeZone, timeZones } from '../schedule/timeZone.ts';
import { allowedValues } from './allowedValues.ts';
import { nearMatches } from './nearMatches.ts';

const allowed =
  '{ days: [DAY], startAt: ["HH:MM"], timeZone: ZONE }, { cron: "7 1 * * mon-fri", timeZone: ZONE } or { once: INSTANT }';

const days = z
  .array(z.enum(weekdays).register(allowedValues, { allowed: 'mon, tue, wed, thu, fri, sat or sun' }))
  .min(1)
  .register(allowedValues, { allowed: 'a list of mon, tue, wed, thu, fri, sat and sun' });

const startAt = z
  .array(
    z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
      .register(allowedValues, { allowed: 'a time from "00:00" to "23:59"' }),
  )
  .min(1)
  .register(allowedValues, { allowed: 'a list of times, such as ["01:00", "13:00"]' });

const cron = z
  .string()
  .superRefine((text, context) => {
    const problem = cronProblem(text);
    if (problem === undefined) return;
    context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is not allowed; ${problem}` });
  })
  .register(allowedValues, { allowed: 'a cron expression of five fields, such as "7 1 * * mon-fri"' });

function cronProblem(text: string): string | undefined {
  try {
    parseCron(text);
    return undefined;
  } catch (thrown) {
    return messageOf(thrown);
  }
}

const allowedZone = 'a name of the IANA time zone database, such as Europe/Berlin or UTC';

const timeZone = z
  .string()
  .superRefine((name, context) => {
    if (isTimeZone(name)) return;
    const near = nearMatches(name, timeZones());
    const meant = near.length > 0 ? ` (did you mean ${near.join(' or ')}?)` : '';
    const message = `${JSON.stringify(name)} is no time zone${meant}; allowed: ${allowedZone}`;
    context.addIssue({ code: 'custom', message });
  })
  .register(allowedValues, { allowed: allowedZone });

const once = z.iso
  .datetime({ offset: true })
  .register(allowedValues, { allowed: 'an instant with its offset from UTC, such as 2026-12-01T01:00:00+01:00' });

/** Fields of every way to say when; which go together is checked below, so that editors know all of them. */
const fields = z
  .strictObject({
    days: days
      .optional()
      .describe('Days of the week on which runs start. Default: every day.')
      .meta({
        examples: [['mon', 'wed', 'fri']],
      }),
    startAt: startAt
      .optional()
      .describe('Times of these days, in the time zone.')
      .meta({ examples: [['01:00', '13:00']] }),
    cron: cron
      .optional()
      .describe(
        'In place of days and startAt: a cron expression of five fields, with names, ranges, steps and lists. A day is chosen by either field of days where both are restricted.',
      )
      .meta({ examples: ['7 * * * *', '30 2 1 * *'] }),
    timeZone: timeZone
      .optional()
      .describe(
        'The time zone of startAt or cron, as the IANA database names it. A time that the clocks jump over starts when they have jumped; one that comes twice starts the first time. What has the same minutes in every hour starts as time goes by. Default: UTC.',
      )
      .meta({ examples: ['Europe/Berlin'] }),
    once: once
      .optional()
      .describe('In place of all others: a single instant, ISO 8601 with its offset.')
      .meta({ examples: ['2026-12-01T01:00:00+01:00'] }),
  })
  .register(allowedValues, { allowed });

type Fields = z.output<typeof fields>;

interface Contradiction {
  readonly path: string[];
  readonly message: string;
  readonly found: (given: Partial<Record<keyof Fields, unknown>>) => boolean;
}

/** Exactly one way to say when. */
const contradictions: readonly Contradiction[] = [
  {
    path: [],
    message: `it says no start; allowed: ${allowed}`,
    found: ({ days, startAt, cron, once }) => !days && !startAt && !cron && !once,
  },
  {
    path: ['startAt'],
    message: 'days need times to start at, such as ["01:00"]',
    found: ({ days, startAt, cron, once }) => !!days && !startAt && !cron && !once,
  },
  ...(['days', 'startAt', 'cron', 'timeZone'] as const).map((field) => notBeside(field, 'once')),
  ...(['days', 'startAt'] as const).map((field) => notBeside(field, 'cron')),
];

function notBeside(field: keyof Fields, way: 'once' | 'cron'): Contradiction {
  return {
    path: [field],
    message: `it does not go with ${way}; allowed: startAt with days and timeZone, cron with timeZone, or once alone`,
    found: (given) => given[field] !== undefined && given[way] !== undefined,
  };
}

/** Contradictions are told beside what is wrong with single fields, so they are looked for in any case. */
function checked(schema: typeof fields): typeof fields {
  return contradictions.reduce(
    (checkedSoFar, { path, message, found }) =>
      checkedSoFar.refine((given) => !found(given), { path, error: message, when: ({ value }) => isMapping(value) }),
    schema,
  );
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** When runs of a plan start. */
export const schedule = checked(fields).register(allowedValues, { allowed }).transform(toSchedule);

function toSchedule({ days, startAt, cron, once, timeZone = 'UTC' }: Fields): Schedule {
  if (once !== undefined) return { once };
  if (cron !== undefined) return { cron, timeZone };
  return { days: days ?? [...weekdays], startAt: startAt!, timeZone };
}
