import { nameList } from '../nameList.ts';
import type { Conflict } from '../request.ts';
import type { Action, PreviewInput } from './decide.ts';
import type { PreviewItem } from './preview.ts';
import type { Problem } from './problems.ts';

/** Large objects belong to no schema: they are restored with the whole set. Their names are their OIDs. */
export function largeObjectItems(input: PreviewInput): PreviewItem[] {
  const { free, taken } = divide(input);
  const item = (oids: readonly number[], action: Action, reason?: string): PreviewItem[] =>
    oids.length === 0
      ? []
      : [
          {
            kind: 'LARGE OBJECTS',
            schema: '',
            name: listOids(oids),
            action,
            ...(reason && { reason }),
            count: oids.length,
          },
        ];
  if (!input.chosen.everything) return [];
  return [...item(free, 'create'), ...item(taken, actionOnTaken[input.request.conflict], 'their OIDs are taken')];
}

/** Nothing can be added to a large object. */
const actionOnTaken: Readonly<Record<Conflict, Action>> = {
  rename: 'keep', // rows name them by their OIDs
  fail: 'conflict',
  skip: 'skip',
  append: 'keep',
  replace: 'replace',
};

export function largeObjectProblems(input: PreviewInput): Problem[] {
  const { taken } = divide(input);
  if (!input.chosen.everything || input.request.conflict !== 'fail' || taken.length === 0) return [];
  return [
    {
      code: 'conflict',
      message: `the target has ${counted(taken)} of the set's OIDs already: ${listOids(taken)}`,
      hint: 'choose --conflict skip or replace, restore into another database, or unlink what is there',
    },
  ];
}

export function largeObjectWarnings(input: PreviewInput): string[] {
  const { largeObjects, chosen, request } = input;
  const { taken } = divide(input);
  if (largeObjects.length === 0) return [];
  if (!chosen.everything) {
    return [
      `${counted(largeObjects)} of the set left out: large objects belong to no table or schema, only the whole set brings them`,
    ];
  }
  if (taken.length === 0 || request.conflict === 'fail' || request.conflict === 'replace') return [];
  return [
    `${counted(taken)} of the target stay as they are, whose OIDs the set has too: ${listOids(taken)}; restored rows with such an OID point to what is there`,
  ];
}

function divide({ largeObjects, target }: PreviewInput): { free: number[]; taken: number[] } {
  return {
    free: largeObjects.filter((oid) => !target.largeObjects.has(oid)),
    taken: largeObjects.filter((oid) => target.largeObjects.has(oid)),
  };
}

const counted = ({ length }: readonly number[]) => `${length} large object${length === 1 ? '' : 's'}`;

const listOids = (oids: readonly number[]) => nameList(oids.map(String));
