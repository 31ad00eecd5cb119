import { randomUUID } from 'node:crypto';
import { PgstowError } from '../errors.ts';
import type { AlibabaCredentials } from './signature.ts';

/** What requests to Alibaba Cloud depend on: handed in, so that they can be tested. */
export interface Alibaba {
  readonly now: () => Date;
  readonly nonce: () => string;
  readonly signal?: AbortSignal | undefined;
  readonly credentials: (field: string) => AlibabaCredentials;
  /** The address of a service in a region. */
  readonly endpoint: (service: AlibabaService, region: string) => string;
}

export type AlibabaService = 'rds' | 'polardb';

/** That of this process, with the credentials of the SDKs' own variables. */
export function alibabaFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Alibaba {
  return {
    now: () => new Date(),
    nonce: randomUUID,
    signal,
    credentials: (field) => credentialsIn(env, field),
    endpoint: (service, region) => `https://${service}.${central.has(region) ? '' : `${region}.`}aliyuncs.com`,
  };
}

/** Regions that are answered for at one address: https://www.alibabacloud.com/help/en/rds/developer-reference/endpoints */
const central: ReadonlySet<string> = new Set([
  'cn-qingdao',
  'cn-beijing',
  'cn-hangzhou',
  'cn-shanghai',
  'cn-shenzhen',
  'cn-hongkong',
  'ap-southeast-1',
  'us-west-1',
  'us-east-1',
]);

/** https://www.alibabacloud.com/help/en/sdk/developer-reference/v2-manage-node-js-access-credentials */
function credentialsIn(env: Readonly<Record<string, string | undefined>>, field: string): AlibabaCredentials {
  const {
    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
    ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
  } = env;
  if (accessKeyId && accessKeySecret) {
    return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) };
  }
  throw new PgstowError('input', `${field}: no credentials for Alibaba Cloud`, {
    hint: 'set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, and ALIBABA_CLOUD_SECURITY_TOKEN for those of STS',
  });
}
