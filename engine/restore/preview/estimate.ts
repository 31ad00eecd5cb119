import type { ListedDrill } from '../../repository/drills.ts';
import type { SetManifest } from '../../repository/manifest.ts';
import type { PreviewItem } from './preview.ts';

/** About how long a restore will take, and what it is judged by. */
export interface Estimate {
  /** At least 1. */
  readonly seconds: number;
  /** `drill`: the newest drill of this set that has passed; `backup`: the time in which the set was made. */
  readonly from: 'drill' | 'backup';
}

/** What there is to do. */
export interface Effort {
  readonly items: readonly PreviewItem[];
  /** Bytes of COPY text that are loaded. */
  readonly bytes: number;
  /** Whether what was loaded is read back. */
  readonly proof: boolean;
}

/**
 * So many times as long as the backup of the same rows takes a restore: it loads them, builds indexes and reads them back. Between 2.1
 * and 2.7 where it was measured, and between 1.5 and 1.8 without the proof (`bench/README.md`).
 */
const slowerThanBackup = { proved: 2.5, unproved: 1.7 };
/** Of a relation without rows, with its indexes and constraints: 3,000 of them take 20 s there. */
const secondsPerRelation = 0.007;

/**
 * About how long it takes, by what was measured of the set itself: both the machine and the database that it is restored on may be
 * others. Undefined where nothing is done, and where nothing was measured of rows that there are. Pure.
 */
export function estimate(
  effort: Effort,
  set: Pick<SetManifest, 'startedAt' | 'finishedAt' | 'totals'>,
  drills: readonly ListedDrill[],
): Estimate | undefined {
  const relations = effort.items.filter(({ kind, action }) => relationKinds.has(kind) && isMade.has(action)).length;
  if (effort.bytes === 0 && relations === 0) return undefined;
  const { from, secondsPerByte } = measured(set, drills, effort.proof);
  if (effort.bytes > 0 && secondsPerByte === undefined) return undefined;
  const seconds = effort.bytes * (secondsPerByte ?? 0) + (from === 'drill' ? 0 : relations * secondsPerRelation);
  return { seconds: Math.max(1, Math.round(seconds)), from };
}

const relationKinds: ReadonlySet<string> = new Set(['TABLE', 'MATERIALIZED VIEW', 'INDEX']);
const isMade: ReadonlySet<string> = new Set(['create', 'rename', 'replace']);

/** A drill has restored and proved the whole set, objects without rows among it. */
function measured(
  { startedAt, finishedAt, totals }: Pick<SetManifest, 'startedAt' | 'finishedAt' | 'totals'>,
  drills: readonly ListedDrill[],
  proof: boolean,
): { readonly from: Estimate['from']; readonly secondsPerByte: number | undefined } {
  for (const drill of drills) {
    if (drill.state !== 'complete') continue;
    const { outcome, recoverySeconds = 0, proved } = drill.report;
    if (outcome !== 'passed' || recoverySeconds <= 0 || proved.bytes <= 0) continue;
    return { from: 'drill', secondsPerByte: recoverySeconds / proved.bytes };
  }
  const backup = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  const isKnown = backup > 0 && totals.bytes > 0;
  const slower = proof ? slowerThanBackup.proved : slowerThanBackup.unproved;
  return { from: 'backup', secondsPerByte: isKnown ? (backup * slower) / totals.bytes : undefined };
}
