import { expect, test } from 'vitest';
import { failuresIn } from '../../action/failures.ts';
import { sampleKeeping } from './sampleKeeping.ts';

test('a step fails when something could not be brought back, and says how much and why', () => {
  const { undelete } = sampleKeeping;
  expect(failuresIn(undelete)).toEqual([
    {
      code: 'store',
      message: '1 object could not be brought back: access denied',
      hint: 'run it again when that is mended: what was brought back stays so',
    },
  ]);
  const [whole] = undelete.result.objects;
  expect(failuresIn({ ...undelete, result: { ...undelete.result, objects: [whole] } })).toEqual([]);
});

test('a set that is being thawed fails no step: a next one is told', () => {
  expect(failuresIn(sampleKeeping.thaw)).toEqual([]);
});
