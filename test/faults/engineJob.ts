import type { EngineEvent, ExportRequest, Phase, RestoreRequest, SetTotals, Shard } from '../../engine/index.ts';

/** What the process of `engineDriver.ts` is asked to do: plain JSON. */
export interface EngineJob {
  /** The repository's address. */
  readonly repository: string;
  /** What opens it, where it is encrypted. */
  readonly key?: string;
  readonly work: Work;
  /** Where it ends itself; without one it runs to the end. */
  readonly stop?: Stop;
}

export type Work =
  | { readonly kind: 'backup'; readonly plan: string; readonly start?: string; readonly shard?: Shard }
  | { readonly kind: 'restore'; readonly request: RestoreRequest; readonly shard?: Shard }
  | { readonly kind: 'export'; readonly request: ExportRequest }
  | { readonly kind: 'verify' };

/** The process sends `signal` to itself at an exact point of its work; one that is stopped there goes on by SIGCONT. */
export interface Stop {
  readonly at: StopPoint;
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT' | 'SIGSTOP';
}

export type StopPoint =
  /** When the operation tells that it entered a phase. */
  | { readonly phase: Phase }
  /** Before or after the nth write of an object whose key matches. */
  | { readonly write: string; readonly moment: 'before' | 'after'; readonly nth?: number }
  /** Before the nth read of an object whose key matches. */
  | { readonly read: string; readonly nth?: number }
  /** Before the nth message with a line that matches is sent, or when it is answered. */
  | { readonly query: string; readonly moment: 'before' | 'after'; readonly nth?: number };

/** A line that the driver prints. */
export type DriverLine =
  | { readonly event: EngineEvent }
  | { readonly reached: StopPoint }
  | { readonly done: Outcome }
  | { readonly failed: Failure };

export interface Outcome {
  readonly set?: string;
  readonly run?: string | undefined;
  readonly totals?: SetTotals;
  readonly proved?: number;
  /** What a shard has been. */
  readonly part?: string;
  /** The most memory that the process had resident, in megabytes. */
  readonly peakMegabytes: number;
}

export interface Failure {
  /** An `ErrorCode`, or `internal` for whatever is no `PgstowError`. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly retryable: boolean;
}

export function describeStop({ at, signal }: Stop): string {
  const nth = 'nth' in at && at.nth ? ` number ${at.nth}` : '';
  if ('phase' in at) return `${signal} at the phase ${at.phase}`;
  if ('write' in at) return `${signal} ${at.moment} the write${nth} of ${at.write}`;
  if ('read' in at) return `${signal} at the read${nth} of ${at.read}`;
  return `${signal} ${at.moment} the statement${nth} ${at.query}`;
}
