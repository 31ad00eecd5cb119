import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { lockEnd } from '../../engine/lock/lockDates.ts';
import { contentsIn } from '../copy/twoRepositories.ts';
import { startTimeout } from '../gateway/bucket.ts';
import { LockedRepository } from './lockedRepository.ts';
import { makeLockedSet } from './makeLockedSet.ts';

const timeout = startTimeout + 60_000;

test('nothing that a set needs can be deleted with the credentials of the runs', { timeout }, async (context) => {
  await using locked = await LockedRepository.make(context);
  const { repository } = locked;
  const set = await makeLockedSet(repository, ['one', 'two']);
  const until = lockEnd(await repository.store.clock(), 30);
  const kept = await locked.kept();
  const needed = [...kept.values()].filter(({ key }) => /^(repository\.json|keys|plans|sets|blobs)/.test(key));
  const folders = new Set(needed.map(({ key }) => key.split('/').at(key.startsWith('sets/') ? -1 : 0)!));
  expect([...folders]).toEqual(
    expect.arrayContaining([
      'repository.json',
      'keys',
      'plans',
      'manifest.json',
      'definitions.dump',
      'contents.ndjson.zst',
      'blobs',
    ]),
  );
  for (const { key, versions } of needed) {
    if (/\/locks\//.test(key)) continue;
    expect(versions, key).toHaveLength(1);
    const version = versions[0]!.version;
    expect(await locked.lockedUntil(key), key).toEqual(until);
    const at = { ...locked.place(key), VersionId: version };
    const shorter = { Mode: 'GOVERNANCE', RetainUntilDate: new Date(Date.now() + 60_000) } as const;
    for (const attack of [
      new DeleteObjectCommand(at),
      new DeleteObjectCommand({ ...at, BypassGovernanceRetention: true }),
      new PutObjectRetentionCommand({ ...at, Retention: shorter }),
      new PutObjectRetentionCommand({ ...at, Retention: shorter, BypassGovernanceRetention: true }),
      new PutObjectRetentionCommand({ ...at, Retention: {}, BypassGovernanceRetention: true }),
      new PutObjectLegalHoldCommand({ ...at, LegalHold: { Status: 'OFF' } }),
    ] as const) {
      await expect(
        locked.runs.send(attack as DeleteObjectCommand),
        `${key} ${attack.constructor.name}`,
      ).rejects.toThrow();
    }
    const { Errors } = await locked.runs.send(
      new DeleteObjectsCommand({ Bucket: locked.bucket, Delete: { Objects: [{ Key: at.Key, VersionId: version }] } }),
    );
    expect(Errors, key).toHaveLength(1);
  }
  await expect(
    locked.runs.send(
      new PutObjectLockConfigurationCommand({
        Bucket: locked.bucket,
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' },
      }),
    ),
  ).rejects.toThrow();
  expect(await contentsIn(repository)).toEqual({ [set]: ['one', 'two'] });
});
