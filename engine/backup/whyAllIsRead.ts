import { momentOf } from '../incremental/moment.ts';
import type { SummaryObstacle } from '../postgres/catalog/walHistory.ts';
import type { WalMoment } from '../repository/evidence.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import type { ListedSet } from '../repository/sets.ts';
import { readingDigest } from './readingDigest.ts';
import type { Snapshot } from './snapshot.ts';

/** The moment of a snapshot; undefined where the server does not tell, or the plan does not want to know. */
export function thisMoment(
  { history, facts, role }: Snapshot,
  { document }: Plan,
  older: readonly SetManifest[],
): WalMoment | undefined {
  if (document.incremental === 'off' || 'obstacle' in history || facts.systemIdentifier === null) return undefined;
  const { checkpoint, position } = history;
  const settings = readingDigest(facts.versionNumber, role);
  const known = older.flatMap(({ evidence }) => evidence ?? []);
  return momentOf({ ...position, checkpoint, settings, systemIdentifier: facts.systemIdentifier }, known);
}

/** Why older sets make no difference. */
export function whyNotAsked(plan: Plan, snapshot: Snapshot): string | undefined {
  if (plan.document.incremental === 'off') return 'the plan says incremental: off';
  return 'obstacle' in snapshot.history ? obstacleText(snapshot.history.obstacle) : undefined;
}

export const allWasAskedFor = 'all was asked for';

/** Why all is read, as far as it can be told without looking at what has changed. */
export function whyAllIsRead(full: boolean, older: readonly ListedSet[]): string | undefined {
  if (full) return allWasAskedFor;
  if (older.length === 0) return 'the plan has no older set';
  return older.every(({ state }) => state === 'damaged') ? 'the older sets of the plan are damaged' : undefined;
}

/** Why none of the older sets is looked at. */
export function whyNoCandidate({ document }: Plan, older: readonly SetManifest[]): string {
  const newest = older.find(({ evidence, reading }) => evidence?.base && reading);
  if (!newest) return 'no older set has what it takes to compare with';
  return `the last set for which all was read is of ${newest.reading!.fullAt}, and the plan says fullEvery: ${document.fullEvery}`;
}

function obstacleText(obstacle: SummaryObstacle): string {
  switch (obstacle.kind) {
    case 'version':
      return 'only PostgreSQL 17 and 18 tell which blocks were changed';
    case 'standby':
      return 'a standby does not tell which blocks were changed';
    case 'off':
      return 'the server does not tell which blocks were changed: summarize_wal is off';
    case 'bypassed':
      return 'the extension pg_bulkload writes rows that the WAL does not tell of';
    case 'systemIdentifier':
      return 'the role may not ask for the identity of the server (pg_control_system)';
    case 'functions':
      return `the role may not call ${obstacle.functions.join(', ')}`;
    default:
      return obstacle satisfies never;
  }
}
