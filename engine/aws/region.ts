import { PgstowError } from '../errors.ts';
import type { Aws } from './aws.ts';

/** The first region that is known, else that of the environment. Rejects with `input` when there is none. */
export function regionOf(
  known: readonly (string | undefined)[],
  field: string,
  { env }: Pick<Aws, 'env'>,
  hint = 'add region to the reference, name the whole ARN, or set AWS_REGION',
): string {
  const region = known.find((each) => each !== undefined) ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION);
  if (region) return region;
  throw new PgstowError('input', `${field}: the region of AWS is not known`, { hint });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function regionOfArn(name: string): string | undefined {
  return /^arn:[^:]+:[^:]+:([^:]+):/.exec(name)?.[1];
}

/** `….eu-central-1.rds.amazonaws.com`, `.com.cn` in China. */
export function regionOfHost(host: string): string | undefined {
  return /\.([a-z0-9-]+)\.rds\.amazonaws\.com(?:\.cn)?$/i.exec(host)?.[1]?.toLowerCase();
}
