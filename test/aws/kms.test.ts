import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Aws } from '../../engine/aws/aws.ts';
import { awsCredentials } from '../../engine/aws/credentials.ts';
import { signedHeaders } from '../../engine/aws/signature.ts';
import { encodeKeySlot, type KeySlot, nameInWrap } from '../../engine/repository/keySlot.ts';
import { keySlotKey } from '../../engine/repository/keys.ts';
import { initRepository, openRepository, type Repository } from '../../engine/repository/repository.ts';
import { wrapForSlot } from '../../engine/repository/slotWrapping.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { everythingOf } from '../repository/keysScene.ts';
import { type KmsKey, KmsService } from './kmsService.ts';

/** AWS KMS itself could not be tried: this holds requests and answers to what AWS documents. */
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'shhh-secret-key', sessionToken: 'shhh-token' };
const at = new Date('2026-11-22T21:30:00.000Z');

let folder: string;
let service: KmsService;
let kmsKey: KmsKey;
let aws: Aws;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pgstow-kms-'));
  service = await KmsService.start();
  kmsKey = service.createKey('backups');
  const env = { AWS_ENDPOINT_URL_KMS: service.url, AWS_REGION: 'eu-west-1' };
  aws = { env, now: () => at, credentials: async () => async () => credentials };
});
afterEach(async () => {
  await service[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const init = (more: object = {}) => initRepository(folder, { encryption: { kmsKey: 'alias/backups' }, aws, ...more });

describe('a repository that AWS KMS opens', () => {
  test('is made and opened by signed requests that bind repository and slot', async () => {
    const made = await init();
    const [slot] = await made.keySlots.list();
    expect(slot!.wrapped).toEqual({ kind: 'kms', key: kmsKey.arn, ciphertext: expect.any(String) });
    const opened = await openRepository(folder, { aws });
    expect(opened).toMatchObject({ id: made.id, locked: false });
    expect(opened.keySlots.opened).toBe(slot!.slot);
    expect((await openBlob(opened, await putBlob(made, 'Anna'))).toString()).toBe('Anna');

    const context = { 'pgstow-repository': made.id, 'pgstow-key-slot': slot!.slot };
    const { ciphertext } = slot!.wrapped as { ciphertext: string };
    expect(service.requests.map(({ body }) => body)).toEqual([
      { KeyId: 'alias/backups', EncryptionContext: context, Plaintext: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) },
      { KeyId: kmsKey.arn, EncryptionContext: context, CiphertextBlob: ciphertext },
    ]);
    for (const [index, target] of ['TrentService.Encrypt', 'TrentService.Decrypt'].entries()) {
      const { headers, text } = service.requests[index]!;
      const own = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
      const signed = signedHeaders(
        { method: 'POST', host: service.host, headers: own, body: text },
        { service: 'kms', region: 'eu-west-1', credentials, at },
      );
      expect(headers).toMatchObject({ ...signed, host: service.host });
    }
    const { Plaintext } = service.requests[0]!.body;
    for (const file of await filesIn(folder)) expect(file).not.toContain(String(Plaintext).slice(0, 40));
  });

  test('opens by a key as well, and KMS is not asked then; nor by who works with plans alone', async () => {
    const key = generateKey();
    await (await init()).keySlots.add({ key }, 'the safe');
    const before = service.requests.length;
    expect((await openRepository(folder, { aws, key })).locked).toBe(false);
    expect(await openRepository(folder, { aws, withoutKms: true })).toMatchObject({ locked: true });
    expect(service.requests).toHaveLength(before);
    expect((await openRepository(folder, { aws })).locked).toBe(false);
    expect(service.requests).toHaveLength(before + 1);
  });

  test('stays locked without asking anybody where it has no slot for KMS', async () => {
    await initRepository(folder, { encryption: { key: generateKey() } });
    expect((await openRepository(folder, { aws })).locked).toBe(true);
    expect(service.requests).toEqual([]);
  });

  test('may be given KMS later, and lose it again', async () => {
    const key = generateKey();
    const made = await initRepository(folder, { encryption: { key }, aws });
    const added = await made.keySlots.add({ kmsKey: kmsKey.arn });
    const [first] = await made.keySlots.list();
    const byKms = await openRepository(folder, { aws });
    await byKms.keySlots.remove(first!.slot);
    await expect(openRepository(folder, { aws, key })).rejects.toMatchObject({
      message: `${folder} cannot be opened: it has no slot for a key`,
      hint: expect.stringMatching(/^it opens with: kms [0-9a-f]{8} of 20/),
    });
    await byKms.keySlots.add({ key });
    await (await openRepository(folder, { aws, key })).keySlots.remove(added.slot);
    expect((await openRepository(folder, { aws })).locked).toBe(true);
  });

  test('opens by any of its KMS keys that can be used', async () => {
    const made = await init();
    const other = service.createKey('elsewhere');
    await made.keySlots.add({ kmsKey: 'alias/elsewhere' });
    kmsKey.state = 'Disabled';
    expect((await openRepository(folder, { aws })).locked).toBe(false);
    expect((await openRepository(folder, { aws, kmsKey: other.arn })).locked).toBe(false);
  });

  test('stays so when its keys are rotated: several of its slots come along, and KMS is asked about the new ones by name', async () => {
    const made = await init();
    const other = service.createKey('elsewhere');
    await made.keySlots.add({ kmsKey: 'alias/elsewhere' });
    await made.keySlots.add({ key: generateKey() });
    const before = await putBlob(made, 'of before');
    const asked = service.requests.length;
    const { slots } = await made.keySlots.rotate();
    expect(slots.map(({ wrapped }) => wrapped.kind).toSorted()).toEqual(['key', 'kms', 'kms']);
    const encrypted = service.requests
      .slice(asked)
      .filter(({ headers }) => `${headers['x-amz-target']}`.endsWith('Encrypt'));
    expect(encrypted.map(({ body }) => body.EncryptionContext)).toEqual(
      slots
        .filter(({ wrapped }) => wrapped.kind === 'kms')
        .map(({ slot, keys }) => ({
          'pgstow-repository': made.id,
          'pgstow-key-slot': `${slot}.${keys}`,
        })),
    );
    const after = await putBlob(made, 'of after');
    for (const each of [kmsKey, other]) {
      const opened = await openRepository(folder, { aws, kmsKey: each.arn });
      const texts = [await openBlob(opened, before), await openBlob(opened, after)].map(String);
      expect(texts).toEqual(['of before', 'of after']);
    }
    kmsKey.state = 'Disabled';
    const byOther = await openRepository(folder, { aws, kmsKey: other.arn });
    await expect(byOther.keySlots.rotate()).rejects.toMatchObject({ message: expect.stringContaining(kmsKey.arn) });
    expect(await byOther.keySlots.generations()).toHaveLength(2);
  });

  test('gives a new master key to no key of KMS that did not have the old one', async () => {
    const made = await init();
    const [slot] = await made.keySlots.list();
    const file = join(folder, keySlotKey(slot!));
    const { proof: _, ...unproved } = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify(unproved)); // as the first versions have made it: KMS itself tells
    await (await openRepository(folder, { aws })).keySlots.rotate();
    const [now] = await made.keySlots.list();
    const theirs = service.createKey('theirs');
    const path = join(folder, keySlotKey(now!));
    const stored = JSON.parse(await readFile(path, 'utf8'));
    const opened = await openRepository(folder, { aws });
    for (const proof of [stored.proof, undefined]) {
      await writeFile(path, JSON.stringify({ ...stored, proof, wrapped: { ...stored.wrapped, key: theirs.arn } }));
      await expect(opened.keySlots.rotate()).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining(now!.slot),
      });
    }
  });

  test('gives it to no key of KMS that has the one before, which may have leaked', async () => {
    const key = generateKey();
    const made = await initRepository(folder, { encryption: { key }, aws });
    const { folder: keys, masters } = await everythingOf(made, key);
    await made.keySlots.rotate();
    const [{ keys: id }] = (await made.keySlots.list()) as [KeySlot];
    const name = { slot: 'ffffffff', keys: id };
    const place = { repository: made.id, slot: nameInWrap(name), purpose: 'x', aws };
    const wrapped = await wrapForSlot(masters[0]!, { kind: 'kms', key: kmsKey.arn }, place);
    const slot = { ...name, created: at.toISOString(), by: 'them', generation: 2, wrapped, older: [] };
    await keys.place.store.create(keySlotKey(slot), encodeKeySlot(slot));
    await expect(made.keySlots.rotate()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^nothing was rotated: key slot ffffffff cannot be taken along/),
    });
  });

  test('does not open in the name of another repository, or by another slot', async () => {
    const made = await init();
    const [first] = await made.keySlots.list();
    const { slot, ...rest } = first!;
    await writeFile(join(folder, keySlotKey({ slot: '00000000' })), JSON.stringify({ ...rest, slot: '00000000' }));
    await rm(join(folder, keySlotKey({ slot })));
    await expect(openRepository(folder, { aws })).rejects.toMatchObject({
      code: 'input',
      message: `${folder} cannot be opened: the key of AWS KMS is wrong`,
    });
  });
});

describe('the key of KMS, when it is named,', () => {
  test('may be an alias, an id or the ARN', async () => {
    await init();
    for (const name of ['alias/backups', kmsKey.id, kmsKey.arn]) {
      expect((await openRepository(folder, { aws, kmsKey: name })).locked, name).toBe(false);
      expect(service.requests.at(-1)!.body.KeyId).toBe(name);
    }
  });

  test('keeps a repository of another key, or without encryption, from being taken for ours', async () => {
    const theirs = service.createKey('theirs');
    await initRepository(join(folder, 'a'), { encryption: { kmsKey: theirs.arn }, aws });
    await expect(openRepository(join(folder, 'a'), { aws, kmsKey: kmsKey.arn })).rejects.toMatchObject({
      code: 'input',
      message: `${join(folder, 'a')} cannot be opened: the key of AWS KMS is wrong`,
    });
    await initRepository(join(folder, 'b'), { encryption: 'none' });
    await expect(openRepository(join(folder, 'b'), { aws, kmsKey: kmsKey.arn })).rejects.toMatchObject({
      code: 'input',
      message: `a key is given, and ${join(folder, 'b')} is not encrypted`,
    });
  });

  test('is one of three ways that exclude one another', async () => {
    await init();
    const all = { key: generateKey(), passphrase: 'x', kmsKey: 'alias/backups' };
    await expect(openRepository(folder, { ...all, passphrase: undefined })).rejects.toMatchObject({
      code: 'input',
      message: 'both a key and a key of AWS KMS are given',
      hint: 'give one of them',
    });
    await expect(openRepository(folder, all)).rejects.toMatchObject({
      message: 'a key and a passphrase and a key of AWS KMS are given',
    });
    await expect(openRepository(folder, { kmsKey: '' })).rejects.toMatchObject({
      message: 'the name of a key of AWS KMS is empty',
    });
  });
});

describe('AWS KMS that refuses', () => {
  const what = () => `${folder} cannot be opened: the key ${kmsKey.arn} of AWS KMS in eu-west-1`;
  const denied = `User: arn:aws:sts::123456789012:assumed-role/x is not authorized to perform: kms:Decrypt`;

  test('says what the role lacks, and which other way there is', async () => {
    const made = await init();
    service.next = { status: 400, body: { __type: 'AccessDeniedException', message: denied } };
    expect(await refusalOf(openRepository(folder, { aws }))).toEqual([
      'privilege',
      `${what()} may not be used: AccessDeniedException: ${denied}`,
      "allow kms:Decrypt on it, in the policies of the role and of the key; eu-west-1 must be the key's region",
    ]);
    await made.keySlots.add({ passphrase: 'x' }, 'the safe');
    service.next = { status: 400, body: { __type: 'AccessDeniedException', message: denied } };
    expect((await refusalOf(openRepository(folder, { aws })))[2]).toMatch(
      /^allow kms:Decrypt on it, .*; it also opens with: passphrase the safe of 20/,
    );
  });

  test('says that the key is disabled, or about to be deleted', async () => {
    await init();
    kmsKey.state = 'Disabled';
    expect(await refusalOf(openRepository(folder, { aws }))).toEqual([
      'input',
      `${what()} is disabled`,
      `enable it: aws kms enable-key --region eu-west-1 --key-id ${kmsKey.arn}`,
    ]);
    kmsKey.state = 'PendingDeletion';
    expect(await refusalOf(openRepository(folder, { aws }))).toEqual([
      'input',
      `${what()} cannot be used as it is: KMSInvalidStateException: ${kmsKey.arn} is pending deletion.`,
      `if its deletion is pending, cancel that while it is: aws kms cancel-key-deletion --region eu-west-1 --key-id ${kmsKey.arn}, ` +
        'then enable-key; once it is deleted, it opens nothing ever again',
    ]);
  });

  test('says that the key is not in this region, and nothing is made', async () => {
    await using elsewhere = await KmsService.start('eu-north-1');
    const env = { AWS_ENDPOINT_URL_KMS: elsewhere.url, AWS_REGION: 'eu-north-1' };
    expect(await refusalOf(init({ aws: { ...aws, env } }))).toEqual([
      'input',
      'key slot: the key alias/backups of AWS KMS in eu-north-1 does not exist',
      'check its name, its region (that of its ARN, else AWS_REGION), and the account of the credentials; an alias is written alias/NAME',
    ]);
    expect(await filesIn(folder)).toEqual([]);
    expect(await refusalOf(init({ aws: { ...aws, env: { AWS_ENDPOINT_URL_KMS: elsewhere.url } } }))).toEqual([
      'input',
      'key slot: the region of AWS is not known',
      "name the key's whole ARN, or set AWS_REGION",
    ]);
  });

  test('takes the region from the ARN, whatever the environment says', async () => {
    await init({ encryption: { kmsKey: kmsKey.arn }, aws: { ...aws, env: { ...aws.env, AWS_REGION: 'us-east-1' } } });
    expect(service.requests[0]!.headers.authorization).toContain('/20261122/eu-west-1/kms/aws4_request');
  });

  test('is told from nobody who may ask', async () => {
    await init();
    const nobody: Aws = { ...aws, credentials: awsCredentials };
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: join(folder, 'none'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
    });
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE']) delete process.env[name];
    try {
      expect(await refusalOf(openRepository(folder, { aws: nobody }))).toEqual([
        'input',
        `${folder} cannot be opened: no credentials for AWS: Could not load credentials from any providers`,
        'set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is given',
      ]);
      expect((await openRepository(folder, { aws: nobody, withoutKms: true })).locked).toBe(true);
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
    }
  });

  test('is asked again when it is in trouble', async () => {
    await init();
    const count = service.requests.length;
    service.next = { status: 500, body: { __type: 'KMSInternalException', message: 'KMS is busy' } };
    expect((await openRepository(folder, { aws })).locked).toBe(false);
    expect(service.requests).toHaveLength(count + 2);
  });

  test('is none of AWS when it answers something else', async () => {
    service.next = { status: 200, body: { KeyId: 7 } };
    expect((await refusalOf(init()))[1]).toBe(
      'key slot: the key alias/backups of AWS KMS in eu-west-1 cannot be used: status 200: the answer is not that of AWS KMS',
    );
  });
});

async function refusalOf(work: Promise<unknown>): Promise<string[]> {
  const thrown = (await work.then(
    () => undefined,
    (error: unknown) => error,
  )) as { code: string; message: string; hint?: string };
  expect(thrown).toBeInstanceOf(Error);
  expect(JSON.stringify([thrown.message, thrown.hint])).not.toContain('shhh');
  return [thrown.code, thrown.message, thrown.hint ?? ''];
}

async function putBlob({ blobs }: Repository, content: string): Promise<string> {
  const hash = blobs.newHash();
  hash.update(Buffer.from(content));
  const id = hash.digest('hex');
  await blobs.put({ id, body: [Buffer.from(content)], storedBytes: content.length });
  return id;
}

function openBlob({ blobs }: Repository, id: string): Promise<Buffer> {
  return blobs.get(id);
}

async function filesIn(path: string): Promise<string[]> {
  const files = await readdir(path, { recursive: true, withFileTypes: true });
  return Promise.all(
    files.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  );
}
