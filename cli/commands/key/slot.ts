import type { KeySlot } from '../../../engine/index.ts';

/** A key slot as documents show it: without what it holds, but for the name of a key of AWS KMS. */
export function describeSlot({ slot, wrapped, label, created, by }: KeySlot): object {
  return { slot, kind: wrapped.kind, ...(wrapped.kind === 'kms' && { kmsKey: wrapped.key }), label, created, by };
}
