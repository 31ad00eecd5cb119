import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { expect, test } from 'vitest';
import { withRole } from '../../action/role.ts';
import { initRepository } from '../../engine/index.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { IdentityServices } from './identityServices.ts';
import { Runner } from './runner.ts';

const arn = 'arn:aws:iam::123456789012:role/backup';
const keys = { accessKeyId: 'AKID', secretAccessKey: 'secret' };

/** The environment of this process, which AWS's libraries read, as a job's with these variables; put back in the end. */
async function inJob(env: Readonly<Record<string, string>>, work: (temp: string) => Promise<void>): Promise<void> {
  const before = { ...process.env };
  const temp = await mkdtemp(join(tmpdir(), 'pgstow-role-'));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, env, { RUNNER_TEMP: temp, GITHUB_RUN_ID: '4711' });
  try {
    await work(temp);
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    await rm(temp, { recursive: true });
  }
}

test('a role is assumed with the token of the job, and the bucket used with it', {
  timeout: startTimeout,
}, async (context) => {
  const bucket = await Bucket.fresh(context);
  await initRepository(bucket.address(), { encryption: 'none' });
  await using services = await IdentityServices.start(bucket.facts);
  await using runner = await Runner.start({}, services.env);
  runner.keepSecret('the token', 'web-identity-token');
  runner.keepSecret('the request token', services.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN!);
  runner.keepSecret("the role's key", bucket.facts.secretAccessKey);
  const given = { command: 'health', repository: bucket.address(), 'role-to-assume': arn };
  const { status, log, annotations } = await runner.run({ with: given });
  expect({ status, log, annotations }).toEqual({
    status: 0,
    log: 'no plan yet; apply one by plan-apply\n',
    annotations: [],
  });
  expect(services.tokens).toHaveLength(1);
  expect(services.asked[0]).toEqual({ role: arn, session: 'pgstow-4711', token: 'web-identity-token-1' });
  expect((await readdir(runner.temp)).filter((name) => !name.startsWith('pgstow-report-'))).toEqual([]);
});

test('the token is written anew while a job runs, through an outage too, and the file is nobody else’s and goes', async () => {
  await using services = await IdentityServices.start(keys);
  await inJob(services.env, async (temp) => {
    const credentials = async () => (await defaultProvider()()).accessKeyId;
    await withRole(
      { arn, region: 'eu-central-1' },
      process.env,
      async () => {
        expect(process.env.AWS_REGION).toBe('eu-central-1');
        const file = process.env.AWS_WEB_IDENTITY_TOKEN_FILE!;
        expect((await stat(file)).mode & 0o777).toBe(0o600);
        expect(await credentials()).toBe('AKID');
        services.down = true;
        await pause(120);
        const known = services.tokens.length;
        expect(await credentials()).toBe('AKID');
        services.down = false;
        const place = async () => services.tokens.indexOf(await readFile(file, 'utf8'));
        await expect.poll(place, { timeout: 20_000 }).toBeGreaterThanOrEqual(known);
        expect(await credentials()).toBe('AKID');
      },
      50,
    );
    expect(await readdir(temp)).toEqual([]);
    expect(process.env.AWS_WEB_IDENTITY_TOKEN_FILE).toBeUndefined();
  });
  const used = services.asked.map(({ token }) => token);
  expect(services.tokens).toEqual(expect.arrayContaining(used));
  expect(new Set(used).size).toBeGreaterThan(1);
});

test('a role beside other credentials is refused, and so is a job that may not ask for a token', async () => {
  await using services = await IdentityServices.start(keys);
  const refusal = (env: Record<string, string>) =>
    withRole({ arn, region: undefined }, env, async () => {}).catch(({ message, hint }) => ({ message, hint }));
  const { AWS_ENDPOINT_URL_STS } = services.env;
  expect(await refusal({ AWS_ENDPOINT_URL_STS: AWS_ENDPOINT_URL_STS! })).toEqual({
    message: `input role-to-assume is ${arn}, and the job may not ask GitHub for a token`,
    hint: 'write "permissions: { id-token: write, contents: read }" at the job or the workflow; a pull request from a fork gets none',
  });
  expect(await refusal({ ...services.env, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' })).toEqual({
    message: `input role-to-assume is ${arn}, and AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set as well`,
    hint: 'give one of them: with a role take those out of the env of the step and of the job, and leave aws-actions/configure-aws-credentials out',
  });
  expect(services.tokens).toEqual([]);
});
