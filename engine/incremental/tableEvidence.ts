import type { TableEvidence } from '../repository/evidence.ts';

/** How a table is divided into ranges. */
export type Division = Pick<TableEvidence, 'blocksPerRange' | 'ranges'>;

/** What is known of a table's definition at one time. */
interface Fingerprinted {
  readonly filenode: string;
  readonly fingerprint: string;
}

/**
 * What a set keeps of a table: nothing when its definition was another one after the reading than at the snapshot. Values
 * become text by the catalogs of the moment, so that nobody knows then which text which row has.
 */
export function tableEvidence(
  atSnapshot: Fingerprinted | undefined,
  afterReading: Fingerprinted | undefined,
  division: Division,
): TableEvidence | undefined {
  if (!atSnapshot || atSnapshot.fingerprint !== afterReading?.fingerprint) return undefined;
  const { filenode, fingerprint } = atSnapshot;
  return { filenode, fingerprint, ...division };
}

/** The division of a table by the first and last blocks of its ranges, in their order. */
export function divisionOf(ranges: readonly { readonly from?: number; readonly to?: number }[]): Division {
  const blocksPerRange = ranges[0]?.to;
  return { ...(blocksPerRange !== undefined && { blocksPerRange }), ranges: ranges.length };
}

/** A range's number, from 0. */
export function numberOf({ from = 0 }: { readonly from?: number }, { blocksPerRange }: Division): number {
  return blocksPerRange === undefined ? 0 : from / blocksPerRange;
}
