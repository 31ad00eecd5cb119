import type { KeySlot, RemovedSlot } from '../engine/index.ts';
import { printable } from './printable.ts';

/** A key slot as documents show it. */
export interface DescribedSlot extends Pick<KeySlot, 'slot' | 'label' | 'created' | 'by'> {
  readonly kind: KeySlot['wrapped']['kind'];
  readonly kmsKey?: string;
}

/** Without what it holds, but for the name of a key of AWS KMS. */
export function describeSlot({ slot, wrapped, label, created, by }: KeySlot): DescribedSlot {
  return { slot, kind: wrapped.kind, ...(wrapped.kind === 'kms' && { kmsKey: wrapped.key }), label, created, by };
}

/** The same of one that was removed by a rotation. */
export function describeRemoved({ slot, kind, label }: RemovedSlot): object {
  return { slot, kind, label };
}

/** A slot in a sentence. */
export function nameOfSlot({ slot, kind, label }: Pick<RemovedSlot, 'slot' | 'kind' | 'label'>): string {
  return `${kind} ${slot}${label ? ` (${printable(label)})` : ''}`;
}
