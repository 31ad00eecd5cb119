import { z } from 'zod';
import type { Progress } from '../events.ts';

export type RunKind =
  | 'backup'
  | 'restore'
  | 'verify'
  | 'prune'
  | 'export'
  | 'drill'
  | 'copy'
  | 'repair'
  | 'archive'
  | 'thaw';

/**
 * A run's progress and outcome, as it is stored: the only object of a repository that is rewritten. Starts of a schedule that
 * had no run have such a record too, so that each of them is accounted for.
 */
export interface RunRecord {
  readonly run: string;
  /** Absent for a run that belongs to no plan. */
  readonly plan?: string | undefined;
  readonly kind: RunKind;
  /** What the user calls the task. */
  readonly name?: string | undefined;
  /** `skipped`: another run was at it. `missed`: nothing ran it in its time. */
  readonly state: 'running' | 'succeeded' | 'failed' | 'interrupted' | 'skipped' | 'missed';
  /** ISO 8601, as all instants here. */
  readonly startedAt: string;
  /** At most some seconds ago while the run is alive. */
  readonly updatedAt: string;
  readonly finishedAt?: string | undefined;
  /** The start of the plan's schedule that it is for; absent when somebody has called for it, or another run was at it. */
  readonly start?: string | undefined;
  /** The start that it was to be for, had not another run been at it, or made it. */
  readonly refusedStart?: string | undefined;
  /** Where one record tells of several starts that had no run: the last of them. */
  readonly until?: string | undefined;
  /** Why a start had no run. */
  readonly reason?: string | undefined;
  readonly host: string;
  readonly pid: number;
  /** Absent until the run has said where it stands. */
  readonly progress?: Progress | undefined;
  /** The set that the run has made, restores, verifies or drills. */
  readonly set?: string | undefined;
  /** Of a drill that has passed: how long it took to fetch, restore and prove the set. */
  readonly recoverySeconds?: number | undefined;
  /** The set that a backup may commit; absent when it has. Where the run was cut off, the set itself tells whether it did. */
  readonly making?: string | undefined;
  /** What a restore was asked to do. */
  readonly restore?: RestoreTerms | undefined;
  /** What has become of the copies of the plan's sets, of a run that has copied. */
  readonly copies?: readonly CopyRecord[] | undefined;
  /** The run whose lead this one has taken over, in what several machines share. */
  readonly goesOnWith?: string | undefined;
  /** How many machines share it: when the one that leads is gone, another one goes on under a run of its own. */
  readonly shards?: number | undefined;
  /** Why it failed or was interrupted. */
  readonly error?: RunError | undefined;
  readonly warnings: readonly string[];
}

/** What a restore was asked to do, by the words of its request, so that it can be gone on with. */
export interface RestoreTerms {
  readonly schemas: readonly string[];
  readonly tables: readonly string[];
  readonly conflict: 'rename' | 'fail' | 'skip' | 'replace' | 'append';
  readonly renameFormat: string;
  readonly keepForeignKeys: boolean;
  readonly intoSchema?: string | undefined;
  readonly mapSchemas: Readonly<Record<string, string>>;
  readonly owner: boolean;
  readonly acl: boolean;
  readonly mapRoles: Readonly<Record<string, string>>;
  readonly createDatabase: boolean;
}

/** What a run has come to at one of the repositories that the sets of a plan are copied to. */
export interface CopyRecord {
  /** Its address, as the plan has it. */
  readonly repository: string;
  /** `complete`: each set that is to be there is. `waiting`: each but those that wait to be thawed. */
  readonly state: 'complete' | 'waiting' | 'failed';
  /** The newest set that is there, by the id that it has at its source; absent where none is known to be. */
  readonly newest?: { readonly set: string; readonly snapshotAt: string } | undefined;
  /** The sets that this run has copied, the newest first. */
  readonly sets: readonly string[];
  /** Sets that are to be there and are not. */
  readonly missing: readonly string[];
  /** Those of them that wait to be thawed; absent where none does. */
  readonly archived?: ArchivedSets | undefined;
  /** Blobs that had to be stored there, and their bytes. */
  readonly blobs: number;
  readonly bytes: number;
  /** How many of these the service has copied by itself: they passed through no machine. */
  readonly withinService?: number | undefined;
  /** Why not all of them. */
  readonly passedThrough?: string | undefined;
  /** Why it failed. */
  readonly error?: RunError | undefined;
}

/** Sets that cannot be read before something of them is thawed. */
export interface ArchivedSets {
  /** By their ids. */
  readonly sets: readonly string[];
  /** What of them lies in an archive, and their bytes as they are stored. */
  readonly blobs: number;
  readonly bytes: number;
  /** The classes that it lies in, such as `GLACIER`. */
  readonly storageClasses: readonly string[];
}

export interface RunError {
  /** An `ErrorCode`, or `internal` for what should not have happened. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The set that a run has brought into its repository, by making or copying it; it may have failed afterwards. */
export function madeSet({
  kind,
  state,
  set,
}: {
  kind: RunKind;
  state: string;
  set?: string | undefined;
}): string | undefined {
  return ['backup', 'copy'].includes(kind) && ['succeeded', 'failed', 'interrupted'].includes(state) ? set : undefined;
}

const count = z.number().min(0);
const instant = z.iso.datetime();

const names = z.record(z.string(), z.string());

const restoreTermsSchema: z.ZodType<RestoreTerms> = z.object({
  schemas: z.array(z.string()),
  tables: z.array(z.string()),
  conflict: z.enum(['rename', 'fail', 'skip', 'replace', 'append']),
  renameFormat: z.string(),
  keepForeignKeys: z.boolean(),
  intoSchema: z.string().optional(),
  mapSchemas: names,
  owner: z.boolean(),
  acl: z.boolean(),
  mapRoles: names,
  createDatabase: z.boolean(),
});

const runErrorSchema: z.ZodType<RunError> = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
});

const copyRecordSchema: z.ZodType<CopyRecord> = z.object({
  repository: z.string(),
  state: z.enum(['complete', 'waiting', 'failed']),
  newest: z.object({ set: z.string(), snapshotAt: instant }).optional(),
  sets: z.array(z.string()),
  missing: z.array(z.string()),
  archived: z
    .object({ sets: z.array(z.string()), blobs: count, bytes: count, storageClasses: z.array(z.string()) })
    .optional(),
  blobs: count,
  bytes: count,
  withinService: count.optional(),
  passedThrough: z.string().optional(),
  error: runErrorSchema.optional(),
});

export const runRecordSchema: z.ZodType<RunRecord> = z.object({
  run: z.string(),
  plan: z.string().optional(),
  kind: z.enum(['backup', 'restore', 'verify', 'prune', 'export', 'drill', 'copy', 'repair', 'archive', 'thaw']),
  name: z.string().optional(),
  state: z.enum(['running', 'succeeded', 'failed', 'interrupted', 'skipped', 'missed']),
  startedAt: instant,
  updatedAt: instant,
  finishedAt: instant.optional(),
  start: instant.optional(),
  refusedStart: instant.optional(),
  until: instant.optional(),
  reason: z.string().optional(),
  host: z.string(),
  pid: z.int(),
  progress: z
    .object({
      phase: z.string() as unknown as z.ZodType<Progress['phase']>, // a later version may have more of them
      tables: count,
      tablesDone: count,
      rows: count,
      bytes: count,
      bytesTotal: count,
      storedBytes: count,
    })
    .optional(),
  set: z.string().optional(),
  recoverySeconds: count.optional(),
  making: z.string().optional(),
  restore: restoreTermsSchema.optional(),
  copies: z.array(copyRecordSchema).optional(),
  error: runErrorSchema.optional(),
  goesOnWith: z.string().optional(),
  shards: count.optional(),
  warnings: z.array(z.string()),
});
