import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';
import { archiveAfterDays, archiveClass, archiveProblems } from './archiveSchema.ts';
import { copies } from './copiesSchema.ts';
import { drill } from './drillSchema.ts';
import { duration } from './durationSchema.ts';
import { hooks } from './hooksSchema.ts';
import { lock } from './lockSchema.ts';
import { notifications } from './notificationsSchema.ts';
import { oneLine } from './oneLine.ts';
import { patternProblem } from './patterns.ts';
import { bytesPerSecond, ratePattern } from './rate.ts';
import { keptReference } from './referenceSchema.ts';
import { retention } from './retention.ts';
import { schedule } from './scheduleSchema.ts';
import { source } from './sourceSchema.ts';

const idPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const allowedId = '1 to 63 lower-case letters, digits and hyphens, with no hyphen at the ends';

/** Whether a text may be a plan's id. */
export function isPlanId(text: string): boolean {
  return idPattern.test(text);
}

const pattern = z
  .string()
  .superRefine((text, context) => {
    const problem = patternProblem(text);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  })
  .register(allowedValues, { allowed: 'a pattern schema.table, in which * stands for any characters and ? for one' });

const patterns = z.array(pattern).register(allowedValues, { allowed: 'a list of patterns, such as ["public.*"]' });

const objects = z
  .strictObject({
    include: patterns
      .min(1)
      .register(allowedValues, { allowed: 'a list of at least one pattern, such as ["public.*"]' })
      .default(['*.*'])
      .describe(
        'Tables to back up, as patterns schema.table. Names are case-sensitive; quote names that hold dots: "we.ird"."x".',
      )
      .meta({ examples: [['public.*', 'billing.invoice*']] }),
    exclude: patterns
      .default([])
      .describe('Tables to leave out although they are included.')
      .meta({ examples: [['*.tmp_*']] }),
    structureOnly: patterns
      .default([])
      .describe('Included tables of which only the definition is kept, not the rows.')
      .meta({ examples: [['public.audit_log']] }),
  })
  .register(allowedValues, { allowed: '{ include: [PATTERN], exclude: [PATTERN], structureOnly: [PATTERN] }' });

const rate = z
  .union([
    z.int().min(1),
    z
      .string()
      .regex(ratePattern, { abort: true })
      .refine((text) => bytesPerSecond(text) !== undefined, { error: 'the rate is less than a byte per second' }),
  ])
  .register(allowedValues, {
    allowed: 'a text such as 50MB/s (B, kB, MB, GB, KiB, MiB or GiB), or whole bytes per second',
  })
  .transform((given) => (typeof given === 'number' ? given : bytesPerSecond(given)!));

const crossBorder = z
  .strictObject({
    allowed: z.boolean().register(allowedValues, { allowed: 'true or false' }).describe('Whether it may.'),
    reason: oneLine.optional().describe('Why, or who has decided it: recorded in every set.'),
  })
  .refine(({ allowed, reason }) => !allowed || reason !== undefined, {
    error: 'the reason is missing; say why, or who has decided it: it is recorded in every set',
  })
  .register(allowedValues, { allowed: '{ allowed: true, reason: WORDS }' });

/**
 * The plan document: what a user may ask for, in one place. The same document comes from a file, from Terraform and from
 * the CDK; `docs/plan.schema.json` is made from it. Fields of features that are not there yet are in `laterFields.ts`.
 */
export const planSchema = z
  .strictObject({
    id: z
      .string()
      .regex(idPattern)
      .register(allowedValues, { allowed: allowedId })
      .optional()
      .describe(
        'What every command calls the plan: unique in its repository. Default: made from the name when it is applied first.',
      )
      .meta({ examples: ['orders-nightly'] }),
    name: oneLine
      .max(200)
      .register(allowedValues, { allowed: 'a text of one line, at most 200 characters' })
      .optional()
      .describe('A name for people; need not be unique. Default: the id.')
      .meta({ examples: ['Orders, every night'] }),
    source: source.describe('The database that is backed up.'),
    objects: objects.prefault({}).describe('Which of its tables. Default: all.'),
    concurrency: z
      .union([z.int().min(1).max(64), z.literal('auto')])
      .register(allowedValues, { allowed: 'a whole number from 1 to 64, or auto' })
      .default(4)
      .describe(
        'Connections that read at the same time. Fewer spare the database. auto: one is added as long as it makes the reading faster; at most half of those that the server has free, and as many as the machine has processors and memory for.',
      )
      .meta({ examples: [4, 'auto'] }),
    rateLimit: rate
      .optional()
      .describe(
        'Upper limit of what is read from the database, of all connections together: bytes per second, or a text with a unit. Default: none.',
      )
      .meta({ examples: ['50MB/s', 52_428_800] }),
    incremental: z
      .enum(['auto', 'off'])
      .register(allowedValues, { allowed: 'auto or off' })
      .default('auto')
      .describe(
        'auto: what PostgreSQL 17 or newer proves to be unchanged since an older set (summarize_wal = on) is not read again; the set is as complete as any. off: all is read.',
      ),
    fullEvery: duration
      .default('30d')
      .describe('How old the last set may be for which all was read, before all is read again.')
      .meta({ examples: ['7d'] }),
    auditPercent: z
      .number()
      .min(0)
      .max(100)
      .register(allowedValues, { allowed: 'a number from 0 to 100' })
      .default(1)
      .describe(
        'How much of what need not be read is read all the same and compared, as a random sample: percent; at least one range, unless it is 0.',
      ),
    schedule: schedule
      .optional()
      .describe('When backups start: pgstow run-due makes those that are due. Default: when pgstow backup is called.')
      .meta({ examples: [{ days: ['mon', 'wed'], startAt: ['01:00'], timeZone: 'Europe/Berlin' }] }),
    maxAge: duration
      .optional()
      .describe(
        'How old the newest set may become. pgstow health says late when it is older, and ends with status 5. Default: the longest time between two starts of the schedule in this year and 6 hours, in which a late start, the attempts and the backup itself should be over; for a single start 6 hours after it; without a schedule any age.',
      )
      .meta({ examples: ['26h', '8d'] }),
    retention: retention
      .optional()
      .describe(
        'How long sets stay: each that any of these rules keeps. The newest set stays whatever they say, and so do pinned ones. Default: all stay.',
      )
      .meta({ examples: [{ keepDays: 14, keepMonthly: 12 }] }),
    archiveAfterDays: archiveAfterDays
      .optional()
      .describe(
        'How old sets are, in days, when they are archived: what they alone need, of all sets of the repository, is moved to archiveClass after a backup. The newest set never is, whatever its age, so that it is restored without thawing. Default: no set.',
      )
      .meta({ examples: [90] }),
    archiveClass: archiveClass
      .optional()
      .describe(
        'The storage class of the bucket that they are moved to, such as GLACIER_IR, GLACIER or DEEP_ARCHIVE. What is in one of the last two is thawed before it is read, which takes hours: a restore does so. Only with archiveAfterDays.',
      )
      .meta({ examples: ['GLACIER'] }),
    lock: lock
      .optional()
      .describe(
        "Object lock: what sets need is locked in a bucket that was made with S3's object lock, so that nobody can delete or overwrite it, whoever has the credentials of the runs included. Each backup renews it for all sets that stay, and none is removed before its lock has ended. Default: nothing is locked.",
      )
      .meta({ examples: [{ mode: 'GOVERNANCE', days: 30 }] }),
    copies: copies
      .optional()
      .describe(
        'Further repositories that each set is copied to after it was made, in other regions, accounts, services or folders. A copy is complete by itself, with a key and a retention of its own. That one fails makes the run fail, not the set; what is missing later runs copy. Default: none.',
      )
      .meta({
        examples: [
          [
            {
              repository: 's3://acme-copies/orders?region=eu-west-1',
              retention: { keepDays: 90 },
              key: { env: 'COPY_KEY' },
            },
          ],
        ],
      }),
    crossBorder: crossBorder
      .optional()
      .describe("Whether the sets may leave the source's region. Default: a repository in another region is refused."),
    hooks: hooks
      .optional()
      .describe(
        'Commands before and after a backup, run on the machine that runs the plan; only where PGSTOW_ALLOW_HOOKS=1 is set there: elsewhere every run of the plan fails, before anything is read. Default: none.',
      )
      .meta({
        examples: [{ before: [['systemctl', 'stop', 'import']], after: [['systemctl', 'start', 'import']] }],
      }),
    drill: drill
      .optional()
      .describe(
        'When the newest set is restored into a throwaway PostgreSQL for practice, and what is checked there beside counts and hashes. Default: when pgstow drill is called; nothing.',
      )
      .meta({
        examples: [
          {
            schedule: { days: ['sun'], startAt: ['05:00'], timeZone: 'Europe/Berlin' },
            assertions: [{ name: 'there are orders', sql: 'SELECT count(*) > 1000 FROM public.orders' }],
          },
        ],
      }),
    notifications: notifications
      .optional()
      .describe('Who is told of backups and drills that fail, succeed, are skipped or missed. Default: nobody.')
      .meta({ examples: [[{ webhook: { env: 'SLACK_WEBHOOK' }, format: 'slack', on: ['failure', 'missed'] }]] }),
    ping: keptReference
      .optional()
      .describe(
        'Where the address is that gets a GET after every set that is made: a service that raises an alarm when it stays out. A secret, as of a webhook. Default: none.',
      )
      .meta({ examples: [{ env: 'HEALTHCHECK_URL' }] }),
    paused: z
      .boolean()
      .register(allowedValues, { allowed: 'true or false' })
      .optional()
      .describe(
        'While true no run of the plan starts; its sets stay. Default: as it is, at first false. pgstow pause and start change it too.',
      ),
  })
  .superRefine((plan, context) => {
    for (const { field, message } of archiveProblems(plan))
      context.addIssue({ code: 'custom', path: [field], message });
  })
  .register(allowedValues, { allowed: 'a mapping with at least source' });

/** A plan as it was parsed, with every default filled in; `rateLimit` is in bytes per second. */
export type PlanDocument = z.output<typeof planSchema>;
/** A plan as a user may write it. */
export type PlanInput = z.input<typeof planSchema>;
export type PlanSource = PlanDocument['source'];
export type PlanObjects = PlanDocument['objects'];
