import type { CopyOutcome } from '../../engine/index.ts';

/** One that is complete and one that has failed, in places whose names a page would make something else of. */
export const sampleCopies: readonly CopyOutcome[] = [
  {
    repository: 's3://acme-copies/orders?region=eu-west-1&x=|`<b>',
    state: 'complete',
    newest: { set: '20261125T012305Z-4kq7mz', snapshotAt: '2026-11-25T01:23:00.000Z' },
    sets: ['20261125T012305Z-4kq7mz'],
    missing: [],
    blobs: 12,
    bytes: 310_000,
  },
  {
    repository: 's3://acme-copies/older',
    state: 'waiting',
    newest: { set: '20261125T012305Z-4kq7mz', snapshotAt: '2026-11-25T01:23:00.000Z' },
    sets: [],
    missing: ['20250101T012305Z-4kq7mz'],
    archived: { sets: ['20250101T012305Z-4kq7mz'], blobs: 12, bytes: 3_400_000_000, storageClasses: ['GLACIER'] },
    blobs: 0,
    bytes: 0,
  },
  {
    repository: './a|b',
    state: 'failed',
    sets: [],
    missing: ['20261125T012305Z-4kq7mz', '20261124T012305Z-4kq7mz'],
    blobs: 0,
    bytes: 0,
    error: { code: 'store', message: 'no route to host', hint: 'is it up?' },
  },
];
