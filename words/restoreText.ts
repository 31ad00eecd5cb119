import type { Preview, RestoreRequest, RestoreResult } from '../engine/index.ts';
import type { Failure } from './failure.ts';
import { counted, duration } from './human.ts';
import { printable } from './printable.ts';

/** What stands in the way of a restore, all of it. */
export function previewFailure({ problems }: Preview): Failure | undefined {
  const [first, ...more] = problems.map(({ message }) => printable(message));
  if (first === undefined) return undefined;
  return {
    code: 'precheck',
    message: more.length === 0 ? first : [`${problems.length} problems stand in the way`, first, ...more].join('\n'),
    hint: `nothing was changed; ${[...new Set(problems.map(({ hint }) => hint.replace(/;$/, '')))].join('; ')}`,
  };
}

/** How a restore came out that took so many milliseconds, or a dry run of one. */
export function restoreSummary(
  { proof, dryRun }: Pick<RestoreRequest, 'proof' | 'dryRun'>,
  { proved, provedRows }: Pick<RestoreResult, 'proved' | 'provedRows'>,
  took: number,
): string {
  if (dryRun) return 'this was a dry run: nothing was changed';
  const loaded = `${counted(proved, 'table')}, ${counted(provedRows, 'row')}`;
  const proofLine = !proof
    ? 'not proved: nothing was read back, as asked for'
    : proved === 0
      ? 'there were no rows to load'
      : `proved: ${loaded} read back from the target, equal to the set in count and hash`;
  return `${proofLine}\nrestored in ${duration(took)}`;
}
