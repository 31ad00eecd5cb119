import { CopyObjectCommand, DeleteObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { keyOf } from '../../embedded/gateway/cephConfiguration.ts';
import { generateKey, initRepository, parsePlan, undelete } from '../../engine/index.ts';
import { makeSet, plan } from '../copy/twoRepositories.ts';
import { ArchiveProxy } from '../gateway/archiveProxy.ts';
import { Bucket, plainClient, startTimeout } from '../gateway/bucket.ts';
import { LockedRepository } from '../lock/lockedRepository.ts';
import { makeLockedSet } from '../lock/makeLockedSet.ts';
import { type StepHere, stepHere } from './stepHere.ts';

const timeout = startTimeout + 60_000;

test('a set is held and released by who may, and what the credentials of the runs have deleted is brought back', {
  timeout,
}, async (context) => {
  await using locked = await LockedRepository.make(context);
  const set = await makeLockedSet(locked.repository, ['one', 'two']);
  const { accessKeyId, secretAccessKey } = keyOf('owner');
  const owner = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const step = (inputs: Record<string, string>, env = {}): Promise<StepHere> =>
    stepHere({ repository: locked.url, cache: 'false', ...inputs }, { PGSTOW_KEY: locked.key, ...env });
  const holding = { command: 'hold', set, reason: 'case 4711' };

  const refused = await step(holding);
  expect(refused.annotations).toEqual([
    {
      level: 'error',
      title: 'pgstow hold',
      message: expect.stringMatching(/access denied: s3:PutObjectLegalHold.*\nhint: /),
    },
  ]);
  const held = await step(holding, owner);
  expect(held.report.failures).toEqual([]);
  const said = `set ${set} of ${plan} is under legal hold, 8 objects, until: pgstow release ${set}`;
  expect(held.log).toContain(`\n${said}\n`);
  expect(held.page).toContain(`**Set${said.slice('set'.length)}**\n\nReason: case 4711\n`);
  expect(held.report.done).toMatchObject({ held: { hold: { set, reason: 'case 4711' }, objects: 8 } });
  const released = await step({ command: 'release', set }, owner);
  expect(released.log).toContain(`\n1 legal hold of set ${set} ended, 8 objects\n`);
  const again = await step({ command: 'release', set }, owner);
  expect(again.report.failures).toEqual([
    { code: 'input', message: `set ${set} is not under legal hold`, hint: `pgstow sets ${plan} shows which are` },
  ]);

  const [blob] = [...(await locked.kept('blobs/')).keys()];
  await locked.runs.send(new DeleteObjectCommand(locked.place(blob!)));
  const dry = await step({ command: 'undelete', 'dry-run': 'true' }, { PGSTOW_KEY: '' });
  expect(dry.log).toContain('\n1 object would be brought back\n');
  const back = await step({ command: 'undelete' }, { PGSTOW_KEY: '' });
  expect(back.report).toMatchObject({ failures: [], done: { result: { objects: [{ key: blob, how: 'deleted' }] } } });
  expect(back.page).toMatch(/\n\*\*1 object brought back\*\*\n\n\| Object \| Was \| Locked until \| {2}\|\n/);
  const none = await undelete(locked.url, { dryRun: true });
  expect(none.objects).toEqual([]);
});

test('a set that is archived is thawed, and a next step is told whether it can be read', {
  timeout,
}, async (context) => {
  const bucket = await Bucket.fresh(context);
  await using proxy = await ArchiveProxy.to(bucket.facts);
  const address = bucket.address({ endpoint: proxy.endpoint });
  const key = generateKey();
  const repository = await initRepository(address, { encryption: { key } });
  const source = { host: 'h', database: 'd', user: 'u' };
  await repository.plans.apply(parsePlan({ id: plan, source, archiveAfterDays: 30, archiveClass: 'GLACIER' }));
  const set = await makeSet(repository, ['one']);
  const step = (inputs: Record<string, string>): Promise<StepHere> =>
    stepHere({ repository: address, cache: 'false', ...inputs }, { PGSTOW_KEY: key });

  const dry = await step({ command: 'archive', 'dry-run': 'true' });
  expect(dry.log).toContain('\n0 old sets: 0 blobs, 0 B that they alone need would be archived\n');
  expect(dry.page).toContain('This was a dry run: nothing was changed.');
  expect((await step({ command: 'archive' })).report.done).toMatchObject({ result: { oldSets: 0, movedBy: 'copy' } });

  for await (const { name } of repository.blobs.list()) {
    const Key = `${bucket.prefix}/blobs/${name.slice(0, 2)}/${name}`;
    const copy = { Bucket: bucket.name, Key, CopySource: `${bucket.name}/${Key}`, StorageClass: 'GLACIER' } as const;
    await plainClient(bucket.facts).send(new CopyObjectCommand(copy));
  }
  const asked = await step({ command: 'thaw', set, 'thaw-tier': 'Bulk' });
  expect(asked.report.failures).toEqual([]);
  expect(asked.outputs.readable).toBe('false');
  expect(asked.log).toMatch(/\nset \S+: 1 blob, \S+ B in GLACIER \(1 asked for now\) of its 1 blob is being thawed; /);
  expect(proxy.asked.map(({ body }) => body)).toEqual([expect.stringContaining('Bulk')]);
  proxy.thawAll();
  const thawed = await step({ command: 'thaw', set });
  expect(thawed.outputs.readable).toBe('true');
  expect(thawed.page).toContain(`**Set ${set}: all of its 1 blob can be read now`);
});
