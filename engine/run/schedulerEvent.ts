import type { EngineEvent } from '../events.ts';
import type { PlanDue } from '../schedule/due.ts';
import type { Lapse } from '../schedule/lapses.ts';

/** A start that is made. */
export interface PlannedStart {
  /** The plan's id. */
  readonly plan: string;
  /** ISO 8601. */
  readonly start: string;
}

/** What a scheduler tells while it runs. */
export type SchedulerEvent<Result> =
  /** It has looked what is due. */
  | { readonly kind: 'looked'; readonly plans: readonly PlanDue[] }
  /** The repository could not be read or written; told once until it can be again. */
  | { readonly kind: 'away'; readonly error: unknown }
  | { readonly kind: 'back' }
  | ({ readonly kind: 'started' } & PlannedStart)
  /** What the backup itself tells. */
  | ({ readonly kind: 'progress'; readonly event: EngineEvent } & PlannedStart)
  | ({ readonly kind: 'succeeded'; readonly result: Result } & PlannedStart)
  /** `skipped`: another run was at it, or has made it meanwhile. */
  | ({ readonly kind: 'failed' | 'interrupted' | 'skipped'; readonly error: unknown } & PlannedStart)
  /** Something that a person should know of a plan, beside its backups. */
  | { readonly kind: 'warned'; readonly plan: string; readonly message: string }
  /** Starts that had no run, and are recorded now. */
  | { readonly kind: 'lapsed'; readonly plan: string; readonly lapse: Lapse };
