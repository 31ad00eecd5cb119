import { expect, test } from 'vitest';
import type { PreviewItem, RestoreRequest, SetManifest } from '../../engine/index.ts';
import { previewText, readingText } from '../../words/previewText.ts';

const set = { set: '20261122T213000Z-aaaaaa', plan: 'orders', snapshotAt: '2026-11-22T21:30:00.000Z' } as SetManifest;
const target = { user: 'me', host: 'db', port: 5432, database: 'orders' };

const text = (items: readonly PreviewItem[], more: Partial<RestoreRequest> = {}) =>
  previewText({ items, problems: [], warnings: [], rows: 0, bytes: 0, reading: { bytes: 0, blobs: 0 } }, set, {
    target,
    ...more,
  } as RestoreRequest);

const index = (name: string): PreviewItem => ({
  kind: 'INDEX',
  schema: 'public',
  name,
  action: 'rename',
  restoredAs: { schema: 'public', name: `${name}_old` },
  reason: 'it comes with public.t',
});

test('what is renamed along with a table is told one by one, with its new name and why', () => {
  expect(
    text([index('i'), { ...index('q'), kind: 'SEQUENCE', reason: 'the name is taken' }])
      .split('\n')
      .slice(3, -3),
  ).toEqual([
    'rename    1 index, 1 sequence',
    '  INDEX public.i as public.i_old; it comes with public.t',
    '  SEQUENCE public.q as public.q_old; the name is taken',
  ]);
});

test('of many things that are renamed the first are told, and by a dry run all, with their reasons', () => {
  const many = Array.from({ length: 40 }, (_, i) => index(`i${i}`));
  expect(
    text(many, { dryRun: true }).match(
      /^rename {2}INDEX {2}public\.i\d+ +as public\.i\d+_old; it comes with public\.t$/gm,
    ),
  ).toHaveLength(40);
  const lines = text(many).split('\n');
  expect(lines.filter((line) => line.startsWith('  INDEX'))).toHaveLength(30);
  expect(lines).toContain('  and 10 more; --dry-run lists them');
});

test('what has to be read and about how long it takes is said, and nothing of the time where something stands in the way', () => {
  const preview = {
    reading: { bytes: 12_300_000, blobs: 1 },
    estimate: { seconds: 100, from: 'backup' },
    problems: [],
  } as const;
  const read = "12.3 MB to read from the repository (1 blob and the set's index)";
  expect(readingText(preview)).toBe(`${read}; about 2 min, going by how long its backup took`);
  expect(readingText({ ...preview, problems: [{ code: 'conflict', message: '', hint: '' }] })).toBe(read);
});
