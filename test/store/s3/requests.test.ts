import { createHash, createHmac } from 'node:crypto';
import dns from 'node:dns';
import { crc32 } from 'node:zlib';
import { beforeEach, expect, test, vi } from 'vitest';
import { parseS3Address } from '../../../engine/store/s3/address.ts';
import { S3Store } from '../../../engine/store/s3/s3Store.ts';
import { useCredentials } from '../../gateway/bucket.ts';
import { errorReply, type Recorded, RecordingServer } from './recordingServer.ts';

/** What is sent to services that cannot be tried here, and what follows from their answers. */

const done = { status: 200 };
const key = { accessKeyId: 'an-access-key', secretAccessKey: 'a-secret-key' };
beforeEach(() => useCredentials(key));

function storeAt(server: RecordingServer, parameters = ''): S3Store {
  return new S3Store(parseS3Address(`s3://bucket/some/prefix?endpoint=${server.endpoint}${parameters}`));
}

function tokenIn({ headers }: Recorded, name: string): string {
  const token = headers[name];
  expect(token).toMatch(/^[0-9a-f-]{36}$/);
  return String(token);
}

test('an object is one PUT below the prefix, signed with the hash of its bytes', async () => {
  await using server = await RecordingServer.start(done);
  expect(await storeAt(server).create('a/b', [Buffer.from('one '), Buffer.from('two')])).toBe(true);
  expect(server.requests).toHaveLength(1);
  const [put] = server.requests;
  expect(put).toMatchObject({ method: 'PUT', body: 'one two' });
  expect(put!.path).toMatch(/^\/bucket\/some\/prefix\/a\/b(\?x-id=PutObject)?$/);
  expect(put!.headers).toMatchObject({
    'if-none-match': '*',
    'content-length': '7',
    'x-amz-content-sha256': createHash('sha256').update('one two').digest('hex'),
    authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=an-access-key\//),
  });
  expect(put!.headers.authorization).toContain('if-none-match');
  expect(Object.keys(put!.headers).filter((name) => /checksum|trailer|encoding/.test(name))).toEqual([]);
});

test('storage class and server-side encryption go with each object', async () => {
  await using server = await RecordingServer.start(done, done, done);
  await storeAt(server, '&storage-class=STANDARD_IA&sse=aws:kms&kms-key=my-key').create('a', Buffer.from('x'));
  await storeAt(server, '&storage-class=STANDARD_IA&sse=aws:kms&kms-key=my-key').replace('a', Buffer.from('x'));
  await storeAt(server, '&sse=AES256').create('b', Buffer.from('x'));
  const kms = {
    'x-amz-storage-class': 'STANDARD_IA',
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': 'my-key',
  };
  expect(server.requests[0]!.headers).toMatchObject(kms);
  expect(server.requests[1]!.headers).toMatchObject(kms);
  expect(server.requests[1]!.headers['if-none-match']).toBeUndefined();
  expect(server.requests[2]!.headers).toMatchObject({ 'x-amz-server-side-encryption': 'AES256' });
});

test('Alibaba OSS is told not to overwrite, under the signature', async () => {
  await using server = await RecordingServer.start(done);
  expect(await storeAt(server, '&create-only=oss').create('a', Buffer.from('x'))).toBe(true);
  const { headers } = server.requests[0]!;
  expect(headers['x-oss-forbid-overwrite']).toBe('true');
  expect(headers['if-none-match']).toBeUndefined();
  expect(headers.authorization).toMatch(/SignedHeaders=[^,]*x-oss-forbid-overwrite/);
});

test('Alibaba OSS says that an object exists: somebody has it, unless it bears our token', async () => {
  const taken = errorReply(409, 'FileAlreadyExists');
  await using server = await RecordingServer.start(taken, {
    status: 200,
    headers: { 'x-amz-meta-pgstow-writer': 'x' },
  });
  expect(await storeAt(server, '&create-only=oss').create('a', Buffer.from('x'))).toBe(false);
  expect(server.requests.map(({ method }) => method)).toEqual(['PUT', 'HEAD']);
});

test('Google Cloud Storage is given a condition of its own, with a signature of its own', async () => {
  await using server = await RecordingServer.start(done);
  const store = storeAt(server, '&create-only=gcs&region=europe-west3&storage-class=NEARLINE');
  expect(await store.create('a', Buffer.from('x'))).toBe(true);
  const { headers, path } = server.requests[0]!;
  // "Requests cannot specify both x-amz and x-goog headers"
  expect(Object.keys(headers).filter((name) => name.startsWith('x-amz-') || name.startsWith('amz-'))).toEqual([]);
  expect(path).toBe('/bucket/some/prefix/a');
  const time = headers['x-goog-date'] as string;
  expect(time).toMatch(/^\d{8}T\d{6}Z$/);
  const hash = createHash('sha256').update('x').digest('hex');
  const names =
    'host;x-goog-content-sha256;x-goog-date;x-goog-if-generation-match;x-goog-meta-pgstow-writer;x-goog-storage-class';
  const canonical = [
    'PUT',
    '/bucket/some/prefix/a',
    '',
    `host:${new URL(server.endpoint).host}`,
    `x-goog-content-sha256:${hash}`,
    `x-goog-date:${time}`,
    'x-goog-if-generation-match:0',
    `x-goog-meta-pgstow-writer:${tokenIn(server.requests[0]!, 'x-goog-meta-pgstow-writer')}`,
    'x-goog-storage-class:NEARLINE',
    '',
    names,
    hash,
  ].join('\n');
  const scope = `${time.slice(0, 8)}/europe-west3/storage/goog4_request`;
  const toSign = `GOOG4-HMAC-SHA256\n${time}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`;
  const hmac = (by: string | Buffer, text: string) => createHmac('sha256', by).update(text).digest();
  const dateKey = hmac(`GOOG4${key.secretAccessKey}`, time.slice(0, 8));
  const signingKey = hmac(hmac(hmac(dateKey, 'europe-west3'), 'storage'), 'goog4_request');
  const signature = hmac(signingKey, toSign).toString('hex');
  expect(headers.authorization).toBe(
    `GOOG4-HMAC-SHA256 Credential=an-access-key/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  );
});

test('all else is sent to Google Cloud Storage as to Amazon', async () => {
  const body = '<ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated></ListBucketResult>';
  await using server = await RecordingServer.start(done, { status: 204 }, { status: 200, body });
  const store = storeAt(server, '&create-only=gcs');
  await store.replace('a', Buffer.from('x'));
  await store.delete('a');
  for await (const _ of store.list('')) throw new Error('there is nothing');
  for (const { headers } of server.requests) {
    expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 /);
    expect(Object.keys(headers).filter((name) => name.startsWith('x-goog-'))).toEqual([]);
  }
});

test('an object that bears our token is ours, whatever the service says of it', async () => {
  await using server = await RecordingServer.start(errorReply(412, 'PreconditionFailed'));
  const { requests } = server;
  // the second reply depends on the first request: the token that it sent
  const store = storeAt(server);
  const creating = store.create('a', Buffer.from('x'));
  await expect.poll(() => requests.length).toBeGreaterThan(0);
  server.answerNext({
    status: 200,
    headers: { 'x-amz-meta-pgstow-writer': tokenIn(requests[0]!, 'x-amz-meta-pgstow-writer') },
  });
  expect(await creating).toBe(true);
});

test('a key that was taken and is free again is tried once more', async () => {
  const taken = errorReply(412, 'PreconditionFailed');
  await using server = await RecordingServer.start(taken, { status: 404 }, done);
  expect(await storeAt(server).create('a', Buffer.from('x'))).toBe(true);
  expect(server.requests.map(({ method }) => method)).toEqual(['PUT', 'HEAD', 'PUT']);
});

test('a conflict of two that create at once is tried again', async () => {
  await using server = await RecordingServer.start(errorReply(409, 'ConditionalRequestConflict'), done);
  expect(await storeAt(server).create('a', Buffer.from('x'))).toBe(true);
});

test('a listing that is out of order, or broken off, is an error and never a short one', async () => {
  const object = (name: string) =>
    `<Contents><Key>some/prefix/${name}</Key><Size>1</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>`;
  const page = (truncated: boolean, ...names: string[]) => ({
    status: 200,
    body: `<ListBucketResult><IsTruncated>${truncated}</IsTruncated>${names.map(object).join('')}</ListBucketResult>`,
  });
  await using server = await RecordingServer.start(page(false, 'b', 'a'), page(true, 'a'));
  const store = storeAt(server);
  const list = async () => {
    for await (const _ of store.list(''));
  };
  await expect(list()).rejects.toMatchObject({
    code: 'store',
    message: `${store.url} does not list in the order of keys: a came after b`,
  });
  await expect(list()).rejects.toMatchObject({
    code: 'store',
    message: `${store.url} broke a listing off without saying how to go on`,
  });
});

test('what others have put below the prefix is not listed', async () => {
  const names = ['some/prefix/', 'some/prefix/.hidden', 'some/prefix/a', 'some/prefix/with space'];
  const objects = names.map(
    (name) =>
      `<Contents><Key>${name}</Key><Size>1</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>`,
  );
  const body = `<ListBucketResult><Name>bucket</Name>${objects.join('')}</ListBucketResult>`;
  await using server = await RecordingServer.start({ status: 200, body });
  const listed = [];
  for await (const object of storeAt(server).list('')) listed.push(object);
  const modified = new Date('2026-01-01T00:00:00Z');
  expect(listed).toEqual([{ key: 'a', size: 1, modified, storageClass: 'STANDARD' }]);
});

test('a listing tells the storage class of each object, which is STANDARD where the service says nothing', async () => {
  const object = (name: string, more: string) =>
    `<Contents><Key>some/prefix/${name}</Key><Size>1</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified>${more}</Contents>`;
  const objects = [object('a', '<StorageClass>GLACIER_IR</StorageClass>'), object('b', '')];
  const body = `<ListBucketResult><Name>bucket</Name>${objects.join('')}</ListBucketResult>`;
  await using server = await RecordingServer.start({ status: 200, body });
  const classes = [];
  for await (const { key, storageClass } of storeAt(server).list('')) classes.push([key, storageClass]);
  expect(classes).toEqual([
    ['a', 'GLACIER_IR'],
    ['b', 'STANDARD'],
  ]);
});

/** Credentials as a container is given them: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html */
function roleCredentials(name: string, seconds: number) {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      AccessKeyId: name,
      SecretAccessKey: `secret of ${name}`,
      Token: `token of ${name}`,
      Expiration: new Date(Date.now() + seconds * 1000).toISOString(),
    }),
  };
}

/** Runs with the credentials of a role, which a server gives. */
async function inRole(role: RecordingServer, run: () => Promise<void>): Promise<void> {
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
  vi.stubEnv('HOME', '/nonexistent');
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${role.endpoint}/credentials`);
  try {
    await run();
  } finally {
    vi.unstubAllEnvs();
  }
}

function credentialsUsed({ requests }: RecordingServer): [string, string][] {
  return requests.map(({ headers }) => [
    /Credential=(\w+)/.exec(headers.authorization!)![1]!,
    String(headers['x-amz-security-token']),
  ]);
}

test('credentials that expire soon are taken anew', async () => {
  await using role = await RecordingServer.start(roleCredentials('first', 60), roleCredentials('second', 3600));
  await using server = await RecordingServer.start(done, done, done);
  await inRole(role, async () => {
    const store = storeAt(server);
    await store.replace('a', Buffer.from('x'));
    for (const name of ['b', 'c']) await store.replace(name, Buffer.from('x'));
  });
  expect(credentialsUsed(server)).toEqual([
    ['first', 'token of first'],
    ['second', 'token of second'],
    ['second', 'token of second'],
  ]);
  expect(role.requests).toHaveLength(2);
});

test('credentials that the service calls expired are taken anew, whatever our clock says, and once for all requests', async () => {
  const expired = errorReply(400, 'ExpiredToken');
  await using role = await RecordingServer.start(roleCredentials('first', 3600), roleCredentials('second', 3600));
  await using server = await RecordingServer.start(done, expired, expired, expired, done, done, done);
  await inRole(role, async () => {
    const store = storeAt(server);
    await store.replace('a', Buffer.from('x'));
    await Promise.all(['b', 'c', 'd'].map((name) => store.replace(name, Buffer.from('x'))));
  });
  const names = credentialsUsed(server).map(([name]) => name);
  expect(names).toEqual(['first', 'first', 'first', 'first', 'second', 'second', 'second']);
  expect(role.requests).toHaveLength(2);
});

test('credentials that are given for good and expire are not tried twice', async () => {
  await using server = await RecordingServer.start(errorReply(400, 'ExpiredToken'));
  await expect(storeAt(server).replace('a', Buffer.from('x'))).rejects.toMatchObject({
    code: 'store',
    message: 'cannot write s3://bucket/some/prefix/a: the credentials have expired (ExpiredToken)',
    hint: 'take new ones and run again; those of a role, a web identity or the instance are taken anew without that',
    retryable: false,
  });
  expect(server.requests).toHaveLength(1);
});

test('Amazon is sent a CRC32 besides, which it keeps with the object', async () => {
  await using server = await RecordingServer.start(done, done);
  const { hostname, port } = new URL(server.endpoint);
  type Found = (error: null, addresses: { address: string; family: number }[]) => void;
  const toHere = (_: string, __: object, found: Found) => found(null, [{ address: hostname, family: 4 }]);
  const lookup = vi.spyOn(dns, 'lookup').mockImplementation(toHere as never);
  try {
    const endpoint = `http://s3.eu-west-3.amazonaws.com:${port}`;
    const store = new S3Store(parseS3Address(`s3://bucket?region=eu-west-3&endpoint=${endpoint}`));
    expect(await store.create('a', Buffer.from('some text'))).toBe(true);
    await store.replace('a', Buffer.from('some text'));
  } finally {
    lookup.mockRestore();
  }
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32('some text'));
  for (const { headers, body } of server.requests) {
    expect(body).toBe('some text');
    expect(headers).toMatchObject({
      'x-amz-checksum-crc32': checksum.toString('base64'),
      'x-amz-content-sha256': createHash('sha256').update('some text').digest('hex'),
    });
    expect(headers['x-amz-trailer']).toBeUndefined();
  }
});
