import { randomBytes } from 'node:crypto';
import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { getIDToken } from '@actions/core';
import { InputError } from '../values/inputError.ts';
import type { Environment, Everywhere } from './loadInputs.ts';

/** A role at AWS, and where it is taken. */
export interface Role {
  readonly arn: string;
  /** Undefined where the environment or AWS's libraries choose. */
  readonly region: string | undefined;
}

/** Runs `use` with what the inputs say of AWS: a role, a region, or nothing, which leaves it to the environment. */
export async function withCredentials<T>(
  { roleToAssume, awsRegion, repository }: Everywhere,
  env: NodeJS.ProcessEnv,
  use: () => Promise<T>,
): Promise<T> {
  if (awsRegion) env.AWS_REGION = awsRegion;
  if (!roleToAssume) return use();
  return withRole({ arn: roleToAssume, region: awsRegion ?? regionIn(repository) }, env, use);
}

/** What the address of a bucket says. */
function regionIn(repository: string): string | undefined {
  return /[?&]region=([^&#]+)/.exec(repository)?.[1];
}

/** https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws */
const audience = 'sts.amazonaws.com';

/** A token is good for some minutes, credentials for an hour: whenever these are renewed the token must be fresh. */
const freshFor = 4 * 60_000;

/**
 * Runs `use` with the role of AWS assumed by the job's OpenID Connect token. The token is kept in a file that AWS's own chain of
 * credentials reads whenever it needs new ones; it is written anew every few minutes and removed in the end. `env` is the
 * process's environment: it is changed for that long.
 */
export async function withRole<T>(
  role: Role,
  env: NodeJS.ProcessEnv,
  use: () => Promise<T>,
  renewEvery: number = freshFor,
): Promise<T> {
  refuseContradiction(role, env);
  const file = join(env.RUNNER_TEMP || tmpdir(), `pgstow-token-${randomBytes(8).toString('hex')}`);
  let over = false;
  let writing = Promise.resolve();
  const renew = async () => {
    const token = await getIDToken(audience);
    // one after the other, however long one takes: they are written under one name
    const before = writing.catch(() => {});
    writing = before.then(() => (over ? undefined : replace(file, token)));
    await writing;
  };
  await renew().catch((thrown) => {
    throw noToken(role, thrown);
  });
  // where GitHub does not answer the token before is taken, and the next one may come
  const timer = setInterval(() => renew().catch(() => {}), renewEvery);
  const before = { ...env };
  Object.assign(env, settingsFor(role, file, env));
  try {
    return await use();
  } finally {
    clearInterval(timer);
    over = true;
    restore(env, before);
    await writing.catch(() => {});
    await rm(file, { force: true });
  }
}

/** Keys in the environment come first in AWS's chain: the role would be passed over in silence. */
function refuseContradiction({ arn }: Role, env: Environment): void {
  const others = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE'].filter((name) => env[name]);
  if (others.length > 0) {
    throw new InputError(
      `input role-to-assume is ${arn}, and ${others.join(' and ')} ${others.length > 1 ? 'are' : 'is'} set as well`,
      'give one of them: with a role take those out of the env of the step and of the job, and leave aws-actions/configure-aws-credentials out',
    );
  }
  if (env.ACTIONS_ID_TOKEN_REQUEST_URL && env.ACTIONS_ID_TOKEN_REQUEST_TOKEN) return;
  throw new InputError(
    `input role-to-assume is ${arn}, and the job may not ask GitHub for a token`,
    'write "permissions: { id-token: write, contents: read }" at the job or the workflow; a pull request from a fork gets none',
  );
}

function noToken({ arn }: Role, thrown: unknown): InputError {
  const reason = thrown instanceof Error ? thrown.message.replace(/\s+/g, ' ').trim() : String(thrown);
  return new InputError(
    `input role-to-assume is ${arn}, and GitHub gave no token: ${reason}`,
    'run the job again; see whether githubstatus.com tells of trouble',
  );
}

/** Another process never reads half of it, and nobody else any of it. */
async function replace(file: string, token: string): Promise<void> {
  const next = `${file}.new`;
  await writeFile(next, token, { mode: 0o600 });
  await chmod(next, 0o600);
  await rename(next, file);
}

/** What a machine has stored as profiles would come before the role as well. */
function settingsFor({ arn, region }: Role, file: string, env: Environment): Environment {
  return {
    AWS_ROLE_ARN: arn,
    AWS_WEB_IDENTITY_TOKEN_FILE: file,
    AWS_ROLE_SESSION_NAME: `pgstow-${env.GITHUB_RUN_ID ?? ''}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64),
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_CONFIG_FILE: devNull,
    ...(region && { AWS_REGION: region }),
  };
}

function restore(env: NodeJS.ProcessEnv, before: Environment): void {
  for (const name of Object.keys(env)) if (!(name in before)) delete env[name];
  Object.assign(env, before);
}
