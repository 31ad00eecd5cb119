import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { inject, type TestContext } from 'vitest';
import { keyOf } from '../../embedded/gateway/cephConfiguration.ts';
import type { GatewayFacts } from '../../embedded/gateway/rgw.ts';
import { parseS3Address } from '../../engine/store/s3/address.ts';
import { S3Store, type S3StoreOptions } from '../../engine/store/s3/s3Store.ts';

/** What an address may say besides bucket and prefix. */
export type Parameters = Readonly<Record<string, string>>;

/** For whoever may be the first to ask for the gateway: milliseconds, on a machine that is busy. */
export const startTimeout = 180_000;

/** Unlike any other's: the ids of processes come again in a run. */
const ownName = `test-${process.pid}-${randomBytes(4).toString('hex')}`;

let count = 0;
const made = new Map<string, Promise<void>>();

/** The gateway that the whole run shares. Where this machine cannot run one the test is skipped and says so. */
export async function gateway(context: Pick<TestContext, 'skip'>): Promise<GatewayFacts> {
  const answer = await fetch(inject('gatewayDesk'));
  if (answer.status === 404) context.skip(await answer.text());
  if (!answer.ok) throw new Error(await answer.text());
  const facts = (await answer.json()) as GatewayFacts;
  useCredentials(facts);
  return facts;
}

/** By the environment, as a user would; it is this test process's own. */
export function useCredentials({ accessKeyId, secretAccessKey }: Omit<GatewayFacts, 'endpoint'>): void {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
}

/** A prefix of its own in a bucket that this test file has made for itself. */
export class Bucket {
  readonly facts: GatewayFacts;
  readonly name = ownName;
  readonly prefix = `part-${++count}`;

  private constructor(facts: GatewayFacts) {
    this.facts = facts;
  }

  static async fresh(context: Pick<TestContext, 'skip'>): Promise<Bucket> {
    const bucket = new Bucket(await gateway(context));
    if (!made.has(bucket.name)) made.set(bucket.name, makeBucket(bucket.facts, bucket.name));
    await made.get(bucket.name);
    return bucket;
  }

  /** Its address at the gateway, or at a proxy in front of it. */
  address(parameters: Parameters = {}): string {
    const query = Object.entries({ endpoint: this.facts.endpoint, ...parameters }).map((each) => each.join('='));
    return `s3://${this.name}/${this.prefix}?${query.join('&')}`;
  }

  store(parameters: Parameters = {}, options?: S3StoreOptions): S3Store {
    return new S3Store(parseS3Address(this.address(parameters)), options);
  }
}

/** A client without anything of ours, to look at what is there and to set rights. */
export function plainClient({ endpoint, accessKeyId, secretAccessKey }: GatewayFacts): S3Client {
  const credentials = { accessKeyId, secretAccessKey };
  return new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true });
}

export async function makeBucket(facts: GatewayFacts, name: string): Promise<void> {
  await plainClient(facts).send(new CreateBucketCommand({ Bucket: name }));
}

/** The same gateway for its other user, who may do nothing there unless that is allowed. */
export function strangerOf({ endpoint }: Pick<GatewayFacts, 'endpoint'>): GatewayFacts {
  return { endpoint, ...keyOf('stranger') };
}

/** Gives the stranger these rights on a bucket and all that is in it, and no others. */
export async function allow(facts: GatewayFacts, name: string, rights: readonly string[]): Promise<void> {
  const resources = [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`];
  const statement = { Effect: 'Allow', Principal: { AWS: ['arn:aws:iam:::user/stranger'] }, Action: rights };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, Resource: resources }] });
  await plainClient(facts).send(new PutBucketPolicyCommand({ Bucket: name, Policy }));
}
