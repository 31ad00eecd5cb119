import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { realAws } from '../aws/aws.ts';
import { PgstowError } from '../errors.ts';
import type { Connector } from '../postgres/connector.ts';
import type { Bastion, Identity } from '../tunnel/bastion.ts';
import { SshBastion } from '../tunnel/sshBastion.ts';
import type { BastionWords, KnownHostsFile, Trust } from '../tunnel/trust.ts';
import type { PlanBastion } from './bastionSchema.ts';
import { resolveKept } from './keptSecret.ts';
import type { PasswordOptions } from './password.ts';
import type { Environment } from './secret.ts';
import { resolveReference } from './secret.ts';

/** What the fields of a plan are called in messages. */
const planWords: BastionWords = { hostKey: 'source.bastion.hostKey', identity: 'source.bastion.privateKey' };

/** A plan's bastion with its secrets looked up, ready to go through. */
export async function resolveBastion(
  given: PlanBastion,
  options: PasswordOptions = {},
  words: BastionWords = planWords,
): Promise<Connector> {
  const { host, port, user } = given;
  const bastion: Bastion = {
    host,
    port,
    user,
    trust: await trustOf(given, options.env),
    identity: await identityOf(given, options, words),
    words,
  };
  return new SshBastion(bastion);
}

async function trustOf({ hostKey, knownHosts }: PlanBastion, env: Environment = process.env): Promise<Trust> {
  if (hostKey !== undefined) return { kind: 'key', hostKey };
  if (!knownHosts) return { kind: 'knownHosts', files: await usualFiles(env) };
  const text = await resolveReference(knownHosts, 'source.bastion.knownHosts', env);
  const name = 'file' in knownHosts ? knownHosts.file : knownHosts.env;
  return { kind: 'knownHosts', files: [{ name, text }] };
}

/** Those of OpenSSH that there are. */
async function usualFiles(env: Environment): Promise<KnownHostsFile[]> {
  const names = [join(env.HOME || homedir(), '.ssh/known_hosts'), '/etc/ssh/ssh_known_hosts'];
  const texts = await Promise.all(names.map((name) => readFile(name, 'utf8').catch(() => undefined)));
  return names.flatMap((name, i) => (texts[i] === undefined ? [] : [{ name, text: texts[i] }]));
}

async function identityOf(
  { privateKey, passphrase }: PlanBastion,
  { env = process.env, signal, aws = realAws(env, signal) }: PasswordOptions,
  words: BastionWords,
): Promise<Identity> {
  if (privateKey) {
    return {
      kind: 'key',
      privateKey: `${await resolveKept(privateKey, words.identity, { env, aws })}\n`,
      passphrase: passphrase && (await resolveKept(passphrase, 'source.bastion.passphrase', { env, aws })),
    };
  }
  if (env.SSH_AUTH_SOCK) return { kind: 'agent', socket: env.SSH_AUTH_SOCK };
  const what = `${words.identity}: no private key is given, and there is no SSH agent: SSH_AUTH_SOCK is not set`;
  throw new PgstowError('input', what, {
    hint: 'start an agent and add the key: eval "$(ssh-agent)"; ssh-add; or name a private key',
  });
}
