import type pg from 'pg';
import type { DatabaseFacts } from '../postgres/catalog/database.ts';
import {
  type Checkpoint,
  readCheckpoint,
  readWalPosition,
  type SummaryObstacle,
  summaryObstacle,
  type WalPosition,
} from '../postgres/catalog/walHistory.ts';

/** Where a server's history stood at a snapshot: a checkpoint before it, and the end of what it shows. */
export interface KnownHistory {
  readonly checkpoint: Checkpoint;
  readonly position: WalPosition;
}

export type History = KnownHistory | { readonly obstacle: SummaryObstacle };

/** The half of it that must be older than the snapshot. */
export type HistoryStart = Pick<KnownHistory, 'checkpoint'> | { readonly obstacle: SummaryObstacle };

/** To be asked before the transaction begins. */
export async function historyBefore(leader: pg.Client, facts: DatabaseFacts): Promise<HistoryStart> {
  const obstacle = await summaryObstacle(leader, facts);
  return obstacle ? { obstacle } : { checkpoint: await readCheckpoint(leader) };
}

/** To be asked when the transaction has its snapshot, and not before: whatever the snapshot shows was written by then. */
export async function historyAt(leader: pg.Client, start: HistoryStart): Promise<History> {
  if ('obstacle' in start) return start;
  return { ...start, position: await readWalPosition(leader) };
}
