import { describe, expect, test } from 'vitest';
import type { Aws } from '../../engine/aws/aws.ts';
import { lookUpRds } from '../../engine/aws/rdsInstance.ts';
import { parseXml, textAt } from '../../engine/aws/xml.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { resolveSource } from '../../engine/spec/source.ts';
import { RecordingService, type Reply } from './recordingService.ts';

/**
 * RDS could not be tried: these answers are written from its documentation, shortened:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html, …/API_DescribeDBClusters.html
 */
const instance = (fields: string) => ({
  body: `<?xml version="1.0"?>
<DescribeDBInstancesResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
  <DescribeDBInstancesResult>
    <DBInstances>
      <DBInstance>
        <DBInstanceIdentifier>orders-db</DBInstanceIdentifier>
        <VpcSecurityGroups><VpcSecurityGroupMembership><Status>active</Status></VpcSecurityGroupMembership></VpcSecurityGroups>
        <DBSecurityGroups/>
        ${fields}
      </DBInstance>
    </DBInstances>
  </DescribeDBInstancesResult>
  <ResponseMetadata><RequestId>7a6a7e2c</RequestId></ResponseMetadata>
</DescribeDBInstancesResponse>`,
});
const available = `<Engine>postgres</Engine><DBInstanceStatus>available</DBInstanceStatus>
  <Endpoint><Port>5433</Port><Address>orders-db.cabc123.eu-central-1.rds.amazonaws.com</Address><HostedZoneId>Z1</HostedZoneId></Endpoint>`;
const cluster = {
  body: `<DescribeDBClustersResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><DescribeDBClustersResult><DBClusters><DBCluster>
    <Engine>aurora-postgresql</Engine><Status>available</Status><Port>5432</Port>
    <Endpoint>orders.cluster-cabc123.eu-central-1.rds.amazonaws.com</Endpoint>
    <ReaderEndpoint>orders.cluster-ro-cabc123.eu-central-1.rds.amazonaws.com</ReaderEndpoint>
  </DBCluster></DBClusters></DescribeDBClustersResult></DescribeDBClustersResponse>`,
};
const refusal = (status: number, code: string, message = ''): Reply => ({
  status,
  body: `<ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});
const noInstance = refusal(404, 'DBInstanceNotFound', 'DBInstance orders-db not found.');

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'shhh-secret-key' };
const awsAt = (url: string): Aws => ({
  env: { AWS_ENDPOINT_URL_RDS: url },
  now: () => new Date('2026-11-22T21:30:00Z'),
  credentials: async () => async () => credentials,
});
const name = { region: 'eu-central-1', id: 'orders-db' };
const field = 'source.instance.awsRds';

async function lookUp(...replies: readonly Reply[]) {
  await using service = await RecordingService.start(...replies);
  return await lookUpRds(name, field, awsAt(service.url));
}

const failure = async (...replies: readonly Reply[]) =>
  lookUp(...replies).then(
    () => 'found',
    (thrown) => thrown,
  );

describe('an instance of RDS', () => {
  test('is asked for by a signed request', async () => {
    await using service = await RecordingService.start(instance(available));
    expect(await lookUpRds(name, field, awsAt(service.url))).toEqual({
      host: 'orders-db.cabc123.eu-central-1.rds.amazonaws.com',
      port: 5433,
    });
    expect(service.requests).toMatchObject([
      {
        method: 'POST',
        url: '/',
        body: 'Action=DescribeDBInstances&Version=2014-10-31&DBInstanceIdentifier=orders-db',
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          authorization: expect.stringContaining(
            '/20261122/eu-central-1/rds/aws4_request, SignedHeaders=content-type;host;x-amz-date',
          ),
        },
      },
    ]);
  });

  test('that is a replica, or of a cluster, says so', async () => {
    const source = 'arn:aws:rds:eu-west-1:1:db:main';
    const replica = `${available}<ReadReplicaSourceDBInstanceIdentifier>${source}</ReadReplicaSourceDBInstanceIdentifier>`;
    expect(await lookUp(instance(replica))).toMatchObject({ note: `a replica of ${source}` });
    const member = `${available}<DBClusterIdentifier>orders</DBClusterIdentifier>`;
    expect(await lookUp(instance(member))).toMatchObject({ note: 'an instance of the cluster orders' });
  });

  test('may be a cluster of Aurora: its writer', async () => {
    expect(await lookUp(noInstance, cluster)).toEqual({
      host: 'orders.cluster-cabc123.eu-central-1.rds.amazonaws.com',
      port: 5432,
      note: 'the writer of the cluster; its readers are at orders.cluster-ro-cabc123.eu-central-1.rds.amazonaws.com',
    });
  });

  const what = 'source.instance.awsRds: orders-db in eu-central-1';
  test.each<[string, readonly Reply[], object]>([
    [
      'does not exist',
      [noInstance, refusal(404, 'DBClusterNotFoundFault', 'no')],
      {
        code: 'input',
        message: `${what}: there is neither a DB instance nor a cluster of that name`,
        hint: 'check the identifier, the region, and the account of the credentials',
      },
    ],
    [
      'may not be looked up',
      [
        refusal(
          403,
          'AccessDenied',
          'User: arn:aws:iam::1:user/x is not authorized to perform: rds:DescribeDBInstances',
        ),
      ],
      {
        code: 'privilege',
        message:
          'source.instance.awsRds: the DB instance orders-db in eu-central-1 may not be looked up: AccessDenied: User: arn:aws:iam::1:user/x is not authorized to perform: rds:DescribeDBInstances',
        hint: 'allow rds:DescribeDBInstances on orders-db',
      },
    ],
    [
      'may not be looked up as a cluster',
      [noInstance, refusal(403, 'AccessDenied', 'no')],
      { code: 'privilege', hint: 'allow rds:DescribeDBClusters on orders-db' },
    ],
    [
      'has credentials that are not taken, whose words are not repeated',
      [
        {
          ...refusal(403, 'SignatureDoesNotMatch', 'The canonical string is shhh'),
          headers: { date: 'Sun, 22 Nov 2026 21:30:00 GMT' },
        },
      ],
      {
        code: 'input',
        message: 'source.instance.awsRds: AWS does not take the credentials (SignatureDoesNotMatch)',
      },
    ],
    [
      'is being made',
      [instance('<Engine>postgres</Engine><DBInstanceStatus>creating</DBInstanceStatus>')],
      {
        code: 'connection',
        message: `${what} has no address: its status is creating`,
        hint: 'try again when it is available',
        retryable: true,
      },
    ],
    [
      'is of another kind',
      [instance(available.replace('postgres', 'mysql'))],
      { code: 'input', message: `${what} is a server of mysql`, hint: 'name one of PostgreSQL' },
    ],
    [
      'is answered by something else',
      [{ status: 404, body: '<html><body>no</body></html>' }],
      { code: 'input', message: expect.stringContaining('cannot be looked up: status 404') },
    ],
  ])('that %s is told', async (_, replies, told) => {
    expect(await failure(...replies)).toMatchObject(told);
  });

  test('that is throttled is asked again', async () => {
    expect(await lookUp(refusal(400, 'Throttling', 'Rate exceeded'), instance(available))).toMatchObject({
      port: 5433,
    });
  });

  test('is where a plan connects, by a token made for that host', async () => {
    await using service = await RecordingService.start(instance(available));
    const { source } = parsePlan({
      source: {
        instance: { awsRds: name },
        database: 'd',
        user: 'u',
        password: { rdsIam: {} },
        ssl: { mode: 'require' },
      },
    });
    const target = await resolveSource(source, { aws: awsAt(service.url) });
    expect(target).toMatchObject({ port: 5433, foundAs: 'RDS orders-db in eu-central-1' });
    const token = await (target.password as () => Promise<string>)();
    expect(token).toContain('orders-db.cabc123.eu-central-1.rds.amazonaws.com:5433/?Action=connect&DBUser=u&');
    expect(token).toContain('%2Feu-central-1%2Frds-db%2Faws4_request');
  });
});

describe('XML', () => {
  test('is read as elements and their text', () => {
    const root = parseXml('<?xml version="1.0"?>\n<a x="1"><b> one &amp;lt; two </b><c/><b>3</b></a>\n')!;
    expect(root).toMatchObject({ name: 'a', children: [{ name: 'b' }, { name: 'c' }, { name: 'b' }] });
    expect(textAt(root, ['b'])).toBe('one &lt; two');
    expect(textAt(root, ['c'])).toBeUndefined();
    expect(textAt(root, ['c', 'd'])).toBeUndefined();
  });

  test.each(['', 'no', '{}', '<a>', '<a></b>', '</a>', '<a/><b/>', '<a></a>x', '<!DOCTYPE a><a/>'])(
    '%j is none',
    (text) => expect(parseXml(text)).toBeUndefined(),
  );
});
