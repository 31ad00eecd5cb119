import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KmsService } from '../aws/kmsService.ts';
import { freshDatabase, server } from '../servers.ts';
import { documents } from './documents.ts';
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
  expect(await shop.ok(['init', '--repository', join(shop.folder, 'copies')], { env })).toMatch(
    /, encrypted\nIt opens with the key or passphrase that was given\. For a key of its own, as a repository for copies should have/,
  );
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
  expect(await shop.ok(['key', 'remove', slot], { env })).toBe(
    `removed key slot ${slot}\nwhoever has kept what opened it, and can read the repository, may still open all that is stored, and all that comes until the keys are rotated: pgstow key rotate\n`,
  );
  expect((await shop.run(['sets'], first)).stderr).toContain('it has no slot for a passphrase');
  const last = /^[0-9a-f]{8}(?= +key)/m.exec(listed)![0];
  expect(await shop.run(['key', 'remove', last], { env })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is the only key slot'),
  });
});

test('the keys can be rotated, and what the old key still opens is said', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using shop = await emptyWorkshop();
  const [leaked] = keyLine.exec(await shop.ok(['init', '-q']))!;
  const [fresh] = keyLine.exec(
    await shop.ok(['key', 'add', '--label', 'since the leak', '-q'], { env: { PGSTOW_KEY: leaked } }),
  )!;
  const plan = planOf('a', source) as { source: object };
  const sealed = { ...plan, source: { ...plan.source, password: { value: 'x' } } };
  await shop.ok(['plan', 'apply', '-f', '-'], { input: JSON.stringify([sealed]) });
  await shop.ok(['backup', 'a', '-q'], { env: { PGSTOW_KEY: leaked } });
  const env = { PGSTOW_KEY: fresh };
  const [set] = /\d{8}T\d{6}Z-\w{6}/.exec(await shop.ok(['sets'], { env }))!;
  const slotOf = async (kind: RegExp) => kind.exec(await shop.ok(['key', 'list'], { env }))![1]!;
  const old = await slotOf(/^([0-9a-f]{8})\s+key\s+20/m);
  const said = await shop.run(['key', 'rotate', '--remove', old], { env });
  const kept = await slotOf(/^([0-9a-f]{8})\s+key\s+since/m);
  const open = [
    expect.stringMatching(
      `^key ${old}, removed 20.*Z: whoever has kept that, and can read the repository, still opens$`,
    ),
    `  1 set of a, up to ${set}`,
    '  the passwords of a: give each a new one, and apply its plan',
  ];
  expect({ ...said, stdout: said.stdout.split('\n') }).toEqual({
    status: 0,
    stdout: [
      'rotated: what begins from now on is sealed with master key 2',
      `opens with: key ${kept} (since the leak)`,
      `removed: key ${old}`,
      ...open,
      '',
    ],
    stderr: '',
  });
  await shop.ok(['backup', 'a', '-q'], { env });
  const listed = (await shop.ok(['key', 'list'], { env: {} })).split('\n');
  expect(listed.slice(0, 3)).toEqual([expect.stringMatching(/^SLOT/), expect.stringMatching(kept), '']);
  expect(listed[3]).toMatch(/^MASTER KEY\s+SINCE\s+BY\s+SETS\s+PASSWORDS OF\s+REMOVED THEN/);
  expect(listed.slice(4)).toEqual([
    expect.stringMatching(/^1 +20\S+ \S+Z +1 +a *$/),
    expect.stringMatching(new RegExp(`^2 +20\\S+ \\S+Z +\\S+@\\S+ +1 +key ${old} *$`)),
    ...open,
    '',
  ]);
  const document = documents['key list'].parse(await shop.document(['key', 'list']));
  expect(document.generations).toMatchObject([
    { generation: 1, removed: [], sets: [{ plan: 'a', sets: 1, newest: set }], passwords: ['a'] },
    { generation: 2, removed: [{ slot: old, kind: 'key' }], sets: [{ plan: 'a', sets: 1 }], passwords: [] },
  ]);
  const refused = await shop.run(['backup', 'a'], { env: { PGSTOW_KEY: leaked } });
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toMatch(
    new RegExp(
      `^pgstow: \\S+ cannot be opened: the repository's keys were rotated 20\\S+ by \\S+, and the key of slot ${old} was removed then\nhint: set PGSTOW_KEY`,
    ),
  );
  expect(await shop.ok(['key', 'rotate'], { env })).toMatch(
    /^rotated: .* master key 3\nopens with: .*\nno slot was removed: whoever has what opens one reads what comes, too\n/,
  );
  const none = await shop.run(['key', 'rotate', '--json'], { env });
  expect(documents['key rotate'].parse(JSON.parse(none.stdout))).toMatchObject({
    generation: 4,
    underWay: [],
    warnings: [],
  });
});

test('the slots that can be read are listed beside one that is damaged, which is told', async () => {
  await using shop = await emptyWorkshop();
  const env = { PGSTOW_KEY: keyLine.exec(await shop.ok(['init', '-q']))![0] };
  await shop.ok(['key', 'add', '--label', 'the safe'], { env });
  const { slots } = documents['key list'].parse(await shop.document(['key', 'list']));
  const [first, safe] = slots.map(({ slot }) => slot);
  await writeFile(join(shop.repository, 'keys', `${safe}.json`), '?');
  const listed = await shop.run(['key', 'list']);
  expect(listed.status).toBe(4);
  expect(listed.stdout).toMatch(
    new RegExp(`^SLOT .*\\n${first} .*\\n\\ndamaged: keys/${safe}.json is not JSON: .*\\nhint: bring it back`),
  );
  const { stdout } = await shop.run(['key', 'list', '--json']);
  expect(documents['key list'].parse(JSON.parse(stdout)).damaged).toHaveLength(1);
  const removing = await shop.run(['key', 'remove', safe!], { env });
  expect(removing.stderr).toMatch(
    /is damaged: .*\nhint: remove it by making a new master key: pgstow key rotate --remove/,
  );
  await shop.ok(['key', 'rotate', '--remove', safe!], { env });
  expect(await shop.ok(['key', 'list'])).not.toContain(safe);
});

test('no encryption and a key are a contradiction', async () => {
  await using shop = await emptyWorkshop();
  const refused = await shop.run(['init', '--no-encryption'], { env: { PGSTOW_PASSPHRASE: 'x' } });
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('--no-encryption is given, and a key') });
});

test('a repository for copies can share the keys of blobs of another one, and what follows from that is said', async () => {
  await using shop = await emptyWorkshop();
  const { repository, key } = documents.init.parse(await shop.document(['init']));
  const there = ['--repository', join(shop.folder, 'copy')];
  const sharing = ['init', ...there, '--blob-keys-from', shop.repository];
  const cases: [args: string[], said: string][] = [
    [sharing, 'is not open: the keys of its blobs can only be shared by who opens it'],
    [[...sharing, '--no-encryption'], 'keys of blobs are to be shared, and nothing is to be encrypted'],
    [['init', ...there, '--from-key-file', 'x'], '--from-key-file is given, and no --blob-keys-from'],
  ];
  for (const [args, said] of cases) {
    expect(await shop.run(args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(said) });
  }
  const said = await shop.ok(sharing, { env: { PGSTOW_COPY_KEY: key! } });
  expect(said).toContain(
    `\n\nIt shares the keys of blobs of ${shop.repository}, as they are now: a service copies them`,
  );
  const env = { PGSTOW_KEY: keyLine.exec(said)![0] };
  const follows = new RegExp(
    `^it shares keys of blobs with repository ${repository.id}, and what that one shares, as they were 20\\S+; a rotation here does not change that:\n {2}whoever has kept what opened that one, .*\n {2}whoever has kept what opened this one, .*: rotate the keys there as well$`,
    'm',
  );
  for (const command of ['list', 'rotate']) {
    expect(await shop.ok(['key', command, ...there], { env })).toMatch(follows);
    expect(await shop.document(['key', command, ...there], { env })).toMatchObject({ blobKeysOf: repository.id });
  }
  expect(await shop.ok(['key', 'list'])).not.toContain('shares');
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
