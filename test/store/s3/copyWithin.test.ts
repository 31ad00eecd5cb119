import { beforeEach, expect, test } from 'vitest';
import { parseS3Address } from '../../../engine/store/s3/address.ts';
import { S3Store } from '../../../engine/store/s3/s3Store.ts';
import { useCredentials } from '../../gateway/bucket.ts';
import { MemoryStore } from '../memory.ts';
import { errorReply, RecordingServer, type Scripted } from './recordingServer.ts';

/** What services that cannot be tried here are asked to copy, and what follows from their answers. */

beforeEach(() => useCredentials({ accessKeyId: 'an-access-key', secretAccessKey: 'a-secret-key' }));

const nothingAlong = { 'x-amz-tagging-directive': 'REPLACE', 'x-amz-metadata-directive': 'REPLACE' };
const head = { status: 200, headers: { 'content-length': '9', etag: '"abc"' } };

function copied(etag: string): Scripted {
  return { status: 200, body: `<CopyObjectResult><ETag>${etag}</ETag></CopyObjectResult>` };
}

async function copyAt(parameters: string, ...script: Scripted[]) {
  await using server = await RecordingServer.start(...script);
  const at = (prefix: string, more = '') =>
    new S3Store(parseS3Address(`s3://bucket/${prefix}?endpoint=${server.endpoint}${more}`));
  const outcome = await at('copy', parameters).copyFrom(at('main'), 'blobs/aa/aab', 'blobs/aa/aab.1');
  return { outcome, requests: server.requests };
}

test('a copy is one request, which writes nothing over, stores as the address says and takes no tags along', async () => {
  const { outcome, requests } = await copyAt('&storage-class=STANDARD_IA&sse=AES256', head, copied('"abc"'));
  expect(outcome).toEqual({ state: 'copied', size: 9, proved: true });
  expect(requests.map(({ method }) => method)).toEqual(['HEAD', 'PUT']);
  expect(requests[1]!.path).toMatch(/^\/bucket\/copy\/blobs\/aa\/aab\.1(\?x-id=CopyObject)?$/);
  expect(requests[1]!.headers).toMatchObject({
    'x-amz-copy-source': 'bucket/main/blobs/aa/aab',
    'if-none-match': '*',
    'x-amz-storage-class': 'STANDARD_IA',
    'x-amz-server-side-encryption': 'AES256',
    ...nothingAlong,
  });
});

test('what is put on top of newer versions is locked and stored as it is said, and takes no tags along', async () => {
  await using server = await RecordingServer.start(copied('"abc"'));
  const store = new S3Store(
    parseS3Address(`s3://bucket/p?endpoint=${server.endpoint}&storage-class=STANDARD_IA&sse=AES256`),
  );
  await store.locks.copyOnTop('blobs/aa/aab', 'v=1', { mode: 'GOVERNANCE', until: new Date('2027-01-01T00:00:00Z') });
  expect(server.requests[0]!.headers).toMatchObject({
    'x-amz-copy-source': 'bucket/p/blobs/aa/aab?versionId=v%3D1',
    'x-amz-storage-class': 'STANDARD_IA',
    'x-amz-server-side-encryption': 'AES256',
    'x-amz-object-lock-mode': 'GOVERNANCE',
    'x-amz-object-lock-retain-until-date': '2027-01-01T00:00:00Z',
    ...nothingAlong,
  });
});

test.each([
  ['another ETag, as of what is encrypted with a key of KMS', copied('"def"')],
  ['that somebody was quicker', errorReply(412, 'PreconditionFailed')],
])('%s proves nothing', async (_, answer) => {
  const { outcome } = await copyAt('', head, answer);
  expect(outcome).toEqual({ state: 'copied', size: 9, proved: false });
});

test.each([
  [403, 'AccessDenied', true],
  [501, 'NotImplemented', true],
  [403, 'InvalidObjectState', false],
  [404, 'NoSuchKey', false],
])('a refusal by %d %s holds for all: %s', async (status, code, forAll) => {
  const { outcome } = await copyAt('', head, errorReply(status, code));
  expect(outcome).toEqual({ state: 'refused', why: expect.stringContaining(`the service says ${code}`), forAll });
});

test('an error in the body of a reply of 200 is an error, and tried again', async () => {
  const { body } = errorReply(500, 'InternalError');
  const { outcome, requests } = await copyAt('', head, { status: 200, body: body! }, copied('"abc"'));
  expect(outcome).toMatchObject({ state: 'copied', proved: true });
  expect(requests.map(({ method }) => method)).toEqual(['HEAD', 'PUT', 'PUT']);
});

test('nothing is asked of another service, of Google Cloud Storage, or about a folder', async () => {
  const at = (endpoint: string) => new S3Store(parseS3Address(`s3://bucket/p?endpoint=${endpoint}`));
  const here = at('http://127.0.0.1:1');
  const elsewhere = { state: 'refused', why: 'they are not in one service', forAll: true };
  expect(await here.copyFrom(at('http://127.0.0.1:2'), 'a', 'a')).toEqual(elsewhere);
  expect(await here.copyFrom(new MemoryStore(), 'a', 'a')).toEqual(elsewhere);
  const google = 'https://storage.googleapis.com';
  expect(await at(google).copyFrom(at(google), 'a', 'a')).toMatchObject({
    why: 'Google Cloud Storage is not asked to',
  });
});
