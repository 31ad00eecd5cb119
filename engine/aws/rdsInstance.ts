import { PgstowError } from '../errors.ts';
import { type Asked, reply } from './ask.ts';
import type { Aws } from './aws.ts';
import { refused } from './refused.ts';
import { elementsAt, textAt, type XmlElement } from './xml.ts';

export interface RdsAddress {
  readonly host: string;
  readonly port: number;
  /** What it is beside a server of its own. */
  readonly note?: string | undefined;
}

export interface RdsName {
  readonly region: string;
  /** Of a DB instance or of a cluster. */
  readonly id: string;
}

/**
 * Where a DB instance of Amazon RDS is, or a cluster of Aurora's writer. `field` is what names it, for messages.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html
 */
export async function lookUpRds(name: RdsName, field: string, aws: Aws): Promise<RdsAddress> {
  const what = `${field}: ${name.id} in ${name.region}`;
  const instance = await describe(instances, name, field, aws);
  if (instance) return addressOfInstance(instance, what);
  const cluster = await describe(clusters, name, field, aws);
  if (cluster) return addressOfCluster(cluster, what);
  throw new PgstowError('input', `${what}: there is neither a DB instance nor a cluster of that name`, {
    hint: 'check the identifier, the region, and the account of the credentials',
  });
}

interface Kind {
  readonly action: string;
  readonly parameter: string;
  /** Where those that are found stand in the answer. */
  readonly way: readonly string[];
  readonly notFound: RegExp;
}

const instances: Kind = {
  action: 'DescribeDBInstances',
  parameter: 'DBInstanceIdentifier',
  way: ['DescribeDBInstancesResult', 'DBInstances', 'DBInstance'],
  notFound: /^DBInstanceNotFound/,
};

const clusters: Kind = {
  action: 'DescribeDBClusters',
  parameter: 'DBClusterIdentifier',
  way: ['DescribeDBClustersResult', 'DBClusters', 'DBCluster'],
  notFound: /^DBClusterNotFound/,
};

async function describe(kind: Kind, { region, id }: RdsName, field: string, aws: Aws): Promise<XmlElement | undefined> {
  const asked: Asked = {
    service: 'rds',
    action: kind.action,
    right: `rds:${kind.action}`,
    verb: 'looked up',
    region,
    body: { [kind.parameter]: id },
    field,
    what: `${field}: ${kind === clusters ? 'the cluster' : 'the DB instance'} ${id} in ${region}`,
    name: id,
  };
  const found = await reply(asked, aws);
  if ('answer' in found) return elementsAt(found.answer as XmlElement, kind.way)[0];
  if (kind.notFound.test(found.type)) return undefined;
  throw refused(asked, found, aws.now());
}

function addressOfInstance(instance: XmlElement, what: string): RdsAddress {
  requirePostgres(instance, what);
  const [source, cluster] = ['ReadReplicaSourceDBInstanceIdentifier', 'DBClusterIdentifier'].map((name) =>
    textAt(instance, [name]),
  );
  const note = source ? `a replica of ${source}` : cluster ? `an instance of the cluster ${cluster}` : undefined;
  const address = { host: textAt(instance, ['Endpoint', 'Address']), port: textAt(instance, ['Endpoint', 'Port']) };
  return { ...whole(address, textAt(instance, ['DBInstanceStatus']), what), note };
}

function addressOfCluster(cluster: XmlElement, what: string): RdsAddress {
  requirePostgres(cluster, what);
  const reader = textAt(cluster, ['ReaderEndpoint']);
  const address = { host: textAt(cluster, ['Endpoint']), port: textAt(cluster, ['Port']) };
  const note = `the writer of the cluster${reader ? `; its readers are at ${reader}` : ''}`;
  return { ...whole(address, textAt(cluster, ['Status']), what), note };
}

function requirePostgres(found: XmlElement, what: string): void {
  const engine = textAt(found, ['Engine']);
  if (engine === undefined || engine.includes('postgres')) return;
  throw new PgstowError('input', `${what} is a server of ${engine}`, { hint: 'name one of PostgreSQL' });
}

function whole(
  { host, port }: { host?: string | undefined; port?: string | undefined },
  status = 'unknown',
  what: string,
) {
  if (host && Number(port) > 0) return { host, port: Number(port) };
  throw new PgstowError('connection', `${what} has no address: its status is ${status}`, {
    hint: 'try again when it is available',
    retryable: true,
  });
}
