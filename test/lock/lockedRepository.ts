import { readFileSync } from 'node:fs';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { TestContext } from 'vitest';
import { keyOf } from '../../embedded/gateway/cephConfiguration.ts';
import { initRepository, openRepository, type Repository } from '../../engine/repository/repository.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { PlanInput } from '../../engine/spec/plan.ts';
import type { KeptVersions } from '../../engine/store/objectLocks.ts';
import { plan } from '../copy/twoRepositories.ts';
import { gateway, plainClient, strangerOf } from '../gateway/bucket.ts';
import { ConditionalProxy } from '../gateway/conditionalProxy.ts';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
}

/** The policy that the README gives for runs: its rights, and what it denies. */
const { Statement: statements } = JSON.parse(
  readFileSync(new URL('../../examples/lock/runs.json', import.meta.url), 'utf8'),
) as { readonly Statement: readonly Statement[] };
const actionsOf = (effect: Statement['Effect']) =>
  statements.filter(({ Effect }) => Effect === effect).flatMap(({ Action }) => Action);

let count = 0;

/** A bucket with object lock and an encrypted repository in it, worked with by the credentials of runs. */
export class LockedRepository implements AsyncDisposable {
  readonly bucket: string;
  readonly url: string;
  readonly key = generateKey();
  /** Without anything of ours: of the owner, who may bypass GOVERNANCE, and by the credentials of the runs. */
  readonly owner: S3Client;
  readonly runs: S3Client;
  readonly proxy: ConditionalProxy;
  repository!: Repository;

  private constructor(bucket: string, proxy: ConditionalProxy, owner: S3Client, runs: S3Client) {
    this.bucket = bucket;
    this.proxy = proxy;
    this.owner = owner;
    this.runs = runs;
    this.url = `s3://${bucket}/backups?endpoint=${proxy.endpoint}`;
  }

  static async make(context: Pick<TestContext, 'skip'>, more: Partial<PlanInput> = {}): Promise<LockedRepository> {
    const facts = await gateway(context);
    const proxy = await ConditionalProxy.to(facts);
    const owner = plainClient(facts);
    const bucket = `locked-${process.pid}-${++count}`;
    await owner.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }));
    const locked = new LockedRepository(bucket, proxy, owner, plainClient(strangerOf(facts)));
    await locked.allowRuns(bucket);
    Object.assign(process.env, credentialsOfRuns());
    locked.repository = await initRepository(locked.url, { encryption: { key: locked.key } });
    await locked.apply(more);
    return locked;
  }

  /** Gives the runs their rights on a bucket. */
  async allowRuns(bucket: string): Promise<void> {
    await this.owner.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policyOf(bucket) }));
  }

  async apply(more: Partial<PlanInput> = {}): Promise<void> {
    const source = { host: 'h', database: 'd', user: 'u' };
    const lock = { mode: 'GOVERNANCE', days: 30 } as const;
    await this.repository.plans.apply(parsePlan({ id: plan, source, lock, ...more }));
  }

  /** Anew, as another process finds it. */
  async reopen(): Promise<Repository> {
    this.repository = await openRepository(this.url, { key: this.key });
    return this.repository;
  }

  /** All that is kept, by key below the repository. */
  async kept(prefix = ''): Promise<ReadonlyMap<string, KeptVersions>> {
    const found = new Map<string, KeptVersions>();
    for await (const each of this.repository.store.locks!.versions(prefix)) found.set(each.key, each);
    return found;
  }

  /** Version ids of a key, the newest first; delete markers too. */
  async versionsOf(key: string): Promise<{ readonly id: string; readonly isMarker: boolean }[]> {
    const at = { Bucket: this.bucket, Prefix: `backups/${key}` };
    const { Versions = [], DeleteMarkers = [] } = await this.owner.send(new ListObjectVersionsCommand(at));
    const of = (found: readonly { Key?: string; VersionId?: string }[], isMarker: boolean) =>
      found.filter(({ Key }) => Key === at.Prefix).map(({ VersionId }) => ({ id: VersionId!, isMarker }));
    return [...of(DeleteMarkers, true), ...of(Versions, false)];
  }

  async lockedUntil(key: string, version?: string): Promise<Date | undefined> {
    const at = { ...this.place(key), VersionId: version };
    return (await this.owner.send(new HeadObjectCommand(at))).ObjectLockRetainUntilDate;
  }

  /** As time would: by the owner, who may. */
  async expire(prefix = ''): Promise<void> {
    let last = Date.now();
    for (const { key, versions } of (await this.kept(prefix)).values()) {
      for (const { version } of versions) {
        if (await this.lockedUntil(key, version))
          last = await this.#endLock({ ...this.place(key), VersionId: version });
      }
      if (/\/locks\//.test(key)) await this.owner.send(new DeleteObjectCommand(this.place(key)));
    }
    await new Promise((resolve) => setTimeout(resolve, last + 100 - Date.now()));
  }

  /** Gives when it ends: soon, but not before a gateway that is slow has heard of it, which takes no date that is past. */
  async #endLock(at: { Bucket: string; Key: string; VersionId: string }, seconds = 1): Promise<number> {
    const until = new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000); // it is kept to the second
    const Retention = { Mode: 'GOVERNANCE', RetainUntilDate: until } as const;
    const command = new PutObjectRetentionCommand({ ...at, BypassGovernanceRetention: true, Retention });
    try {
      await this.owner.send(command);
      return until.getTime();
    } catch (thrown) {
      if (seconds > 10) throw thrown;
      return this.#endLock(at, seconds * 4);
    }
  }

  place(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: `backups/${key}` };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy[Symbol.asyncDispose]();
    this.owner.destroy();
    this.runs.destroy();
  }
}

/** Whoever owns the bucket may not yet do anything with what others have put there. */
function policyOf(bucket: string): string {
  const Resource = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
  const statement = (Effect: string, user: string, Action: readonly string[]) => {
    return { Effect, Principal: { AWS: [`arn:aws:iam:::user/${user}`] }, Action, Resource };
  };
  const runs = [statement('Allow', 'stranger', actionsOf('Allow')), statement('Deny', 'stranger', actionsOf('Deny'))];
  return JSON.stringify({ Version: '2012-10-17', Statement: [...runs, statement('Allow', 'owner', ['s3:*'])] });
}

function credentialsOfRuns(): Record<string, string> {
  const { accessKeyId, secretAccessKey } = keyOf('stranger');
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}
