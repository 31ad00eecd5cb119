import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildBundle } from '../../build/provider/bundle.ts';
import { KmsService } from '../aws/kmsService.ts';
import { freshDatabase, server } from '../servers.ts';
import { missingSshd, SshServer } from '../tunnel/sshServer.ts';

/** What the engine loads when it is first needed is found in a bundle as well. */
let folder: string;
let engine: typeof import('../../engine/index.ts');
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pgstow-bundle-'));
  await buildBundle(folder);
  engine = await import(pathToFileURL(join(folder, 'engine/index.js')).href);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.skipIf(missingSshd() !== undefined)('the engine in the bundle goes through a bastion', async (context) => {
  await using database = await freshDatabase(await server('18', context));
  await using sshd = await SshServer.start();
  const { host, port, user, trust } = sshd.bastion();
  const bastion = {
    ...{ host, port, user, hostKey: trust.kind === 'key' ? trust.hostKey : '' },
    privateKey: { file: join(sshd.folder, 'user') },
  };
  const via = await engine.resolveBastion(bastion);
  const repository = await engine.initRepository(join(folder, 'repository'), { encryption: 'none' });
  expect(await engine.testConnection(repository, { ...database.target, via })).toMatchObject({ passed: true });
});

test('the engine in the bundle has credentials by the usual chain of AWS', async () => {
  await using kms = await KmsService.start();
  const { arn } = kms.createKey('backups');
  const credentials = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'shhh' };
  Object.assign(process.env, credentials, { AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL_KMS: kms.url });
  const made = await engine.initRepository(join(folder, 'of KMS'), { encryption: { kmsKey: 'alias/backups' } });
  expect((await made.keySlots.list())[0]?.wrapped).toMatchObject({ kind: 'kms', key: arn });
});
