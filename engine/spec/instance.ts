import { type Alibaba, alibabaFromEnvironment } from '../alibaba/alibaba.ts';
import { lookUpPolardb } from '../alibaba/polardb.ts';
import { lookUpApsaraRds } from '../alibaba/rds.ts';
import { realAws } from '../aws/aws.ts';
import { lookUpRds } from '../aws/rdsInstance.ts';
import type { PlanInstance } from './instanceSchema.ts';
import type { PasswordOptions } from './password.ts';

/** Where a managed server is at this moment. */
export interface FoundInstance {
  readonly host: string;
  readonly port: number;
  /** What its provider says of it, such as `the replica of orders-db`; for people. */
  readonly note?: string | undefined;
}

export interface InstanceOptions extends PasswordOptions {
  readonly alibaba?: Alibaba | undefined;
}

const field = 'source.instance';

/** Asks its provider where an instance is. Rejects with `input`, `privilege` (a right there), or `connection`. */
export async function lookUpInstance(
  { awsRds, alibabaRds, alibabaPolardb }: PlanInstance,
  {
    env = process.env,
    signal,
    aws = realAws(env, signal),
    alibaba = alibabaFromEnvironment(env, signal),
  }: InstanceOptions,
): Promise<FoundInstance> {
  if (awsRds) return lookUpRds(awsRds, `${field}.awsRds`, aws);
  if (alibabaRds) return lookUpApsaraRds(alibabaRds, `${field}.alibabaRds`, alibaba);
  return lookUpPolardb(alibabaPolardb!, `${field}.alibabaPolardb`, alibaba);
}
