import type { EngineEvent } from '../events.ts';
import type { PlanDue } from '../schedule/due.ts';
import type { Lapse } from '../schedule/lapses.ts';
import type { StartKind } from '../schedule/startKind.ts';
import type { MadeByKind } from './making.ts';

/** A start that is made. */
export interface PlannedStart<Task = StartKind> {
  /** The plan's id. */
  readonly plan: string;
  /** What is started. */
  readonly task: Task;
  /** ISO 8601. */
  readonly start: string;
}

/** What a scheduler tells while it runs. */
export type SchedulerEvent<Made extends MadeByKind> =
  /** It has looked what is due. */
  | { readonly kind: 'looked'; readonly plans: readonly PlanDue[] }
  /** The repository could not be read or written; told once until it can be again. */
  | { readonly kind: 'away'; readonly error: unknown }
  | { readonly kind: 'back' }
  | ({ readonly kind: 'started' } & PlannedStart)
  /** What the backup, or the drill, itself tells. */
  | ({ readonly kind: 'progress'; readonly event: EngineEvent } & PlannedStart)
  | SucceededStart<Made>
  /** `skipped`: another run was at it, or has made it meanwhile. */
  | ({ readonly kind: 'failed' | 'interrupted' | 'skipped'; readonly error: unknown } & PlannedStart)
  /** Something that a person should know of a plan, beside what is started. */
  | { readonly kind: 'warned'; readonly plan: string; readonly message: string }
  /** Starts that had no run, and are recorded now. */
  | { readonly kind: 'lapsed'; readonly plan: string; readonly lapse: Lapse };

type SucceededStart<Made extends MadeByKind> = {
  readonly [Task in StartKind]: { readonly kind: 'succeeded'; readonly result: Made[Task] } & PlannedStart<Task>;
}[StartKind];
