import { expect, test } from 'vitest';
import { parseS3Address } from '../../../engine/store/s3/address.ts';
import { archiveOf } from '../../../engine/store/s3/archive.ts';
import { S3Store } from '../../../engine/store/s3/s3Store.ts';
import { useCredentials } from '../../gateway/bucket.ts';
import { RecordingServer } from './recordingServer.ts';

test('what lies in an archive must be thawed, unless a copy of it can be read for a while', () => {
  expect(archiveOf({})).toBeUndefined();
  expect(archiveOf({ StorageClass: 'STANDARD_IA' })).toBeUndefined();
  expect(archiveOf({ StorageClass: 'GLACIER_IR' })).toBeUndefined(); // "instant retrieval"
  expect(archiveOf({ StorageClass: 'GLACIER' })).toBe('GLACIER');
  expect(archiveOf({ StorageClass: 'DEEP_ARCHIVE', Restore: 'ongoing-request="true"' })).toBe('DEEP_ARCHIVE');
  expect(
    archiveOf({
      StorageClass: 'DEEP_ARCHIVE',
      Restore: 'ongoing-request="false", expiry-date="Fri, 04 Dec 2026 00:00:00 GMT"',
    }),
  ).toBeUndefined();
  expect(archiveOf({ StorageClass: 'INTELLIGENT_TIERING', ArchiveStatus: 'ARCHIVE_ACCESS' })).toBe('ARCHIVE_ACCESS');
});

test('the service is asked for it as for the size of an object', async () => {
  await using server = await RecordingServer.start({ status: 200, headers: { 'x-amz-storage-class': 'DEEP_ARCHIVE' } });
  useCredentials({ accessKeyId: 'an-access-key', secretAccessKey: 'a-secret-key' });
  const store = new S3Store(parseS3Address(`s3://bucket/prefix?endpoint=${server.endpoint}`));
  expect(await store.archivedAs('a')).toBe('DEEP_ARCHIVE');
  expect(server.requests).toMatchObject([{ method: 'HEAD', path: '/bucket/prefix/a' }]);
});
