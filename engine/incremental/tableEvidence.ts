import type { TableEvidence } from '../repository/evidence.ts';

/** How a table is divided into ranges. */
export type Division = Pick<TableEvidence, 'blocksPerRange' | 'ranges' | 'blocks'>;

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

/** A slice of a table of so many blocks. */
interface Slice {
  readonly to?: number;
  readonly table: { readonly blocks: number };
}

/** The division of a table by its ranges, one at least, in their order. */
export function divisionOf(ranges: readonly Slice[]): Division {
  const { to, table } = ranges[0]!;
  return { ...(to !== undefined && { blocksPerRange: to }), ranges: ranges.length, blocks: table.blocks };
}

/** A range's number, from 0. */
export function numberOf(
  { from = 0 }: { readonly from?: number },
  { blocksPerRange }: Pick<Division, 'blocksPerRange'>,
): number {
  return blocksPerRange === undefined ? 0 : from / blocksPerRange;
}
