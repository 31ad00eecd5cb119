import { type AlibabaAddress, type AlibabaName, theAddress } from './addresses.ts';
import type { Alibaba } from './alibaba.ts';
import { ask } from './ask.ts';

/**
 * Where an instance of ApsaraDB RDS is. Addresses that divide reads among replicas are passed over.
 * https://www.alibabacloud.com/help/en/rds/developer-reference/api-rds-2014-08-15-describedbinstancenetinfo
 */
export async function lookUpApsaraRds(name: AlibabaName, field: string, alibaba: Alibaba): Promise<AlibabaAddress> {
  const { id, region } = name;
  const what = `${field}: ${id} in ${region}`;
  const action = 'DescribeDBInstanceNetInfo';
  const answer = (await ask(
    { service: 'rds', version: '2014-08-15', action, region, query: { DBInstanceId: id }, what, field },
    alibaba,
  )) as Answer;
  const all = answer.DBInstanceNetInfos?.DBInstanceNetInfo ?? [];
  const usual = all.filter(({ ConnectionStringType }) => ConnectionStringType !== 'ReadWriteSplitting');
  const isPublic = ({ IPType }: NetInfo) => IPType === 'Public';
  const wanted = usual.filter((info) => isPublic(info) === (name.network === 'public'));
  return theAddress(wanted.map(addressOf), name, what, usual.map(addressOf));
}

interface Answer {
  readonly DBInstanceNetInfos?: { readonly DBInstanceNetInfo?: readonly NetInfo[] };
}

interface NetInfo {
  readonly ConnectionString: string;
  readonly Port: string;
  /** `Private` in a VPC, `Inner` in the classic network. */
  readonly IPType: 'Public' | 'Private' | 'Inner';
  readonly ConnectionStringType?: 'Normal' | 'ReadWriteSplitting';
}

function addressOf({ ConnectionString, Port }: NetInfo): AlibabaAddress {
  return { host: ConnectionString, port: Number(Port) };
}
