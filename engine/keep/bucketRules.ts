import { archiveRules, type BucketRule, requireClasses } from '../coldStorage/carryOut.ts';
import { missingRules } from '../coldStorage/missingRules.ts';
import type { Repository } from '../repository/repository.ts';

/** What a bucket is to be configured with, as `aws s3api put-bucket-lifecycle-configuration` takes it. */
export interface BucketRules {
  /** The rules that the bucket has, and behind them those that are missing: who puts a configuration replaces all of it. */
  readonly configuration: { readonly Rules: readonly BucketRule[] };
  /** How many are missing. */
  readonly missing: number;
}

/**
 * The lifecycle rules that a bucket needs so that what is tagged for archiving is moved. Changes nothing: a bucket is configured by who
 * owns it. Rejects with `unsupported` (a folder) or `store`.
 */
export async function bucketRules(
  repository: Repository,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<BucketRules> {
  const classes = requireClasses(repository);
  const there = await classes.rules({ signal });
  const wanted = [...new Set([...(await archiveRules(repository)).values()].map(({ storageClass }) => storageClass))];
  const missing = missingRules(classes, there, wanted);
  return { configuration: { Rules: [...there, ...missing] }, missing: missing.length };
}
