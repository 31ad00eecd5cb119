import type { KeySlot } from '../../../engine/index.ts';

/** A key slot as documents show it: without what it holds. */
export function describeSlot({ slot, wrapped, label, created, by }: KeySlot): object {
  return { slot, kind: wrapped.kind, label, created, by };
}
