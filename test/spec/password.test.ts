import { describe, expect, it } from 'vitest';
import type { Aws } from '../../engine/aws/aws.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { resolvePassword } from '../../engine/spec/password.ts';
import type { PlanSource } from '../../engine/spec/plan.ts';
import { RecordingService } from '../aws/recordingService.ts';

function sourceWith(password: object, more: object = {}): PlanSource {
  const source = { host: 'h', database: 'd', user: 'u', password, ssl: { mode: 'require' }, ...more };
  return parsePlan({ source }).source;
}

describe('the password of a source', () => {
  it('is what the environment holds, or what was given', async () => {
    expect(await resolvePassword(sourceWith({ env: 'P' }), { env: { P: 'hunter2' } })).toBe('hunter2');
    expect(await resolvePassword(sourceWith({ value: 'hunter2' }), { env: {} })).toBe('hunter2');
    expect(
      await resolvePassword(parsePlan({ source: { host: 'h', database: 'd', user: 'u' } }).source),
    ).toBeUndefined();
  });

  it('is looked up at AWS', async () => {
    const secret = JSON.stringify({ password: 'of the secret' });
    await using service = await RecordingService.start({
      body: { SecretString: secret, Parameter: { Value: 'of the parameter' } },
    });
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const aws: Aws = {
      env: { AWS_ENDPOINT_URL: service.url },
      now: () => new Date(),
      credentials: async () => async () => credentials,
    };
    const region = 'eu-central-1';
    expect(await resolvePassword(sourceWith({ awsSecret: 's', key: 'password', region }), { aws })).toBe(
      'of the secret',
    );
    expect(await resolvePassword(sourceWith({ ssmParameter: '/p', region }), { aws })).toBe('of the parameter');
    expect(service.requests.map(({ body }) => body)).toEqual([{ SecretId: 's' }, { Name: '/p', WithDecryption: true }]);
  });

  it('is a token made anew for each connection, with credentials of that moment', async () => {
    let minutes = 0;
    const regions: string[] = [];
    const aws: Aws = {
      env: { AWS_REGION: 'us-east-1' },
      now: () => new Date(Date.UTC(2026, 10, 22, 21, minutes)),
      credentials: async (region) => {
        regions.push(region);
        return async () => ({ accessKeyId: `key${minutes}`, secretAccessKey: 'b' });
      },
    };
    const host = 'orders.abc123.eu-central-1.rds.amazonaws.com';
    const password = await resolvePassword(sourceWith({ rdsIam: {} }, { host }), { aws });
    if (typeof password !== 'function') throw new Error('it is no function');
    minutes = 7;
    expect(await password()).toContain(`${host}:5432/?Action=connect&DBUser=u&`);
    expect(await password()).toMatch(
      /X-Amz-Credential=key7%2F20261122%2Feu-central-1%2Frds-db.*X-Amz-Date=20261122T210700Z/,
    );
    minutes = 8;
    expect(await password()).toMatch(/X-Amz-Credential=key8%2F.*X-Amz-Date=20261122T210800Z/);
    expect(await resolvePassword(sourceWith({ rdsIam: { region: 'eu-north-1' } }, { host }), { aws })).toBeTypeOf(
      'function',
    );
    expect(await resolvePassword(sourceWith({ rdsIam: {} }, { host: 'db.example.com' }), { aws })).toBeTypeOf(
      'function',
    );
    expect(regions).toEqual(['eu-central-1', 'eu-north-1', 'us-east-1']);
  });

  it('that is sealed is opened by its repository, and by nobody else', async () => {
    const sealed = Buffer.alloc(70, 3).toString('base64');
    const open = async (text: string, field: string) => `${field} ${text === sealed}`;
    expect(await resolvePassword(sourceWith({ sealed }), { open })).toBe('source.password true');
    await expect(resolvePassword(sourceWith({ sealed }))).rejects.toMatchObject({
      code: 'input',
      message: 'source.password: the password is sealed, and the key of its repository is not at hand',
    });
  });
});
