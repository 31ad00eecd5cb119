import type { KeyReach, SetsReached } from '../engine/index.ts';
import { counted, instant } from './human.ts';
import { describeRemoved, nameOfSlot } from './keySlotText.ts';

/** A master key, as documents show it. */
export function describeReach({ generation, created, by, removed, sets, passwords }: KeyReach): object {
  return { generation, created, by, removed: removed.map(describeRemoved), sets, passwords };
}

/** What the slots that were removed by rotations still open, for who has kept them; the last rotation first. */
export function whatRemovedKeysOpen(reach: readonly KeyReach[]): string[] {
  return reach
    .filter(({ removed }) => removed.length > 0)
    .toReversed()
    .flatMap((rotation) =>
      whatIsOpen(
        rotation,
        reach.filter(({ generation }) => generation < rotation.generation),
      ),
    );
}

function whatIsOpen({ removed, created }: KeyReach, before: readonly KeyReach[]): string[] {
  const sets = together(before.flatMap((each) => each.sets));
  const passwords = before.flatMap((each) => each.passwords);
  return [
    `${removed.map(nameOfSlot).join(', ')}, removed ${instant(created)}: whoever has kept that, and can read the repository, still opens`,
    `  ${sets.length > 0 ? sets.map(setsOfPlan).join('; ') : 'no sets'}`,
    ...(passwords.length > 0
      ? [`  the passwords of ${passwords.join(', ')}: give each a new one, and apply its plan`]
      : []),
  ];
}

/** Those of one plan under several master keys. */
function together(all: readonly SetsReached[]): SetsReached[] {
  return [...Map.groupBy(all, ({ plan }) => plan)].map(([plan, of]) => ({
    plan,
    sets: of.reduce((sum, { sets }) => sum + sets, 0),
    newest: of
      .map(({ newest }) => newest)
      .toSorted()
      .at(-1)!,
  }));
}

function setsOfPlan({ plan, sets, newest }: SetsReached): string {
  return `${counted(sets, 'set')} of ${plan}, up to ${newest}`;
}
