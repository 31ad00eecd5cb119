import { expect, test } from 'vitest';
import { restoreSummary } from '../../words/restoreText.ts';

const done = { proved: 3, provedRows: 48_002 };

test('the end of a restore tells what was proved', () => {
  expect(restoreSummary({ proof: true, dryRun: false }, done, 61_000)).toBe(
    'proved: 3 tables, 48,002 rows read back from the target, equal to the set in count and hash\nrestored in 1 min 01 s',
  );
});

test('the end of a restore of a damaged set tells each range that is missing', () => {
  const lost = [
    {
      schema: 'public',
      name: 'Event',
      rows: 12_300,
      ranges: [
        { from: 0, to: 4096, rows: 12_288 },
        { from: 8192, rows: 12 },
      ],
    },
    { schema: 'public', name: 'kind', rows: 7, ranges: [{ rows: 7 }] },
  ];
  expect(restoreSummary({ proof: true, dryRun: false }, { ...done, lost }, 2_000).split('\n')).toEqual([
    'missing, for it is stored damaged:',
    'TABLE         BLOCKS             ROWS',
    'public.Event  0 to 4095        12,288',
    'public.Event  8192 to the end      12',
    'public.kind   all                   7',
    '',
    'proved: 3 tables, 48,002 rows read back from the target, equal to what is left of the set in count and hash',
    'restored in 2.0 s',
  ]);
});
