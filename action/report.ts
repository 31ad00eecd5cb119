import type {
  AppliedPlan,
  ArchiveResult,
  BackupResult,
  CopyOutcome,
  CostReport,
  DrillReport,
  HealthReport,
  Held,
  Lapse,
  LostTable,
  Matrix,
  PrecheckReport,
  Preview,
  PruneResult,
  Released,
  RepairResult,
  SetManifest,
  Shard,
  ShardResult,
  ThawResult,
  Undeleted,
  VerifyResult,
} from '../engine/index.ts';
import type { Failure } from '../words/failure.ts';
import type { DescribedRotation } from '../words/rotationText.ts';
import type { Command } from './command.ts';

/** All that became of a step: what outputs, the report's file and the job summary are made from. */
export interface Report {
  /** What was asked for; absent when the inputs did not say. */
  readonly command?: Command | undefined;
  /** The repository's address. */
  readonly repository?: string | undefined;
  readonly status: Status;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** What was done; absent when the command did not get to its end. */
  readonly done?: Done | undefined;
  /** Why the step has failed, the first thing first; empty when it has not. */
  readonly failures: readonly Failure[];
  /** What a person should know, in the order it was told. */
  readonly warnings: readonly string[];
}

export type Status = 'succeeded' | 'failed' | 'interrupted';

/** What a command has done, in the engine's own types. */
export type Done =
  | {
      readonly command: 'run-due';
      readonly backups: readonly DueBackup[];
      readonly drills: readonly DueDrill[];
      readonly lapses: readonly PlanLapse[];
    }
  | { readonly command: 'backup'; readonly backups: readonly BackupOutcome[] }
  | { readonly command: 'drill'; readonly drills: readonly DrillOutcome[] }
  | { readonly command: 'precheck'; readonly reports: readonly PrecheckReport[] }
  | ({ readonly command: 'restore'; readonly dryRun: boolean } & RestoreDone)
  | { readonly command: 'restore-shard'; readonly shard: Shard; readonly result: ShardResult }
  | { readonly command: 'verify'; readonly result: VerifyResult }
  | { readonly command: 'repair'; readonly result: RepairResult }
  | { readonly command: 'prune'; readonly dryRun: boolean; readonly result: PruneResult }
  | { readonly command: 'archive'; readonly dryRun: boolean; readonly result: ArchiveResult }
  | { readonly command: 'thaw'; readonly result: ThawResult }
  | { readonly command: 'hold'; readonly held: Held }
  | { readonly command: 'release'; readonly set: string; readonly released: Released }
  | { readonly command: 'undelete'; readonly dryRun: boolean; readonly result: Undeleted }
  | { readonly command: 'key-rotate'; readonly rotation: DescribedRotation }
  | { readonly command: 'copy'; readonly plans: readonly CopiedPlan[] }
  | { readonly command: 'cost'; readonly report: CostReport }
  | { readonly command: 'health'; readonly report: HealthReport }
  | { readonly command: 'plan-apply'; readonly plans: readonly Applied[]; readonly error?: Failure | undefined }
  | { readonly command: 'matrix'; readonly matrix: Matrix };

/** What has become of the copies of a plan; with `error` one of them has failed, or none could be begun. */
export interface CopiedPlan {
  readonly plan: string;
  readonly copies: readonly CopyOutcome[];
  readonly error?: Failure | undefined;
}

/** What became of the backup of a plan. `plan` is its id, or what was asked for where that names none. */
export type BackupOutcome =
  | { readonly plan: string; readonly outcome: 'succeeded'; readonly result: BackupResult }
  | { readonly plan: string; readonly outcome: 'failed' | 'interrupted' | 'skipped'; readonly error: Failure }
  | { readonly plan: string; readonly outcome: 'notStarted' };

/** The same of a start that was due. */
export type DueBackup = BackupOutcome & Start;

/** What became of a drill. One that has failed has a report as well, if it came that far. */
export type DrillOutcome =
  | { readonly plan: string; readonly outcome: 'succeeded'; readonly report: DrillReport }
  | {
      readonly plan: string;
      readonly outcome: 'failed' | 'interrupted' | 'skipped';
      readonly error: Failure;
      readonly report?: DrillReport;
    }
  | { readonly plan: string; readonly outcome: 'notStarted' };

export type DueDrill = DrillOutcome & Start;

export interface Start {
  readonly start: string;
  readonly attempt: number;
}

/** Starts of a plan that had no run. */
export type PlanLapse = Lapse & { readonly plan: string };

/** What a restore has done, or a dry run of one; with `error` it stopped after the preview. */
export interface RestoreDone {
  readonly set: SetManifest;
  readonly preview: Preview;
  /** Tables that were read back, and are equal to the set. */
  readonly proved: number;
  readonly provedRows: number;
  /** What is missing, with skip-damaged. */
  readonly lost: readonly LostTable[];
  readonly proof: boolean;
  readonly run?: string | undefined;
  readonly error?: Failure | undefined;
}

/** What became of a plan that was applied. */
export interface Applied extends Pick<AppliedPlan, 'outcome'>, Pick<AppliedPlan['plan'], 'id' | 'name' | 'revision'> {}
