import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Aws, realAws } from '../../engine/aws/aws.ts';
import { readParameter } from '../../engine/aws/parameterStore.ts';
import { readSecret } from '../../engine/aws/secretsManager.ts';
import { signedHeaders } from '../../engine/aws/signature.ts';
import { PgstowError } from '../../engine/errors.ts';
import { errorText } from '../secrets/errorText.ts';
import { RecordingService, type Reply } from './recordingService.ts';

/** The services could not be tried: this holds what is sent to what AWS documents, and the answers are those it documents. */
const field = 'source.password';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'shhh-secret-key', sessionToken: 'shhh-token' };
const at = new Date('2026-11-22T21:30:00.000Z');

function awsAt(url: string, env: Aws['env'] = { AWS_REGION: 'eu-west-1' }): Aws {
  return { env: { AWS_ENDPOINT_URL: url, ...env }, now: () => at, credentials: async () => async () => credentials };
}

describe('a secret of Secrets Manager', () => {
  test('is asked for by a signed request', async () => {
    await using service = await RecordingService.start({ body: { Name: 'orders', SecretString: 'hunter2' } });
    expect(await readSecret({ name: 'orders' }, field, awsAt(service.url))).toBe('hunter2');
    const body = JSON.stringify({ SecretId: 'orders' });
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' };
    const signed = signedHeaders(
      { method: 'POST', host: service.host, headers, body },
      { service: 'secretsmanager', region: 'eu-west-1', credentials, at },
    );
    expect(service.requests).toEqual([
      {
        method: 'POST',
        url: '/',
        body: { SecretId: 'orders' },
        headers: expect.objectContaining({ ...signed, host: service.host }),
      },
    ]);
    expect(signed['x-amz-security-token']).toBe('shhh-token');
  });

  test('may be one field of a JSON object', async () => {
    const secret = JSON.stringify({ username: 'backup', password: 'hunter2', port: 5432 });
    await using service = await RecordingService.start({ body: { SecretString: secret } });
    const aws = awsAt(service.url);
    expect(await readSecret({ name: 'orders', key: 'password' }, field, aws)).toBe('hunter2');
    const what = 'source.password: the secret orders of Secrets Manager in eu-west-1';
    expect(await failure(() => readSecret({ name: 'orders', key: 'port' }, field, aws))).toEqual([
      'input',
      `${what} has no text in a field port`,
      'its fields are username, password, port',
    ]);
    expect((await failure(() => readSecret({ name: 'orders', key: 'toString' }, field, aws)))[1]).toBe(
      `${what} has no text in a field toString`,
    );
    expect(await failure(() => readSecret({ name: 'orders' }, field, aws))).toEqual([
      'input',
      `${what} is a JSON object (username, password, port)`,
      'name the field with key, such as key: password',
    ]);
  });

  test('that is no object has no fields, and one that is no text is no password', async () => {
    await using service = await RecordingService.start(
      { body: { SecretString: 'hunter2' } },
      { body: { SecretBinary: 'aHVudGVyMg==' } },
    );
    const aws = awsAt(service.url);
    expect(await failure(() => readSecret({ name: 'a', key: 'b' }, field, aws))).toEqual([
      'input',
      'source.password: the secret a of Secrets Manager in eu-west-1 is no JSON object, so it has no field b',
      'leave key away to use all of it',
    ]);
    expect((await failure(() => readSecret({ name: 'a' }, field, aws)))[1]).toMatch(/ holds no text$/);
  });
});

describe('a parameter of Parameter Store', () => {
  test('is asked for decrypted', async () => {
    await using service = await RecordingService.start({
      body: { Parameter: { Type: 'SecureString', Value: 'hunter2' } },
    });
    expect(await readParameter({ name: '/orders/password' }, field, awsAt(service.url))).toBe('hunter2');
    expect(service.requests).toMatchObject([
      {
        method: 'POST',
        body: { Name: '/orders/password', WithDecryption: true },
        headers: {
          'x-amz-target': 'AmazonSSM.GetParameter',
          authorization: expect.stringContaining('/20261122/eu-west-1/ssm/aws4_request, '),
        },
      },
    ]);
  });
});

describe('the region', () => {
  const arn = 'arn:aws:secretsmanager:us-east-2:123456789012:secret:orders-AbCdEf';
  test.each([
    ['of the ARN', { name: arn, region: 'eu-north-1' }, {}, 'us-east-2'],
    ['of the reference', { name: 'orders', region: 'eu-north-1' }, { AWS_REGION: 'eu-west-1' }, 'eu-north-1'],
    ['of AWS_REGION', { name: 'orders' }, { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-1'],
    ['of AWS_DEFAULT_REGION', { name: 'orders' }, { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
  ])('is that %s', async (_, name, env, region) => {
    await using service = await RecordingService.start({ body: { SecretString: 'x' } });
    await readSecret(name, field, awsAt(service.url, env));
    expect(service.requests[0]!.headers.authorization).toContain(`/20261122/${region}/secretsmanager/aws4_request`);
  });

  test('is asked for when nobody says it', async () => {
    expect(await failure(() => readSecret({ name: 'orders' }, field, awsAt('http://127.0.0.1:1', {})))).toEqual([
      'input',
      'source.password: the region of AWS is not known',
      'add region to the reference, name the whole ARN, or set AWS_REGION',
    ]);
  });
});

describe('the endpoint', () => {
  test("is that of the SDKs' own variables, the service's before the common one", async () => {
    await using own = await RecordingService.start({ body: { SecretString: 'x', Parameter: { Value: 'y' } } });
    const env = { AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL_SECRETS_MANAGER: own.url, AWS_ENDPOINT_URL_SSM: own.url };
    expect(await readSecret({ name: 'a' }, field, awsAt('http://127.0.0.1:1', env))).toBe('x');
    expect(await readParameter({ name: 'a' }, field, awsAt('http://127.0.0.1:1', env))).toBe('y');
  });

  test.each(['localhost:80', 'ftp://h', 'https://h/path'])('cannot be %s', async (url) => {
    expect(await failure(() => readSecret({ name: 'a' }, field, awsAt(url)))).toEqual([
      'input',
      'source.password: AWS_ENDPOINT_URL is not the address of a service',
      'write it as https://host:port',
    ]);
  });
});

describe('a service that refuses', () => {
  const what = 'source.password: the secret orders of Secrets Manager in eu-west-1';
  const denied =
    'User: arn:aws:iam::1:user/x is not authorized to perform: secretsmanager:GetSecretValue on resource: orders';
  const echo =
    'The request signature we calculated does not match the signature you provided. Canonical String: x-amz-security-token:shhh-token';
  test.each<[string, Reply, string[]]>([
    [
      'names the right',
      { status: 400, body: { __type: 'AccessDeniedException', Message: denied } },
      [
        'privilege',
        `${what} may not be read: AccessDeniedException: ${denied}`,
        'allow secretsmanager:GetSecretValue on orders',
      ],
    ],
    [
      'names the right to its key',
      { status: 400, body: { __type: 'AccessDeniedException', Message: 'Access to KMS is not allowed' } },
      [
        'privilege',
        `${what} cannot be decrypted: AccessDeniedException: Access to KMS is not allowed`,
        'allow kms:Decrypt on the key that orders is encrypted with, in the policies of the role and of the key',
      ],
    ],
    [
      'names what is missing',
      { status: 400, body: { __type: 'com.amazonaws.secretsmanager#ResourceNotFoundException', message: 'x' } },
      ['input', `${what} does not exist`, 'check its name, its region, and the account of the credentials'],
    ],
    [
      'does not take the credentials, whose token is not repeated',
      {
        status: 400,
        headers: { 'x-amzn-errortype': 'InvalidSignatureException:http://x', date: at.toUTCString() },
        body: { message: echo },
      },
      [
        'input',
        'source.password: AWS does not take the credentials (InvalidSignatureException)',
        'check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the profile, and that they belong together',
      ],
    ],
    [
      'has another time',
      {
        status: 400,
        headers: { date: 'Sun, 22 Nov 2026 22:30:00 GMT' },
        body: { __type: 'InvalidSignatureException', message: echo },
      },
      [
        'input',
        'source.password: AWS refuses the signature: it is 2026-11-22T21:30:00.000Z here and 2026-11-22T22:30:00.000Z there',
        'let this machine follow a time server (NTP)',
      ],
    ],
    [
      'finds them expired',
      {
        status: 400,
        body: { __type: 'ExpiredTokenException', message: 'The security token included in the request is expired' },
      },
      ['input', 'source.password: the credentials for AWS have expired', 'get new ones, such as by aws sso login'],
    ],
    [
      'has a reason of its own',
      { status: 400, body: { __type: 'InvalidRequestException', Message: 'It was marked for deletion.' } },
      [
        'input',
        `${what} cannot be read: InvalidRequestException: It was marked for deletion.`,
        'check its name and state; it takes the right secretsmanager:GetSecretValue',
      ],
    ],
    [
      'is none of AWS',
      { status: 404, body: '<html>shhh</html>' },
      [
        'input',
        `${what} cannot be read: status 404: the answer is not that of a service of AWS`,
        'check its name and state; it takes the right secretsmanager:GetSecretValue',
      ],
    ],
  ])('%s', async (_, reply, expected) => {
    await using service = await RecordingService.start(reply);
    const found = await failure(() => readSecret({ name: 'orders' }, field, awsAt(service.url)));
    expect(found).toEqual(expected);
    expect(found.join()).not.toContain('shhh');
    expect(service.requests).toHaveLength(1);
  });

  test('a parameter names its own right and its own absence', async () => {
    await using service = await RecordingService.start(
      {
        status: 400,
        body: { __type: 'AccessDeniedException', message: 'not authorized to perform: ssm:GetParameter' },
      },
      {
        status: 400,
        body: {
          __type: 'AccessDeniedException',
          message: 'The ciphertext refers to a customer master key that does not exist',
        },
      },
      { status: 400, body: { __type: 'ParameterNotFound' } },
    );
    const read = () => failure(() => readParameter({ name: '/p' }, field, awsAt(service.url)));
    expect(await read()).toMatchObject(['privilege', expect.any(String), 'allow ssm:GetParameter on /p']);
    expect((await read())[2]).toMatch(/^allow kms:Decrypt on the key that \/p is encrypted with/);
    expect((await read())[1]).toBe('source.password: the parameter /p of Parameter Store in eu-west-1 does not exist');
  });
});

describe('a service in trouble', () => {
  test.each<[string, Reply]>([
    ['an error of its own', { status: 500, body: { __type: 'InternalServiceError' } }],
    ['too many requests', { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } }],
    ['a gateway in between', { status: 503, body: 'busy' }],
    ['a connection that is cut', { cut: true }],
  ])('is asked again: %s', async (_, reply) => {
    await using service = await RecordingService.start(reply, reply, { body: { SecretString: 'hunter2' } });
    expect(await readSecret({ name: 'orders' }, field, awsAt(service.url))).toBe('hunter2');
    expect(service.requests).toHaveLength(3);
  });

  test('is given up after four times, and may be tried later', async () => {
    await using service = await RecordingService.start({ status: 503, body: { __type: 'ServiceUnavailable' } });
    await expect(readSecret({ name: 'orders' }, field, awsAt(service.url))).rejects.toMatchObject({
      code: 'connection',
      message:
        'source.password: the secret orders of Secrets Manager in eu-west-1 cannot be read now: ServiceUnavailable',
      retryable: true,
    });
    expect(service.requests).toHaveLength(4);
  });

  test('that is not there is said so', async () => {
    const service = await RecordingService.start({});
    const aws = awsAt(service.url);
    const { host } = service;
    await service[Symbol.asyncDispose]();
    expect((await failure(() => readSecret({ name: 'orders' }, field, aws)))[1]).toBe(
      `source.password: the secret orders of Secrets Manager in eu-west-1 cannot be read now: ${host} does not answer: connect ECONNREFUSED ${host}`,
    );
  });

  test('is left when the caller has had enough', async () => {
    await using service = await RecordingService.start({ cut: true });
    const signal = AbortSignal.abort();
    await expect(readSecret({ name: 'orders' }, field, { ...awsAt(service.url), signal })).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(service.requests).toHaveLength(0);
  });
});

describe("the credentials of AWS's usual chain", () => {
  const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'] as const;
  const before = names.map((name) => [name, process.env[name]] as const);
  beforeEach(() => {
    for (const name of names) delete process.env[name];
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/nowhere',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    });
  });
  afterEach(() => {
    for (const name of ['AWS_EC2_METADATA_DISABLED', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'])
      delete process.env[name];
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  test('are taken from the environment', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
    process.env.AWS_SECRET_ACCESS_KEY = 'shhh-secret-key';
    await using service = await RecordingService.start({ body: { SecretString: 'hunter2' } });
    const aws = realAws({ AWS_ENDPOINT_URL: service.url, AWS_REGION: 'eu-west-1' });
    expect(await readSecret({ name: 'orders' }, field, aws)).toBe('hunter2');
    expect(service.requests[0]!.headers.authorization).toContain('Credential=AKIDEXAMPLE/');
  });

  test.each([
    ['fails', 'false --token hunter2-of-the-process'],
    ['prints what is none', 'echo SecretAccessKey=hunter2-of-the-process'],
  ])('of a process that %s are missed without a word of its command or its output', async (_, command) => {
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-aws-'));
    await writeFile(join(folder, 'config'), `[default]\ncredential_process = ${command}\n`);
    process.env.AWS_CONFIG_FILE = join(folder, 'config');
    const aws = realAws({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_REGION: 'eu-west-1' });
    const thrown = await readSecret({ name: 'orders' }, field, aws).catch((error: unknown) => error);
    await rm(folder, { recursive: true });
    expect((thrown as Error).message).toContain('no credentials for AWS');
    expect(errorText(thrown)).not.toContain('hunter2-of-the-process');
  });

  test('are missed in words', async () => {
    await using service = await RecordingService.start({ body: { SecretString: 'hunter2' } });
    const aws = realAws({ AWS_ENDPOINT_URL: service.url, AWS_REGION: 'eu-west-1' });
    expect(await failure(() => readSecret({ name: 'orders' }, field, aws))).toEqual([
      'input',
      'source.password: no credentials for AWS: Could not load credentials from any providers',
      'set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is given',
    ]);
  });
});

async function failure(work: () => Promise<unknown>): Promise<string[]> {
  const thrown = await work().then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(PgstowError);
  const { code, message, hint } = thrown as PgstowError;
  return [code, message, hint ?? ''];
}
