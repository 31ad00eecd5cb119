import { z } from 'zod';
import { patternProblem } from './patterns.ts';
import { bytesPerSecond, ratePattern } from './rate.ts';

/** What each field takes, in words, for messages: everything a user may write there. */
export const allowedValues = z.registry<{ allowed: string }>();

const idPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const allowedId = '1 to 63 lower-case letters, digits and hyphens, with no hyphen at the ends';

/** Whether a text may be a plan's id. */
export function isPlanId(text: string): boolean {
  return idPattern.test(text);
}

const reference = z
  .union([
    z.strictObject({
      env: z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
        .describe('Name of an environment variable.'),
    }),
    z.strictObject({
      file: z.string().min(1).describe('Path of a file; a relative one starts at the working directory of the run.'),
    }),
  ])
  .register(allowedValues, { allowed: '{ env: NAME } or { file: PATH }' });

const port = z.int().min(1).max(65535).register(allowedValues, { allowed: 'a whole number from 1 to 65535' });

/** A host name, an IPv4 or IPv6 address, or an absolute path. */
const host = z
  .string()
  .regex(/^(?:\/.*|[\p{L}\p{N}._-]+|(?=.*:.*:)[0-9A-Fa-f:.]+(?:%\w+)?)$/u)
  .register(allowedValues, {
    allowed:
      'a host name, an address, or the absolute path of the folder that holds the unix socket (the port is a field of its own)',
  });

const word = z
  .string()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be in it
  .regex(/^[^\x00-\x1f\x7f]+$/)
  .register(allowedValues, { allowed: 'a text of one line' });

const sslMode = z
  .enum(['disable', 'prefer', 'require', 'verify-ca', 'verify-full'])
  .register(allowedValues, { allowed: 'disable, prefer, require, verify-ca or verify-full' });

const ssl = z
  .strictObject({
    mode: sslMode
      .default('prefer')
      .describe(
        "How far TLS is insisted on, in libpq's terms: prefer takes it where the server has it, require insists, verify-ca also checks the server's certificate, verify-full its host name too.",
      ),
    rootCertificate: reference
      .optional()
      .describe(
        "Where the certificate (PEM) of the authority is that signed the server's. Default: those that Node.js trusts.",
      ),
    clientCertificate: reference
      .optional()
      .describe('Where the certificate (PEM) is that this client shows. Goes with clientKey.'),
    clientKey: reference
      .optional()
      .describe("Where the client certificate's private key (PEM) is. Goes with clientCertificate."),
  })
  .refine(({ clientCertificate, clientKey }) => !clientCertificate === !clientKey, {
    error: 'clientCertificate and clientKey go together; give both or neither',
  })
  .register(allowedValues, { allowed: '{ mode: verify-full, rootCertificate: { file: PATH } }' });

const source = z
  .strictObject({
    host: host
      .describe('Host name or address of the server, or the absolute path of the folder that holds its unix socket.')
      .meta({
        examples: ['db.example.com', '/var/run/postgresql'],
      }),
    port: port.default(5432).describe('TCP port, or the number in the name of the unix socket.'),
    database: word.describe('Name of the database to back up.').meta({ examples: ['orders'] }),
    user: word
      .describe('Role to log in as. Read rights are enough: pgstow grants prints them.')
      .meta({ examples: ['backup'] }),
    password: reference
      .optional()
      .describe("Where the role's password is. Never the password itself. Default: none is sent.")
      .meta({ examples: [{ env: 'ORDERS_PASSWORD' }, { file: '/run/secrets/orders' }] }),
    ssl: ssl.prefault({}).describe('Encryption of the connection.'),
  })
  .register(allowedValues, { allowed: '{ host: HOST, database: NAME, user: ROLE, … }' });

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
    name: word
      .max(200)
      .register(allowedValues, { allowed: 'a text of one line, at most 200 characters' })
      .optional()
      .describe('A name for people; need not be unique. Default: the id.')
      .meta({ examples: ['Orders, every night'] }),
    source: source.describe('The database that is backed up.'),
    objects: objects.prefault({}).describe('Which of its tables. Default: all.'),
    concurrency: z
      .int()
      .min(1)
      .max(64)
      .register(allowedValues, { allowed: 'a whole number from 1 to 64' })
      .default(4)
      .describe('Connections that read at the same time. Fewer spare the database.'),
    rateLimit: rate
      .optional()
      .describe(
        'Upper limit of what is read from the database, of all connections together: bytes per second, or a text with a unit. Default: none.',
      )
      .meta({ examples: ['50MB/s', 52_428_800] }),
    paused: z
      .boolean()
      .register(allowedValues, { allowed: 'true or false' })
      .optional()
      .describe(
        'While true no run of the plan starts; its sets stay. Default: as it is, at first false. pgstow pause and start change it too.',
      ),
  })
  .register(allowedValues, { allowed: 'a mapping with at least source' });

/** A plan as it was parsed, with every default filled in; `rateLimit` is in bytes per second. */
export type PlanDocument = z.output<typeof planSchema>;
/** A plan as a user may write it. */
export type PlanInput = z.input<typeof planSchema>;
export type PlanSource = PlanDocument['source'];
export type PlanObjects = PlanDocument['objects'];
