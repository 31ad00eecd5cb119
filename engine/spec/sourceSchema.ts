import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';
import { bastion } from './bastionSchema.ts';
import { instance, type PlanInstance } from './instanceSchema.ts';
import { oneLine } from './oneLine.ts';
import { passwordReference, reference } from './referenceSchema.ts';

const port = z.int().min(1).max(65535).register(allowedValues, { allowed: 'a whole number from 1 to 65535' });

/** A host name, an IPv4 or IPv6 address, or an absolute path. */
const host = z
  .string()
  .regex(/^(?:\/.*|[\p{L}\p{N}._-]+|(?=.*:.*:)[0-9A-Fa-f:.]+(?:%\w+)?)$/u)
  .register(allowedValues, {
    allowed:
      'a host name, an address, or the absolute path of the folder that holds the unix socket (the port is a field of its own)',
  });

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

/** The database of a plan. */
export const source = z
  .strictObject({
    host: host
      .optional()
      .describe(
        'Host name or address of the server, or the absolute path of the folder that holds its unix socket; with a bastion, as it is called there. In its place: instance.',
      )
      .meta({
        examples: ['db.example.com', '/var/run/postgresql'],
      }),
    port: port
      .default(5432)
      .describe('TCP port, or the number in the name of the unix socket. That of an instance is asked for.'),
    instance: instance
      .optional()
      .describe(
        'A managed server, by region and identifier, in place of host and port: they are asked for when the plan runs.',
      )
      .meta({ examples: [{ awsRds: { region: 'eu-central-1', id: 'orders-db' } }] }),
    bastion: bastion
      .optional()
      .describe('The host through which the server is reached by SSH. Default: it is reached directly.'),
    database: oneLine.describe('Name of the database to back up.').meta({ examples: ['orders'] }),
    user: oneLine
      .describe('Role to log in as. Read rights are enough: pgstow grants prints them.')
      .meta({ examples: ['backup'] }),
    password: passwordReference
      .optional()
      .describe("Where the role's password is, or the password to be sealed. Default: none is sent.")
      .meta({
        examples: [
          { env: 'ORDERS_PASSWORD' },
          { file: '/run/secrets/orders' },
          { awsSecret: 'orders/backup', key: 'password' },
          { ssmParameter: '/orders/backup/password' },
          { rdsIam: { region: 'eu-central-1' } },
        ],
      }),
    ssl: ssl.prefault({}).describe('Encryption of the connection.'),
    region: oneLine
      .optional()
      .describe(
        'Where the database is, in your own words. A repository that says it is elsewhere (pgstow init --region) is refused, unless crossBorder allows it.',
      )
      .meta({ examples: ['eu-central-1'] }),
  })
  .superRefine(({ password, host, port, instance, region, ssl }, context) => {
    const complain = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (host === undefined && !instance) complain('host', 'it is missing; give a host, or an instance in its place');
    if (host !== undefined && instance) complain('instance', 'host is given as well; give one of them');
    if (instance && port !== 5432) complain('port', 'it goes with host: that of an instance is asked for');
    const ofInstance = (instance?.awsRds ?? instance?.alibabaRds ?? instance?.alibabaPolardb)?.region;
    if (ofInstance && region !== undefined && region.trim().toLowerCase() !== ofInstance) {
      complain(
        'region',
        `it is ${region}, and the instance is in ${ofInstance}; leave it out, for the instance says it`,
      );
    }
    if (password === undefined || !('rdsIam' in password)) return;
    const problem = rdsIamProblem(host, ssl.mode);
    if (problem) context.addIssue({ code: 'custom', path: ['password'], message: problem });
  })
  .register(allowedValues, { allowed: '{ host: HOST, database: NAME, user: ROLE, … }' });

/** Where an instance is, as its provider calls it. */
export function regionOfInstance({ awsRds, alibabaRds, alibabaPolardb }: PlanInstance): string {
  return (awsRds ?? alibabaRds ?? alibabaPolardb)!.region;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html: the token is for a host, and goes over TLS. */
function rdsIamProblem(host: string | undefined, mode: z.output<typeof sslMode>): string | undefined {
  if (host?.startsWith('/')) return 'a token of RDS is made for the host name of its server, not for a unix socket';
  return mode === 'disable' || mode === 'prefer'
    ? `a token of RDS is sent over TLS only: use ssl: { mode: verify-full } or at least require (it is ${mode})`
    : undefined;
}
