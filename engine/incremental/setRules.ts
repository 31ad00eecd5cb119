import type { SetEvidence, WalBase, WalMoment } from '../repository/evidence.ts';
import { firstObjection, type Rule } from './firstObjection.ts';
import { lsnOf } from './lsn.ts';
import { coveringFiles, isBoundary, type SummaryFile } from './summaries.ts';

/** An older set's evidence beside the moment of the new one, and the summaries that there are. */
export interface SetPair {
  readonly base: SetEvidence & { readonly base: WalBase };
  readonly now: WalMoment;
  readonly files: readonly SummaryFile[];
}

/** Why nothing of the older set can be proved to be unchanged; undefined where this rule has no objection. */
type SetRule = Rule<SetPair>;

/** Another cluster may have the same numbers. */
const sameCluster: SetRule = ({ base, now }) =>
  base.systemIdentifier === now.systemIdentifier
    ? undefined
    : `the server is another one: its system identifier was ${base.systemIdentifier}, and is ${now.systemIdentifier}`;

/** A database that was dropped and created anew may hold tables with the same numbers. */
const sameDatabase: SetRule = ({ base, now }) =>
  base.databaseOid === now.databaseOid
    ? undefined
    : `the database was created anew: its OID was ${base.databaseOid}, and is ${now.databaseOid}`;

/** After a promotion the WAL goes on from a place that the old primary may have passed. */
const sameTimeline: SetRule = ({ base, now }) =>
  base.timeline === now.timeline
    ? undefined
    : `the server has taken over from another one: its timeline was ${base.timeline}, and is ${now.timeline}`;

/** While a server is down its files can be exchanged for older ones, and its WAL need not be complete. */
const sameServerStart: SetRule = ({ base, now }) =>
  base.serverStartedAt === now.serverStartedAt ? undefined : `the server was restarted at ${now.serverStartedAt}`;

/** Other settings give other texts for the same values, and who reads may see others. */
const sameSettings: SetRule = ({ base, now }) =>
  base.settings === now.settings
    ? undefined
    : 'rows are read by another role, with other settings of an extension, or by another version of pgstow';

/** A state that is older than the base, as of a server that was put back. */
const notBefore: SetRule = ({ base, now }) =>
  lsnOf(now.end) >= lsnOf(base.end)
    ? undefined
    : `the server was put back: its WAL ended at ${base.end}, and ends at ${now.end}`;

/** What was running at the base's snapshot is accounted for from its start on only if the new snapshot is not older. */
const snapshotNotBefore: SetRule = ({ base, now }) =>
  BigInt(now.xmin) >= BigInt(base.base.start.xid)
    ? undefined
    : `the oldest running transaction (${now.xmin}) is older than the base's checkpoint (${base.base.start.xid})`;

/** Where a summary ends is decided by chance and kept for ever: in another history it would be elsewhere. */
const sameHistory: SetRule = ({ base, now, files }) =>
  isBoundary(files, now.timeline, base.base.anchor)
    ? undefined
    : `no summary of the WAL begins or ends at ${base.base.anchor} any more: ${tooOldOrOther}`;

/** A checkpoint is where a summary ends. */
const sameCheckpoint: SetRule = ({ base, now, files }) =>
  isBoundary(files, now.timeline, base.base.start.lsn)
    ? undefined
    : `no summary of the WAL begins or ends at the base's checkpoint ${base.base.start.lsn} any more: ${tooOldOrOther}`;

const tooOldOrOther = 'it was removed (wal_summary_keep_time), or the server was put back';

/** From the base's checkpoint to the end of what the new snapshot shows nothing may be missing. */
const nothingMissing: SetRule = ({ base, now, files }) =>
  coveringFiles(files, now.timeline, spanOf({ base, now }))
    ? undefined
    : `the summaries of the WAL from ${base.base.start.lsn} to ${now.end} are not complete`;

export const setRules = {
  sameCluster,
  sameDatabase,
  sameTimeline,
  sameServerStart,
  sameSettings,
  notBefore,
  snapshotNotBefore,
  sameHistory,
  sameCheckpoint,
  nothingMissing,
} as const;
export type SetRules = Partial<typeof setRules>;

/** The first objection to an older set as a base. */
export function whyNoBase(pair: SetPair, rules: SetRules = setRules): string | undefined {
  return firstObjection(rules, pair);
}

/** The WAL in which all changes between two snapshots are. */
export function spanOf({ base, now }: Pick<SetPair, 'base' | 'now'>): { readonly from: string; readonly to: string } {
  return { from: base.base.start.lsn, to: now.end };
}
