import { type AlibabaAddress, type AlibabaName, theAddress } from './addresses.ts';
import type { Alibaba } from './alibaba.ts';
import { ask } from './ask.ts';

/**
 * Where a cluster of PolarDB is: its primary endpoint. The cluster endpoint is a proxy that divides what it is asked among nodes, which
 * no snapshot lives through.
 * https://www.alibabacloud.com/help/en/polardb/polardb-for-postgresql/api-describedbclusterendpoints-1
 */
export async function lookUpPolardb(name: AlibabaName, field: string, alibaba: Alibaba): Promise<AlibabaAddress> {
  const { id, region } = name;
  const what = `${field}: ${id} in ${region}`;
  const action = 'DescribeDBClusterEndpoints';
  const answer = (await ask(
    { service: 'polardb', version: '2017-08-01', action, region, query: { DBClusterId: id }, what, field },
    alibaba,
  )) as Answer;
  const all = (answer.Items ?? []).filter(({ EndpointType }) => EndpointType === 'Primary');
  const addresses = all.flatMap(({ AddressItems = [] }) => AddressItems);
  const wanted = addresses.filter(({ NetType }) => (NetType === 'Public') === (name.network === 'public'));
  const note = 'its primary endpoint';
  const found = wanted.map((address) => ({ ...addressOf(address), note }));
  return theAddress(found, name, what, addresses.map(addressOf));
}

interface Answer {
  readonly Items?: readonly {
    readonly EndpointType: 'Cluster' | 'Primary' | 'Custom';
    readonly AddressItems?: readonly AddressItem[];
  }[];
}

interface AddressItem {
  readonly ConnectionString: string;
  readonly Port: string;
  readonly NetType: 'Public' | 'Private' | 'Inner';
}

function addressOf({ ConnectionString, Port }: AddressItem): AlibabaAddress {
  return { host: ConnectionString, port: Number(Port) };
}
