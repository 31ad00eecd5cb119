import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KmsService } from '../aws/kmsService.ts';
import { freshDatabase, server } from '../servers.ts';
import { emptyWorkshop, planOf } from './pgstow.ts';

const keyLine = /^pgstow-key-1-[\w-]{48}$/m;

test('a repository is encrypted unless one asks otherwise; its key is shown once, with what losing it means', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE a AS SELECT 1 AS n');
  await using shop = await emptyWorkshop();
  const said = await shop.ok(['init']);
  expect(said).toMatch(/^created repository \S+ \(\S+\), encrypted\npgstow-key-1-\S+\n\nThis key is shown once/);
  const [key] = keyLine.exec(said)!;
  const env = { PGSTOW_KEY: key };
  await shop.ok(['plan', 'apply', '-f', '-'], { input: JSON.stringify([planOf('a', source)]) }); // needs no key
  const locked = await shop.run(['backup', 'a']);
  expect(locked.stderr).toContain(
    'is encrypted, and no key is given\nhint: set PGSTOW_KEY or PGSTOW_PASSPHRASE, or name a',
  );
  expect(locked.status).toBe(2);
  await shop.ok(['backup', 'a', '-q'], { env });
  expect((await shop.run(['sets'])).status).toBe(2);
  expect(await shop.ok(['sets'], { env })).toContain('complete');

  const file = join(shop.folder, 'key');
  await writeFile(file, `${key}\n`);
  expect(await shop.ok(['verify', '--key-file', file])).toContain('1 set');
  const mistyped = await shop.run(['sets'], { env: { PGSTOW_KEY: `${key.slice(0, -1)}!` } });
  expect(mistyped).toMatchObject({ status: 2, stderr: expect.stringMatching(/^pgstow: this is no key of pgstow: /) });
  expect(mistyped.stderr).not.toContain(key.slice(13, 30));
  const missing = await shop.run(['sets', '--key-file', `${file}s`]);
  expect(missing).toMatchObject({ status: 2, stderr: expect.stringContaining('--key-file: the file') });
});

test('a key or a passphrase can be added and removed', async () => {
  await using shop = await emptyWorkshop();
  expect(await shop.ok(['init', '-q'], { env: { PGSTOW_PASSPHRASE: 'Grüße' } })).toBe('');
  const first = { env: { PGSTOW_PASSPHRASE: 'Grüße' } };
  const [key] = keyLine.exec(await shop.ok(['key', 'add', '--label', 'the safe', '-q'], first))!;
  const env = { PGSTOW_KEY: key };
  const listed = await shop.ok(['key', 'list'], { env });
  expect(listed).toMatch(
    /^SLOT\s+OPENS WITH\s+LABEL\s+ADDED\s+BY\s*\n[0-9a-f]{8}\s+passphrase .*\n[0-9a-f]{8}\s+key\s+the safe /,
  );
  const slot = /^[0-9a-f]{8}(?= +passphrase)/m.exec(listed)![0];
  expect(await shop.run(['key', 'remove', slot], first)).toEqual({
    status: 2,
    stdout: '',
    stderr:
      `pgstow: ${slot} is the key slot that has just opened the repository\n` +
      'hint: open it with what is to stay, and remove this one then\n',
  });
  expect(await shop.ok(['key', 'remove', slot], { env })).toBe(`removed key slot ${slot}\n`);
  expect((await shop.run(['sets'], first)).stderr).toContain('it has no slot for a passphrase');
  const last = /^[0-9a-f]{8}(?= +key)/m.exec(listed)![0];
  expect(await shop.run(['key', 'remove', last], { env })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is the only key slot'),
  });
});

test('no encryption and a key are a contradiction', async () => {
  await using shop = await emptyWorkshop();
  const refused = await shop.run(['init', '--no-encryption'], { env: { PGSTOW_PASSPHRASE: 'x' } });
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('--no-encryption is given, and a key') });
});

test('AWS KMS opens a repository for who may use its key, and plans need no KMS', { timeout: 180_000 }, async () => {
  await using kms = await KmsService.start();
  const { arn } = kms.createKey('backups');
  const nobody = { AWS_ENDPOINT_URL_KMS: kms.url, AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true' };
  const env = { ...nobody, AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'shhh' };
  await using shop = await emptyWorkshop();
  expect(await shop.ok(['init', '--kms-key', 'alias/backups'], { env })).toMatch(
    /^created repository \S+ \(\S+\), encrypted\nAWS KMS opens it, for whoever may use the key\. If that key is ever deleted/,
  );
  expect(await shop.ok(['sets'], { env })).toContain('no set');
  const plan = { id: 'a', source: { host: 'h', database: 'd', user: 'u', password: { value: 'x' } } };
  const asked = kms.requests.length;
  await shop.ok(['plan', 'apply', '-f', '-'], { input: JSON.stringify(plan), env: nobody });
  for (const args of [
    ['plan', 'list'],
    ['plan', 'show', 'a'],
    ['plan', 'history', 'a'],
    ['plan', 'pause', 'a'],
  ])
    await shop.ok(args, { env: nobody });
  for (const args of [['runs'], ['health'], ['key', 'list'], ['plan', 'delete', 'a']]) await shop.ok(args, { env });
  expect(kms.requests).toHaveLength(asked);
  expect(await shop.document(['key', 'list'], { env: nobody })).toMatchObject({
    slots: [{ kind: 'kms', kmsKey: arn, slot: expect.stringMatching(/^[0-9a-f]{8}$/) }],
  });
  expect(await shop.run(['sets'], { env: nobody })).toEqual({
    status: 2,
    stdout: '',
    stderr:
      `pgstow: ${shop.repository} cannot be opened: no credentials for AWS: Could not load credentials from any providers\n` +
      'hint: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is given\n',
  });
  const [key] = keyLine.exec(await shop.ok(['key', 'add'], { env }))!;
  await shop.ok(['sets'], { env: { ...nobody, PGSTOW_KEY: key } });
  await shop.ok(['key', 'add', '--kms-key', arn], { env: { ...env, PGSTOW_KEY: key } });
  expect(await shop.ok(['sets'], { env: { ...env, PGSTOW_KMS_KEY: arn } })).toContain('no set');
  const both = await shop.run(['key', 'add', '--kms-key', arn, '--passphrase-file', 'p'], { env });
  expect(both.stderr).toBe('pgstow: --passphrase-file and --kms-key are given\nhint: add one after the other\n');
});
