import { expect, test } from 'vitest';
import type { Preview, PreviewItem } from '../../engine/restore/preview.ts';
import { refuseChanged } from '../../engine/restore/refuseChanged.ts';

const table = (name: string, action: PreviewItem['action']): PreviewItem => ({
  kind: 'TABLE',
  schema: 'a',
  name,
  action,
});
const preview = (...items: readonly PreviewItem[]): Preview => ({
  items,
  problems: [],
  warnings: [],
  rows: 0,
  bytes: 0,
});

test('what was previewed runs when nothing has changed', () => {
  refuseChanged(preview(table('t', 'create')), preview(table('t', 'create')));
});

test('what would be done otherwise by now stops the restore, with all of it', () => {
  const before = preview(table('t', 'create'), table('u', 'rename'), table('v', 'keep'));
  const now = {
    ...preview(table('t', 'rename'), table('u', 'rename'), { ...table('v', 'keep'), reason: 'it is another one' }),
    problems: [{ code: 'conflict' as const, message: 'the target has no role x', hint: 'create it' }],
  };
  expect(() => refuseChanged(before, now)).toThrow(
    expect.objectContaining({
      code: 'conflict',
      retryable: true,
      message:
        'the target has changed since the restore was previewed: TABLE a.t was to create, and is to rename, TABLE a.v, the target has no role x',
      hint: 'nothing was changed; run the same command again, and it is previewed anew',
    }),
  );
});
