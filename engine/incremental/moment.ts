import type { SetEvidence, WalMarker, WalMoment } from '../repository/evidence.ts';
import { endOfRecords, fullTransactionId, lsnOf, lsnText, type WalLayout } from './lsn.ts';
import { type MarkerRules, markersOf, startMarker } from './marker.ts';
import { anchorOf, type SummaryFile } from './summaries.ts';

/** What a server told around a snapshot. */
export interface ToldMoment extends WalLayout {
  readonly systemIdentifier: string;
  readonly databaseOid: number;
  readonly timeline: number;
  readonly serverStartedAt: string;
  readonly xmin: string;
  /** Asked for after the snapshot was taken. */
  readonly insertLsn: string;
  /** The latest checkpoint, asked for before the snapshot was taken. */
  readonly checkpoint: { readonly redoLsn: string; readonly nextXid: string; readonly timeline: number };
  readonly settings: string;
}

/**
 * The moment of a snapshot, with the checkpoints that older sets know of the same run of the server, the newest set first.
 * Of an older run none is taken over: its files may have been exchanged since.
 */
export function momentOf(told: ToldMoment, older: readonly WalMoment[]): WalMoment {
  const { checkpoint, insertLsn, blockSize, segmentSize, ...moment } = told;
  const own: WalMarker = {
    lsn: checkpoint.redoLsn,
    xid: String(fullTransactionId(checkpoint.nextXid)),
    timeline: checkpoint.timeline,
  };
  const before = older.find((each) => isSameRun(each, told))?.markers ?? [];
  const end = lsnText(endOfRecords(lsnOf(insertLsn), { blockSize, segmentSize }));
  return { ...moment, end, markers: markersOf(own, before) };
}

function isSameRun(a: WalMoment, b: ToldMoment): boolean {
  return (
    a.systemIdentifier === b.systemIdentifier && a.timeline === b.timeline && a.serverStartedAt === b.serverStartedAt
  );
}

/** What a set keeps of its moment, given the summaries that there are once its own is finished. */
export function setEvidence(moment: WalMoment, files: readonly SummaryFile[], rules?: MarkerRules): SetEvidence {
  const start = startMarker(moment, rules);
  const anchor = anchorOf(files, moment.timeline, moment.end);
  return start && anchor !== undefined ? { ...moment, base: { start, anchor } } : moment;
}
