import { expect, test } from 'vitest';
import { parseS3Address } from '../../../engine/store/s3/address.ts';
import { archiveOf } from '../../../engine/store/s3/archive.ts';
import { S3Store } from '../../../engine/store/s3/s3Store.ts';
import { useCredentials } from '../../gateway/bucket.ts';
import { RecordingServer } from './recordingServer.ts';

test('what lies in an archive must be thawed, and can be read for a while then', () => {
  expect(archiveOf({})).toBeUndefined();
  expect(archiveOf({ StorageClass: 'STANDARD_IA' })).toBeUndefined();
  expect(archiveOf({ StorageClass: 'GLACIER_IR' })).toBeUndefined(); // "instant retrieval"
  expect(archiveOf({ StorageClass: 'GLACIER' })).toEqual({ storageClass: 'GLACIER', state: 'frozen' });
  expect(archiveOf({ StorageClass: 'DEEP_ARCHIVE', Restore: 'ongoing-request="true"' })).toEqual({
    storageClass: 'DEEP_ARCHIVE',
    state: 'thawing',
  });
  expect(
    archiveOf({
      StorageClass: 'DEEP_ARCHIVE',
      Restore: 'ongoing-request="false", expiry-date="Fri, 04 Dec 2026 00:00:00 GMT"',
    }),
  ).toEqual({ storageClass: 'DEEP_ARCHIVE', state: 'thawed', readableUntil: new Date('2026-12-04T00:00:00Z') });
  expect(archiveOf({ StorageClass: 'INTELLIGENT_TIERING', ArchiveStatus: 'ARCHIVE_ACCESS' })).toEqual({
    storageClass: 'ARCHIVE_ACCESS',
    state: 'frozen',
  });
});

test('the service is asked for it as for the size of an object', async () => {
  await using server = await RecordingServer.start({ status: 200, headers: { 'x-amz-storage-class': 'DEEP_ARCHIVE' } });
  useCredentials({ accessKeyId: 'an-access-key', secretAccessKey: 'a-secret-key' });
  const store = new S3Store(parseS3Address(`s3://bucket/prefix?endpoint=${server.endpoint}`));
  expect((await store.look('a'))?.archived).toEqual({ storageClass: 'DEEP_ARCHIVE', state: 'frozen' });
  expect(server.requests).toMatchObject([{ method: 'HEAD', path: '/bucket/prefix/a' }]);
});
