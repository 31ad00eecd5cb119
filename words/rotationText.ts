import type { KeysRotation } from '../engine/index.ts';
import { whatBlobKeysOpen } from './blobKeysText.ts';
import { describeReach, whatRemovedKeysOpen } from './keyReachText.ts';
import { type DescribedSlot, describeSlot, nameOfSlot } from './keySlotText.ts';

/** A rotation without what its slots hold: that is of no use but to who guesses passphrases. */
export interface DescribedRotation extends Omit<KeysRotation, 'slots'> {
  readonly slots: readonly DescribedSlot[];
}

export function describeRotation(rotation: KeysRotation): DescribedRotation {
  return { ...rotation, slots: rotation.slots.map(describeSlot) };
}

/** The same, as documents show it. */
export function rotationDocument({
  generation,
  slots,
  reach,
  blobKeys,
  underWay,
  warnings,
}: DescribedRotation): object {
  return {
    generation: generation.generation,
    slots,
    generations: reach.map(describeReach),
    blobKeysOf: blobKeys?.of,
    underWay: underWay.map(({ run, plan }) => ({ run, plan })),
    warnings,
  };
}

/** What was done, and what opens the repository now. */
export function rotationSummary({ generation: { generation, removed }, slots }: DescribedRotation): string {
  return [
    `rotated: what begins from now on is sealed with master key ${generation}`,
    `opens with: ${slots.map(nameOfSlot).join(', ')}`,
    removed.length > 0
      ? `removed: ${removed.map(nameOfSlot).join(', ')}`
      : 'no slot was removed: whoever has what opens one reads what comes, too',
  ].join('\n');
}

/** What is still to be known: what the slots that were removed open, what shared keys do, and what ends with the keys that it has begun with. */
export function rotationRemarks({ reach, blobKeys, underWay }: DescribedRotation): string[] {
  const ending = underWay.map(({ message }) => `  what is under way: ${message}`);
  return [...whatRemovedKeysOpen(reach), ...whatBlobKeysOpen(blobKeys), ...ending];
}
