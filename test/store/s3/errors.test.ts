import dns from 'node:dns';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { PgstowError } from '../../../engine/errors.ts';
import { openStore } from '../../../engine/store/openStore.ts';
import { parseS3Address } from '../../../engine/store/s3/address.ts';
import { S3Store } from '../../../engine/store/s3/s3Store.ts';
import { useCredentials } from '../../gateway/bucket.ts';
import { selfSignedCertificate } from '../../postgres/certificate.ts';
import { errorReply, RecordingServer, type Scripted } from './recordingServer.ts';

const secret = 'hunter2-secret-key';
beforeEach(() => useCredentials({ accessKeyId: 'hunter2-access-key', secretAccessKey: secret }));

const notS3 =
  'check the endpoint: its host, port, and http or https; the console of a service is often at another port than its S3';

/** What a store says of a reply to a PUT. */
async function saidOf(reply: Scripted, parameters = ''): Promise<PgstowError & { endpoint: string }> {
  await using server = await RecordingServer.start(reply, reply, reply);
  const address = parseS3Address(`s3://bucket/p?endpoint=${server.endpoint}${parameters}`);
  const error = await new S3Store(address).replace('a', Buffer.from('x')).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(PgstowError);
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('hunter2');
  return Object.assign(error, { endpoint: server.endpoint });
}

describe('what a service answers is explained:', () => {
  test.each<[string, Scripted, string, string]>([
    [
      'bucket missing',
      errorReply(404, 'NoSuchBucket'),
      'there is no bucket bucket at ENDPOINT',
      'make the bucket first, which pgstow never does, or check its name, the region and the endpoint',
    ],
    [
      'access denied',
      errorReply(403, 'AccessDenied'),
      'access denied: s3:PutObject on s3://bucket/p/a (AccessDenied)',
      'allow s3:PutObject on arn:aws:s3:::bucket/p/*',
    ],
    [
      'unknown key',
      errorReply(403, 'InvalidAccessKeyId', '<AWSAccessKeyId>hunter2-access-key</AWSAccessKeyId>'),
      'the service does not know the access key id (InvalidAccessKeyId)',
      'check AWS_ACCESS_KEY_ID or the profile, and that they belong to this service',
    ],
    [
      'wrong secret',
      errorReply(403, 'SignatureDoesNotMatch', '<CanonicalRequest>x-amz-security-token:hunter2</CanonicalRequest>'),
      'the secret key does not fit the access key id (SignatureDoesNotMatch)',
      'check AWS_SECRET_ACCESS_KEY or the profile; a proxy that changes headers has the same effect',
    ],
    [
      'expired token',
      errorReply(400, 'ExpiredToken'),
      'the credentials have expired (ExpiredToken)',
      'take new ones and run again; those of a role, a web identity or the instance are taken anew without that',
    ],
    [
      'another region, by a redirection',
      errorReply(301, 'PermanentRedirect', '', { 'x-amz-bucket-region': 'eu-west-3' }),
      'the bucket bucket is in the region eu-west-3, not us-east-2',
      'write it into the address: region=eu-west-3',
    ],
    [
      'another region, by the signature',
      errorReply(400, 'AuthorizationHeaderMalformed', '<Region>eu-west-3</Region>'),
      'the bucket bucket is in the region eu-west-3, not us-east-2',
      'write it into the address: region=eu-west-3',
    ],
    [
      'no create-only write',
      errorReply(501, 'NotImplemented'),
      'the service does not know this kind of request (501), create-only=if-none-match',
      'try create-only=oss (Alibaba OSS, whose bucket must have versioning off), create-only=gcs (Google Cloud Storage) or create-only=if-none-match (most others) in the address; a service without any such write cannot keep a repository, and some heed it only where the bucket keeps no versions (Ceph 16)',
    ],
    [
      'key of the encryption',
      errorReply(400, 'KMS.NotFoundException'),
      'the key of the server-side encryption cannot be used (KMS.NotFoundException): made up',
      'check kms-key in the address, and that kms:GenerateDataKey and kms:Decrypt are allowed on it',
    ],
    ['no S3', { status: 405, body: '<html>405</html>' }, 'ENDPOINT answered 405, not in the way of S3', notS3],
    ['no S3, no XML', { status: 404, body: 'not found' }, 'ENDPOINT answered 404, not in the way of S3', notS3],
  ])('%s', async (_, reply, what, hint) => {
    const error = await saidOf(reply, '&region=us-east-2');
    expect(error.message).toBe(`cannot write s3://bucket/p/a: ${what.replace('ENDPOINT', error.endpoint)}`);
    expect(error).toMatchObject({ code: 'store', hint, retryable: false });
  });

  test('a storm, after some tries', async () => {
    const error = await saidOf(errorReply(503, 'SlowDown'));
    expect(error.message).toMatch(
      /^cannot write s3:\/\/bucket\/p\/a: the service at http:\S+ failed: 503 SlowDown \(tried 3 times in \d+ s\)$/,
    );
    expect(error).toMatchObject({ code: 'store', retryable: true });
  });

  test('a request to wait for longer than patience lasts', async () => {
    const error = await saidOf(errorReply(503, 'SlowDown', '', { 'retry-after': '86400' }));
    expect(error.message).toMatch(/ failed: 503 SlowDown, it asks to wait: 86400$/);
  });

  test('clocks that differ though the SDK has set its own', async () => {
    const error = await saidOf(errorReply(403, 'RequestTimeTooSkewed', '', { date: 'Mon, 23 Nov 2026 10:00:00 GMT' }));
    expect(error.message).toMatch(
      /the clocks differ too much \(RequestTimeTooSkewed\): here it is \d{4}-\S+Z, there Mon, 23 Nov 2026 10:00:00 GMT/,
    );
    expect(error.hint).toBe("set this machine's clock, best by NTP");
  });
});

test('HEAD tells no reason, so the reason is asked for', async () => {
  await using server = await RecordingServer.start({ status: 400 }, errorReply(400, 'ExpiredToken'));
  const store = new S3Store(parseS3Address(`s3://bucket?endpoint=${server.endpoint}`));
  await expect(store.size('a')).rejects.toMatchObject({
    message: 'cannot read s3://bucket/a: the credentials have expired (ExpiredToken)',
  });
});

test('who may not list learns why a missing object is answered as forbidden', async () => {
  await using server = await RecordingServer.start(errorReply(403, 'AccessDenied'));
  const store = new S3Store(parseS3Address(`s3://bucket/p?endpoint=${server.endpoint}`));
  await expect(store.get('a')).rejects.toMatchObject({
    code: 'store',
    message: 'cannot read s3://bucket/p/a: access denied: s3:GetObject on s3://bucket/p/a (AccessDenied)',
    hint: 'allow s3:GetObject on arn:aws:s3:::bucket/p/*, and s3:ListBucket on arn:aws:s3:::bucket: without it an object that does not exist is answered like this too',
  });
});

test('a missing bucket is no missing object', async () => {
  await using server = await RecordingServer.start({ status: 404 }, { status: 404 });
  const store = new S3Store(parseS3Address(`s3://bucket?endpoint=${server.endpoint}`));
  await expect(store.size('a')).rejects.toMatchObject({
    code: 'store',
    message: `cannot read s3://bucket/a: there is no bucket bucket at ${server.endpoint}`,
  });
});

test('a web server that answers anything is no S3', async () => {
  await using server = await RecordingServer.start({ status: 200, body: '<html><body>welcome</body></html>' });
  await expect(openStore(`s3://bucket?endpoint=${server.endpoint}`)).rejects.toMatchObject({
    code: 'store',
    message: `${server.endpoint} answered a listing, not in the way of S3`,
    hint: notS3,
  });
});

test('a service that ignores the condition of a create is refused when a repository is made', async () => {
  const body = '<ListBucketResult><Name>bucket</Name></ListBucketResult>';
  const done = { status: 200 };
  await using server = await RecordingServer.start({ status: 200, body }, done, done, { status: 204 });
  const url = `s3://bucket?endpoint=${server.endpoint}`;
  await expect(openStore(url, { make: true })).rejects.toMatchObject({
    code: 'unsupported',
    message: `${url} writes over an object that must be created only`,
    hint: expect.stringContaining('create-only=oss'),
  });
});

describe('no connection:', () => {
  test('refused', async () => {
    const { endpoint } = await ended(RecordingServer.start());
    const error = await openStore(`s3://bucket?endpoint=${endpoint}`).catch((thrown) => thrown);
    expect(error.message).toMatch(
      /^cannot list s3:\/\/bucket\/: the connection was refused \(ECONNREFUSED\), at http:\S+ \(tried 3 times in \d+ s\)$/,
    );
    expect(error).toMatchObject({
      code: 'store',
      retryable: true,
      hint: 'is the service running, and is the port right?',
    });
  });

  test('without an endpoint, where that is', async () => {
    const toNobody = (_: string, __: object, found: (error: object) => void) =>
      found(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
    const lookup = vi.spyOn(dns, 'lookup').mockImplementation(toNobody as never);
    const error = await openStore('s3://bucket?region=eu-central-1').catch((thrown) => thrown);
    lookup.mockRestore();
    expect(error.message).toMatch(
      /^cannot list s3:\/\/bucket\/: the name of the host is not known \(ENOTFOUND\), at Amazon S3, for no endpoint is given \(tried 3 times in \d+ s\)$/,
    );
    expect(error.hint).toBe(
      'check the endpoint, the region and the name service (DNS); in a shell the address is to be in quotes, or it ends before the first &',
    );
  });

  test('a host that nobody knows', async () => {
    const error = await openStore('s3://bucket?endpoint=http://nobody.invalid').catch((thrown) => thrown);
    expect(error.message).toMatch(/(ENOTFOUND|EAI_AGAIN)\), at http:\/\/nobody\.invalid/);
  });

  test('no TLS where it is asked for', async () => {
    await using server = await RecordingServer.start();
    const endpoint = server.endpoint.replace('http:', 'https:');
    const error = await openStore(`s3://bucket?endpoint=${endpoint}`).catch((thrown) => thrown);
    expect(error.message).toMatch(/^cannot list s3:\/\/bucket\/: no TLS is spoken there \(\w+\), at https:\S+$/);
    expect(error.hint).toBe('write http:// instead of https:// if that is meant');
  });

  test('a certificate that nobody vouches for', async () => {
    const { key, certificate: cert } = selfSignedCertificate();
    const server = createTlsServer({ key, cert });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `https://localhost:${(server.address() as AddressInfo).port}`;
    const error = await openStore(`s3://bucket?endpoint=${endpoint}`).catch((thrown) => thrown);
    server.close();
    expect(error.message).toBe(
      `cannot list s3://bucket/: nobody here vouches for the TLS certificate (DEPTH_ZERO_SELF_SIGNED_CERT), at ${endpoint}`,
    );
    expect(error.hint).toBe('give the certificate of its authority: NODE_EXTRA_CA_CERTS=/path/of/ca.pem');
  });
});

test('no credentials anywhere', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('HOME', '/nonexistent');
  try {
    await expect(openStore('s3://bucket?endpoint=http://127.0.0.1:9')).rejects.toMatchObject({
      code: 'store',
      message: 'cannot list s3://bucket/: no credentials were found',
      hint: 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or run where a role gives them',
    });
  } finally {
    vi.unstubAllEnvs();
  }
});

test('no region anywhere', async () => {
  vi.stubEnv('AWS_REGION', undefined);
  vi.stubEnv('AWS_DEFAULT_REGION', undefined);
  vi.stubEnv('HOME', '/nonexistent');
  try {
    await expect(openStore('s3://bucket')).rejects.toMatchObject({
      code: 'store',
      message: 'cannot list s3://bucket/: no region is given',
      hint: 'write it into the address: region=eu-central-1, or set AWS_REGION; a service other than Amazon S3 is named by endpoint=https://…',
    });
  } finally {
    vi.unstubAllEnvs();
  }
});

/** A server that has ended. */
async function ended(starting: Promise<RecordingServer>): Promise<{ endpoint: string }> {
  const server = await starting;
  const { endpoint } = server;
  await server[Symbol.asyncDispose]();
  return { endpoint };
}
