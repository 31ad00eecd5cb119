import { isDeepStrictEqual } from 'node:util';
import type { BucketRule, StorageClasses } from '../store/storageClasses.ts';

/** The rules that a bucket lacks to move what is tagged for these classes. One of the same transition under another id will do. */
export function missingRules(
  classes: Pick<StorageClasses, 'ruleFor'>,
  there: readonly BucketRule[],
  storageClasses: readonly string[],
): BucketRule[] {
  return storageClasses
    .map((each) => classes.ruleFor(each))
    .filter((wanted) => !there.some((rule) => doesIt(rule, wanted)));
}

function doesIt(rule: BucketRule, wanted: BucketRule): boolean {
  const essence = ({ Status, Filter, Transitions }: BucketRule) => ({ Status, Filter, Transitions });
  return isDeepStrictEqual(essence(rule), essence(wanted));
}
