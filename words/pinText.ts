import type { Pin } from '../engine/index.ts';

/** Why a set is kept, and whether by a legal hold. */
export function pinText({ reason, hold }: Pin): string {
  return hold ? `legal hold: ${reason}` : reason;
}
