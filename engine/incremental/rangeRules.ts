import type { TableEvidence } from '../repository/evidence.ts';
import { firstObjection, type Rule } from './firstObjection.ts';
import type { TableChanges } from './summaries.ts';

/** A range of a table, by its number, beside what is known of the table then, now and in between. */
export interface RangePair {
  readonly number: number;
  readonly was: TableEvidence;
  readonly now: TableEvidence;
  readonly changes: TableChanges | undefined;
}

/** Why it must be read. */
type RangeRule = Rule<RangePair>;

/** The last range of a table has no end, and any other one has. */
const sameBorders: RangeRule = ({ number, was, now }) => {
  const lastThen = was.ranges - 1;
  return number <= lastThen && (number === lastThen) === (number === now.ranges - 1)
    ? undefined
    : 'the table has more or fewer ranges';
};

/** Whatever is done to a row is done to its block. */
const noBlockChanged: RangeRule = ({ number, changes }) =>
  changes?.ranges.has(number) ? 'blocks of it were changed' : undefined;

/** VACUUM cuts empty blocks off the end of a table; of what is cut off nothing else tells, not even that it came again. */
const notCutOff: RangeRule = ({ number, now, changes }) => {
  if (changes?.limit === undefined) return undefined;
  const isLast = number === now.ranges - 1;
  const end = isLast ? Number.POSITIVE_INFINITY : (number + 1) * now.blocksPerRange!;
  return changes.limit < end ? 'the table was cut shorter within it' : undefined;
};

/**
 * The last range has no end, so that whatever comes behind is in it. Blocks that the summaries do not tell of were written past the
 * WAL, by whatever does so.
 */
const sameEnd: RangeRule = ({ number, was, now }) =>
  number < now.ranges - 1 || was.blocks === now.blocks
    ? undefined
    : `the table had ${was.blocks} blocks, and has ${now.blocks}`;

export const rangeRules = { sameBorders, noBlockChanged, notCutOff, sameEnd } as const;
export type RangeRules = Partial<typeof rangeRules>;

/** The first objection to referring to a range of an older set. */
export function whyNoRange(pair: RangePair, rules: RangeRules = rangeRules): string | undefined {
  return firstObjection(rules, pair);
}
