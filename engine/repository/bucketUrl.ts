import { parseS3Address } from '../store/s3/address.ts';

/** Where in a bucket a repository is, and how the bucket is reached: the parameters by their names in an address. */
export interface BucketPlace {
  readonly bucket: string;
  /** What all keys begin with, such as `prod`. Empty: nothing. */
  readonly prefix: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The address of a repository in a bucket. Throws one `input` error with all that is wrong. */
export function bucketUrl({ bucket, prefix, parameters }: BucketPlace): string {
  const query = new URLSearchParams(parameters).toString();
  return parseS3Address(`s3://${bucket}/${prefix}${query && `?${query}`}`).url;
}
