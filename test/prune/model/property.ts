import fc from 'fast-check';
import type { MovedBy } from '../../../engine/store/storageClasses.ts';
import { type Act, play } from './play.ts';

const act = fc.record({
  what: fc.oneof(
    { weight: 60, arbitrary: fc.constant('step' as const) },
    { weight: 8, arbitrary: fc.constant('finish' as const) },
    { weight: 22, arbitrary: fc.constant('start' as const) },
    { weight: 4, arbitrary: fc.constant('crash' as const) },
    { weight: 5, arbitrary: fc.constant('sleep' as const) },
    { weight: 7, arbitrary: fc.constant('pass' as const) },
    { weight: 2, arbitrary: fc.constant('lose reply' as const) },
  ),
  who: fc.nat(255),
  how: fc.nat(4095),
}) satisfies fc.Arbitrary<Act>;

/** Plays random schedules; rejects with the shortest that loses something. Gives what has come to pass in all of them. */
export async function expectNothingLost(parameters: fc.Parameters<[Act[], MovedBy]>): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const acts = fc.array(act, { minLength: 20, maxLength: 160, size: 'max' });
  const movedBy = fc.constantFrom<MovedBy>('copy', 'tag');
  const property = fc.asyncProperty(acts, movedBy, async (...schedule) => {
    const wrong = await play(...schedule, seen);
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  });
  await fc.assert(property, parameters);
  return seen;
}
