import { z } from 'zod';
import { parseHostKey } from '../tunnel/hostKey.ts';
import { allowedValues } from './allowedValues.ts';
import { oneLine } from './oneLine.ts';
import { keptReference, reference } from './referenceSchema.ts';

const host = z
  .string()
  .regex(/^(?:[\p{L}\p{N}._-]+|(?=.*:.*:)[0-9A-Fa-f:.]+(?:%\w+)?)$/u)
  .register(allowedValues, { allowed: 'a host name or an address (the port is a field of its own)' });

const port = z.int().min(1).max(65535).register(allowedValues, { allowed: 'a whole number from 1 to 65535' });

/** The key as known_hosts has it, or its fingerprint as `ssh` shows it. */
const hostKey = z
  .string()
  .regex(/^(?:SHA256:[A-Za-z0-9+/]{43}|[a-z0-9@.-]+ +[A-Za-z0-9+/]+=*(?: .*)?)$/, { abort: true })
  .refine((text) => text.startsWith('SHA256:') || parseHostKey(text) !== undefined, {
    error: 'it is no key of the kind that it begins with; copy all of the line',
  })
  .register(allowedValues, {
    allowed: 'a host key as known_hosts has it (ssh-ed25519 AAAA…), or its fingerprint (SHA256:…)',
  });

/** Whether a text may be a host key. */
export function isHostKey(text: string): boolean {
  return hostKey.safeParse(text).success;
}

/** The host through which a database is reached that has no public address. */
export const bastion = z
  .strictObject({
    host: host.describe('Host name or address of the bastion.').meta({ examples: ['bastion.example.com'] }),
    port: port.default(22).describe('Port of its sshd.'),
    user: oneLine.describe('Whom to log in as there. A shell is not needed.').meta({ examples: ['tunnel'] }),
    hostKey: hostKey
      .optional()
      .describe(
        'By which the bastion is recognized: its host key as known_hosts has it, or the fingerprint of it. Default: what the files of known hosts say. A bastion that is not recognized is refused.',
      )
      .meta({
        examples: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI…', 'SHA256:uNiVztksCsDhcc0u9e8BrMF/cgv6NDG8NyYDvdMPsHk'],
      }),
    knownHosts: reference
      .optional()
      .describe(
        'Where a file of known hosts is, in place of hostKey. Default: ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts on the machine that runs the plan.',
      ),
    privateKey: keptReference
      .optional()
      .describe("Where the private key is that lets us in, in OpenSSH's form or as PEM. In its place: agent.")
      .meta({ examples: [{ env: 'BASTION_KEY' }, { file: '/run/secrets/bastion' }, { awsSecret: 'bastion/key' }] }),
    passphrase: keptReference.optional().describe('Where the passphrase of the private key is. Default: it has none.'),
    agent: z
      .boolean()
      .register(allowedValues, { allowed: 'true or false' })
      .optional()
      .describe('Let the SSH agent of the machine that runs the plan (SSH_AUTH_SOCK) sign. It is never forwarded.'),
  })
  .superRefine(({ hostKey, knownHosts, privateKey, passphrase, agent }, context) => {
    const problem = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (hostKey !== undefined && knownHosts) problem('knownHosts', 'hostKey is given as well; give one of them');
    if (privateKey && agent) problem('agent', 'privateKey is given as well; give one of them');
    if (!privateKey && !agent) problem('privateKey', 'it is missing; give one, such as { env: NAME }, or agent: true');
    if (passphrase && !privateKey) problem('passphrase', 'it goes with privateKey, which is not given');
  })
  .register(allowedValues, { allowed: '{ host: HOST, user: NAME, hostKey: KEY, privateKey: { env: NAME } }' });

export type PlanBastion = z.output<typeof bastion>;
