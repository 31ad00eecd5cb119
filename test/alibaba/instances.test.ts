import { describe, expect, test } from 'vitest';
import { type Alibaba, alibabaFromEnvironment } from '../../engine/alibaba/alibaba.ts';
import { lookUpPolardb } from '../../engine/alibaba/polardb.ts';
import { lookUpApsaraRds } from '../../engine/alibaba/rds.ts';
import { signedRequest } from '../../engine/alibaba/signature.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { resolveSource } from '../../engine/spec/source.ts';
import { RecordingService, type Reply } from '../aws/recordingService.ts';

/**
 * Alibaba Cloud could not be tried: these answers are written from its documentation, shortened:
 * https://www.alibabacloud.com/help/en/rds/developer-reference/api-rds-2014-08-15-describedbinstancenetinfo,
 * https://www.alibabacloud.com/help/en/polardb/polardb-for-postgresql/api-describedbclusterendpoints-1
 */
const netInfo = (...infos: readonly object[]): Reply => ({
  body: {
    RequestId: '2F9E9CD2',
    InstanceNetworkType: 'VPC',
    DBInstanceNetInfos: { DBInstanceNetInfo: infos },
  },
});
const privately = {
  ConnectionString: 'pgm-1.pg.rds.aliyuncs.com',
  IPAddress: '172.16.0.5',
  IPType: 'Private',
  Port: '5432',
  VPCId: 'vpc-1',
  ConnectionStringType: 'Normal',
};
const publicly = { ...privately, ConnectionString: 'pgm-1o.pg.rds.aliyuncs.com', IPType: 'Public', Port: '5433' };
const divided = {
  ...privately,
  ConnectionString: 'pgm-1rw.pg.rds.aliyuncs.com',
  ConnectionStringType: 'ReadWriteSplitting',
};

const endpoints: Reply = {
  body: {
    RequestId: '2DC120BF',
    Items: [
      {
        DBEndpointId: 'pe-1',
        EndpointType: 'Cluster',
        AddressItems: [{ ConnectionString: 'pc-1.rwlb.rds.aliyuncs.com', NetType: 'Private', Port: '5432' }],
      },
      {
        DBEndpointId: 'pe-2',
        EndpointType: 'Primary',
        AddressItems: [
          { ConnectionString: 'pc-1.pg.polardb.rds.aliyuncs.com', NetType: 'Private', Port: '5432' },
          { ConnectionString: 'pc-1-pub.pg.polardb.rds.aliyuncs.com', NetType: 'Public', Port: '5433' },
        ],
      },
    ],
  },
};

const refusal = (status: number, Code: string, Message = 'words of the service'): Reply => ({
  status,
  body: { RequestId: '1', HostId: 'rds.aliyuncs.com', Code, Message },
});

const credentials = { accessKeyId: 'LTAIexample', accessKeySecret: 'shhh-secret-key', securityToken: 'shhh-token' };
const alibabaAt = (url: string): Alibaba => ({
  now: () => new Date('2026-11-22T21:30:00.123Z'),
  nonce: () => 'once',
  credentials: () => credentials,
  endpoint: () => url,
});
const field = 'source.instance.alibabaRds';
const rds = { region: 'cn-hangzhou', id: 'pgm-1', network: 'private' } as const;

async function lookUp(reply: Reply, name: Parameters<typeof lookUpApsaraRds>[0] = rds) {
  await using service = await RecordingService.start(reply);
  return await lookUpApsaraRds(name, field, alibabaAt(service.url));
}

const failure = async (...args: Parameters<typeof lookUp>) =>
  lookUp(...args).then(
    () => 'found',
    (thrown) => thrown,
  );

test('a request is signed as in the example of the documentation', () => {
  const query = { ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd', RegionId: 'cn-shanghai' };
  const { headers } = signedRequest(
    { host: 'ecs.cn-shanghai.aliyuncs.com', action: 'RunInstances', version: '2014-05-26', query },
    { accessKeyId: 'YourAccessKeyId', accessKeySecret: 'YourAccessKeySecret' },
    { at: new Date('2023-10-26T10:22:32Z'), nonce: '3156853299f313e23d1673dc12e1703d' },
  );
  expect(headers.authorization).toBe(
    'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  );
});

describe('an instance of ApsaraDB RDS', () => {
  test('is asked for by a signed request', async () => {
    await using service = await RecordingService.start(netInfo(publicly, divided, privately));
    expect(await lookUpApsaraRds(rds, field, alibabaAt(service.url))).toEqual({
      host: 'pgm-1.pg.rds.aliyuncs.com',
      port: 5432,
    });
    const signed = signedRequest(
      {
        host: service.host,
        action: 'DescribeDBInstanceNetInfo',
        version: '2014-08-15',
        query: { DBInstanceId: 'pgm-1', RegionId: 'cn-hangzhou' },
      },
      credentials,
      { at: new Date('2026-11-22T21:30:00Z'), nonce: 'once' },
    );
    expect(service.requests).toEqual([
      {
        method: 'POST',
        url: '/?DBInstanceId=pgm-1&RegionId=cn-hangzhou',
        body: '',
        headers: expect.objectContaining(signed.headers),
      },
    ]);
  });

  test('is reached at its public address where that is asked for', async () => {
    expect(await lookUp(netInfo(publicly, privately), { ...rds, network: 'public' })).toEqual({
      host: 'pgm-1o.pg.rds.aliyuncs.com',
      port: 5433,
    });
  });

  const what = 'source.instance.alibabaRds: pgm-1 in cn-hangzhou';
  test.each<[string, Reply, object]>([
    [
      'does not exist',
      refusal(404, 'InvalidDBInstanceId.NotFound'),
      {
        code: 'input',
        message: `${what} does not exist (InvalidDBInstanceId.NotFound)`,
        hint: 'check its id, its region, and the account of the credentials',
      },
    ],
    [
      'may not be looked up',
      refusal(403, 'Forbidden.RAM', 'User not authorized to operate on the specified resource.'),
      {
        code: 'privilege',
        message: `${what} may not be looked up: Forbidden.RAM: User not authorized to operate on the specified resource.`,
        hint: 'allow rds:DescribeDBInstanceNetInfo on it in a policy of RAM',
      },
    ],
    [
      'has credentials that are not taken, whose words are not repeated',
      refusal(400, 'SignatureDoesNotMatch', 'server string to sign is: shhh'),
      {
        code: 'input',
        message: 'source.instance.alibabaRds: Alibaba Cloud does not take the credentials (SignatureDoesNotMatch)',
      },
    ],
    [
      'has a key that is not known',
      refusal(404, 'InvalidAccessKeyId.NotFound'),
      {
        code: 'input',
        message:
          'source.instance.alibabaRds: Alibaba Cloud does not take the credentials (InvalidAccessKeyId.NotFound)',
      },
    ],
    [
      'has several addresses',
      netInfo(privately, { ...privately, ConnectionString: 'second.pg.rds.aliyuncs.com' }),
      {
        code: 'input',
        message: `${what} has several private addresses: pgm-1.pg.rds.aliyuncs.com:5432, second.pg.rds.aliyuncs.com:5432`,
        hint: 'choose one, and write it as host and port in place of instance',
      },
    ],
    [
      'is answered by something else',
      { status: 404, body: '<html></html>' },
      {
        code: 'input',
        message: expect.stringMatching(/cannot be looked up: the answer is not that of a service of Alibaba Cloud$/),
      },
    ],
  ])('that %s is told', async (_, reply, told) => {
    expect(await failure(reply)).toMatchObject(told);
  });

  test('that has no public address says which it has', async () => {
    expect(await failure(netInfo(privately), { ...rds, network: 'public' })).toMatchObject({
      code: 'input',
      message: `${what} has no public address; it has pgm-1.pg.rds.aliyuncs.com:5432`,
      hint: 'apply for a public address in the console, or go through a bastion in its VPC: network: private',
    });
  });

  test('that does not answer is asked again, and then told as a connection that failed', async () => {
    await using service = await RecordingService.start({ cut: true });
    const asked = lookUpApsaraRds(rds, field, alibabaAt(service.url));
    await expect(asked).rejects.toMatchObject({ code: 'connection', retryable: true });
    expect(service.requests).toHaveLength(3);
  });
});

describe('a cluster of PolarDB', () => {
  const cluster = { region: 'eu-central-1', id: 'pc-1', network: 'private' } as const;
  test('is reached at its primary endpoint', async () => {
    await using service = await RecordingService.start(endpoints);
    expect(await lookUpPolardb(cluster, 'f', alibabaAt(service.url))).toEqual({
      host: 'pc-1.pg.polardb.rds.aliyuncs.com',
      port: 5432,
      note: 'its primary endpoint',
    });
    expect(service.requests[0]).toMatchObject({
      url: '/?DBClusterId=pc-1&RegionId=eu-central-1',
      headers: { 'x-acs-action': 'DescribeDBClusterEndpoints', 'x-acs-version': '2017-08-01' },
    });
    const found = await lookUpPolardb({ ...cluster, network: 'public' }, 'f', alibabaAt(service.url));
    expect(found).toMatchObject({ host: 'pc-1-pub.pg.polardb.rds.aliyuncs.com', port: 5433 });
  });
});

describe('the environment', () => {
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'i', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's' };
  test('gives credentials, and says what is missing', () => {
    expect(alibabaFromEnvironment(env).credentials('f')).toEqual({ accessKeyId: 'i', accessKeySecret: 's' });
    expect(() => alibabaFromEnvironment({}).credentials('f')).toThrow('f: no credentials for Alibaba Cloud');
  });

  test.each([
    ['rds', 'eu-central-1', 'https://rds.eu-central-1.aliyuncs.com'],
    ['polardb', 'cn-hangzhou', 'https://polardb.aliyuncs.com'],
  ] as const)('%s in %s is asked at %s', (service, region, url) => {
    expect(alibabaFromEnvironment(env).endpoint(service, region)).toBe(url);
  });
});

test('is where a plan connects', async () => {
  await using service = await RecordingService.start(netInfo(privately));
  const instance = { alibabaRds: { region: 'cn-hangzhou', id: 'pgm-1' } };
  const { source } = parsePlan({ source: { instance, database: 'd', user: 'u' } });
  const target = await resolveSource(source, { alibaba: alibabaAt(service.url), env: {} });
  expect(target).toMatchObject({
    host: 'pgm-1.pg.rds.aliyuncs.com',
    port: 5432,
    foundAs: 'ApsaraDB RDS pgm-1 in cn-hangzhou',
  });
});
