import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { precheck } from '../../engine/precheck/precheck.ts';
import { initRepository, openRepository } from '../../engine/repository/repository.ts';
import { problemsOfPlan } from '../../engine/spec/parsePlans.ts';
import { plan, TwoRepositories } from '../copy/twoRepositories.ts';
import { startTimeout } from '../gateway/bucket.ts';
import { LockedRepository } from './lockedRepository.ts';
import { makeLockedSet } from './makeLockedSet.ts';

const timeout = startTimeout + 60_000;
const lockNames = ['object lock', 'lock and retention', 'hidden objects'];

async function lockChecksOf(repository: LockedRepository['repository']) {
  const { checks } = await precheck(repository, plan);
  return checks.filter(({ name }) => lockNames.includes(name)).map(({ name: _, ...found }) => found);
}

test('the precheck tries whether an object can be locked, and says what retention cannot remove', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context, { retention: { keepDays: 14, keepMonthly: 12 } });
  expect(await lockChecksOf(locked.repository)).toEqual([
    { status: 'pass', message: 'an object was locked, shown as locked, and could not be deleted' },
    {
      status: 'warn',
      message:
        'a set stays for 30 to 37 days at least, whatever retention says: before its lock has ended nothing of it can be removed',
      remedy: 'keep that in mind for the room that sets take, or say so: keepDays: 37; or lock for fewer days',
    },
    { status: 'pass', message: 'nothing that is locked was deleted or overwritten' },
  ]);

  locked.proxy.refuses = (request) => /^DELETE .*versionId=/.test(request);
  expect((await lockChecksOf(locked.repository))[0]).toEqual({
    status: 'warn',
    message: 'what is locked no longer cannot be deleted for good: its versions stay, below delete markers',
    remedy:
      'allow s3:DeleteObjectVersion on all objects of the repository, or have a lifecycle rule of the bucket remove noncurrent versions',
  });
  locked.proxy.refuses = () => false;
  await locked.owner.send(
    new PutObjectLockConfigurationCommand({
      Bucket: locked.bucket,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
      },
    }),
  );
  await locked.reopen();
  const [byDefault] = await lockChecksOf(locked.repository);
  expect(byDefault).toMatchObject({
    status: 'warn',
    message:
      'the bucket locks all that is written in it (GOVERNANCE for 1 days), also leases and the records of runs, which are rewritten all the time',
  });
});

test('what cannot be locked is refused by the precheck and by the backup, with what to do', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const bucket = `${locked.bucket}-plain`;
  await locked.owner.send(new CreateBucketCommand({ Bucket: bucket }));
  await locked.allowRuns(bucket);
  const url = locked.url.replace(locked.bucket, bucket);
  locked.repository = await initRepository(url, { encryption: 'none' });
  await locked.apply();
  const refusals = async (what: string) => {
    const message = `nothing can be locked in ${locked.repository.store.url}: ${what}`;
    expect(await lockChecksOf(locked.repository)).toEqual([{ status: 'fail', message, remedy: expect.any(String) }]);
    await expect(makeLockedSet(locked.repository, ['one'])).rejects.toMatchObject({ code: 'unsupported', message });
    expect(await locked.repository.sets.list()).toEqual([]);
  };
  await refusals('its bucket has neither object lock nor versioning');
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await locked.owner.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  locked.repository = await openRepository(url);
  await refusals('its bucket has no object lock');

  await using two = await TwoRepositories.make();
  await two.apply({}, { lock: { mode: 'GOVERNANCE', days: 1 } });
  locked.repository = two.main;
  await refusals('it is a folder');
});

test('a plan says how long and how, or not at all', () => {
  const source = { host: 'h', database: 'd', user: 'u' };
  const problems = (lock: unknown) => problemsOfPlan({ id: 'p', source, lock }).map(({ text }) => text);
  expect(problems({ mode: 'GOVERNANCE', days: 30 })).toEqual([]);
  expect(problems({ mode: 'governance', days: 0 })).toEqual([
    'lock.mode: "governance" is not allowed; allowed: GOVERNANCE or COMPLIANCE',
    'lock.days: 0 is not allowed; allowed: a whole number from 1 to 3650',
  ]);
  expect(problems({ days: 7 })).toEqual(['lock.mode is missing; allowed: GOVERNANCE or COMPLIANCE']);
});
