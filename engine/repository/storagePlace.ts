import { parseS3Address, serviceAt } from '../store/s3/address.ts';

/** Whose storage a repository is in, and where, as far as its address tells. */
export interface StoragePlace {
  readonly service: 'folder' | ReturnType<typeof serviceAt>;
  /** Such as `eu-central-1`, in the service's own words. */
  readonly region?: string | undefined;
}

/** The storage at an address of a store that is open. */
export function storagePlace(url: string): StoragePlace {
  if (!/^s3:/i.test(url)) return { service: 'folder' };
  const { endpoint, region } = parseS3Address(url);
  const service = serviceAt(endpoint);
  return { service, region: regionIn(service, endpoint) ?? region };
}

/** Alibaba's endpoints name the region: `oss-cn-hangzhou-internal.aliyuncs.com`, `s3.oss-cn-hangzhou.aliyuncs.com`. */
function regionIn(service: StoragePlace['service'], endpoint = ''): string | undefined {
  if (service !== 'oss') return undefined;
  return /(?:\/\/|\.)oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com/.exec(endpoint)?.[1];
}
