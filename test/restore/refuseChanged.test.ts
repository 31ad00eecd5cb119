import { expect, test } from 'vitest';
import type { PreviewItem } from '../../engine/restore/preview/preview.ts';
import { refuseChanged } from '../../engine/restore/preview/refuseChanged.ts';

const table = (name: string, action: PreviewItem['action']): PreviewItem => ({
  kind: 'TABLE',
  schema: 'a',
  name,
  action,
});
test('what was previewed runs when nothing has changed', () => {
  refuseChanged([table('t', 'create')], [table('t', 'create')]);
});

test('what would be done otherwise by now stops the restore, with all of it', () => {
  const before = [table('t', 'create'), table('u', 'rename'), table('v', 'keep')];
  const now = [table('t', 'rename'), table('u', 'rename'), { ...table('v', 'keep'), reason: 'it is another one' }];
  expect(() => refuseChanged(before, now)).toThrow(
    expect.objectContaining({
      code: 'conflict',
      retryable: true,
      message:
        'the target has changed since the restore was previewed: TABLE a.t was to create, and is to rename, TABLE a.v',
      hint: 'nothing was restored; run the same command again, and it is previewed anew',
    }),
  );
});
