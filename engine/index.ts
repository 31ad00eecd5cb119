/**
 * pgstow's engine: what the command line, the Terraform provider and the GitHub Action are made of, as a library.
 *
 * ```ts
 * import { backup, openRepository } from 'pgstow';
 *
 * const repository = await openRepository('./backups', { key: process.env.PGSTOW_KEY });
 * const { set } = await backup(repository, 'orders-nightly', { signal, onEvent: console.log });
 * ```
 *
 * Every operation takes an `AbortSignal` and rejects with a {@link PgstowError}. Nothing here prints or ends the process.
 */
export { type BackupOptions, type BackupResult, backup } from './backup/backup.ts';
export type { ArchivedAfterBackup, BlobCount } from './coldStorage/archiveAfterBackup.ts';
export type { ArchivedPart } from './coldStorage/archivedBlobs.ts';
export { type ThawTerms, usualThaw } from './coldStorage/thaw.ts';
export type { CopyOutcome } from './copy/copyPlan.ts';
export type { RestoreCost } from './cost/restoreCost.ts';
export type { SteadyState } from './cost/steadyState.ts';
export type { ClassCost, StoredCost } from './cost/storedCost.ts';
export { type DrillOptions, type DrillResult, drill } from './drill/drill.ts';
export type { DrillRequest } from './drill/request.ts';
export { type ErrorCode, PgstowError } from './errors.ts';
export type { EngineEvent, OnEvent, Phase, Progress } from './events.ts';
export { type ExportOptions, type ExportResult, exportSet } from './export/exportSet.ts';
export { type ExportFormat, type ExportRequest, exportFormats } from './export/request.ts';
export { type ArchiveOptions, type ArchiveRequest, type ArchiveResult, archive } from './keep/archive.ts';
export { type BlobKeysOrigin, blobKeysOrigin } from './keep/blobKeysOrigin.ts';
export { type BucketRules, bucketRules } from './keep/bucketRules.ts';
export { type CopyAddress, type CopyOptions, type CopyRequest, type CopyResult, copy } from './keep/copy.ts';
export type { CopyFreshness } from './keep/copyHealth.ts';
export {
  type CostOptions,
  type CostReport,
  type CostRequest,
  cost,
  type PlanCost,
  type UsedPrices,
} from './keep/cost.ts';
export {
  type HealthOptions,
  type HealthReport,
  type HealthRequest,
  health,
  type PlanFreshness,
} from './keep/health.ts';
export type { Freshness } from './keep/judgeHealth.ts';
export { type KeyReach, keyReach, type SetsReached } from './keep/keyReach.ts';
export type { LastDrill } from './keep/lastDrill.ts';
export { type DescribedSet, listSets, type SetsToList } from './keep/listSets.ts';
export type { LockHealth } from './keep/notedHealth.ts';
export { type FiguresOptions, type PlanFigures, planFigures, type SetFigures } from './keep/planFigures.ts';
export { type PlanHealth, type PlanStatus, planHealth } from './keep/planHealth.ts';
export { type PruneOptions, type PruneRequest, type PruneResult, prune } from './keep/prune.ts';
export type { Forecast } from './keep/pruneForecast.ts';
export { type RepairOptions, type RepairRequest, type RepairResult, repair } from './keep/repair.ts';
export { type KeysRotation, type RotateKeysRequest, rotateKeys } from './keep/rotateKeys.ts';
export { type ArchivedShare, type SetStorage, setStorage } from './keep/setStorage.ts';
export type { StuckArchiving } from './keep/stuckArchiving.ts';
export { type SetToThaw, type ThawOptions, type ThawResult, thaw } from './keep/thaw.ts';
export { type Undeleted, type UndeletedObject, type UndeleteOptions, undelete } from './keep/undelete.ts';
export { type VerifiedSet, type VerifyOptions, type VerifyRequest, type VerifyResult, verify } from './keep/verify.ts';
export type { AffectedRange, AffectedSet, AffectedTable, DamageKind, Finding } from './keep/verifyFinding.ts';
export type { Answer } from './look/askDatabase.ts';
export { askSet, type SetAnswer, type SetQuery } from './look/askSet.ts';
export type { LookOptions } from './look/withSet.ts';
export { type TableRows, type TableRowsRequest, type TextValue, withTableRows } from './look/withTableRows.ts';
export type { ConnectionTarget } from './postgres/target.ts';
export { type GrantsOptions, type GrantsPurpose, grants } from './precheck/grants.ts';
export { type OpenedToCheck, openToCheck } from './precheck/openToCheck.ts';
export { type PrecheckOptions, precheck } from './precheck/precheck.ts';
export type { Check, PrecheckReport } from './precheck/report.ts';
export {
  precheckRestore,
  type RestorePrecheckOptions,
  type RestorePrecheckReport,
} from './precheck/restorePrecheck.ts';
export {
  type ConnectionFailed,
  type ConnectionPassed,
  type ConnectionTest,
  type TestConnectionOptions,
  type TlsFacts,
  testConnection,
} from './precheck/testConnection.ts';
export {
  type NotificationTest,
  type TestNotificationsOptions,
  testNotifications,
} from './precheck/testNotifications.ts';
export type { Blocker } from './prune/blockers.ts';
export type { DecidedSet } from './prune/decideSets.ts';
export type { LockedBlobs } from './prune/doomedBlobs.ts';
export { type Held, type HoldOptions, hold, type Released, release } from './prune/holding.ts';
export type { UnreadableSet } from './prune/mark.ts';
export { pin, unpin } from './prune/pinning.ts';
export type { PrunedAfterBackup } from './prune/pruneAfterBackup.ts';
export { renderGithub } from './render/github.ts';
export { renderKubernetes } from './render/kubernetes.ts';
export { openerOf } from './render/openerOf.ts';
export type { Rendered, RenderedPlan, RenderRequest, RepositoryOpener } from './render/request.ts';
export { type AppliedPlans, applyPlans } from './repository/applyPlans.ts';
export { type BucketPlace, bucketUrl } from './repository/bucketUrl.ts';
export { checkAddress } from './repository/checkAddress.ts';
export type { SetChoice } from './repository/chooseSet.ts';
export type { SetName, TableItem } from './repository/contents.ts';
export type { AssertionResult, DrillReport } from './repository/drillReport.ts';
export type { ListedDrill } from './repository/drills.ts';
export type { Generation, RemovedSlot } from './repository/generations.ts';
export type { KeySlot } from './repository/keySlot.ts';
export type { KeySlots } from './repository/keySlots.ts';
export type { SetManifest, SetSource, SetTotals } from './repository/manifest.ts';
export type { Pin, Pins } from './repository/pins.ts';
export type { AppliedPlan, ChangeOptions, Plan } from './repository/plans.ts';
export type { AvailableRange } from './repository/rangeOfSets.ts';
export {
  type InitOptions,
  initRepository,
  type OpenOptions,
  openRepository,
  type Repository,
} from './repository/repository.ts';
export type { Rotation } from './repository/rotateKeys.ts';
export type { RestoreTerms, RunKind } from './repository/runRecord.ts';
export type { ListedRun, Run } from './repository/runs.ts';
export type { CachePart, SetCache } from './repository/setCache.ts';
export type { SetLock, SetLocks } from './repository/setLocks.ts';
export type { ListedSet } from './repository/sets.ts';
export { generateKey, type Unlocking } from './repository/unlocking.ts';
export { checkChoice, type RestoreChoice } from './restore/checkChoice.ts';
export type { Action } from './restore/preview/decide.ts';
export type { Estimate } from './restore/preview/estimate.ts';
export type { Preview, PreviewItem, Reading } from './restore/preview/preview.ts';
export type { Problem } from './restore/preview/problems.ts';
export { checkSchemaNames } from './restore/rename/checkSchemaNames.ts';
export { checkRenameFormat } from './restore/rename/format.ts';
export {
  type Conflict,
  conflicts,
  type RestoreInput,
  type RestoreRequest,
  restoreDefaults,
} from './restore/request.ts';
export { type RestoreOptions, type RestoreResult, restore } from './restore/restore.ts';
export type { LostRange, LostTable } from './restore/rows/lostRows.ts';
export { restoreShard, type ShardResult } from './restore/shards/restoreShard.ts';
export { databaseIdentity, dropDatabase } from './restore/target/createdDatabase.ts';
export { completeRestoreRequest, findRestoreTask, type RestoreTaskRun } from './restore/task/resumedRequest.ts';
export { dueNow, type Looking } from './run/lookAt.ts';
export type { MadeByKind, Make, StartOutcome } from './run/making.ts';
export { type RunDueOptions, runDue } from './run/runDue.ts';
export { type RetryOptions, runDueWithRetries } from './run/runDueWithRetries.ts';
export { type PlanOutcome, type RunPlansOptions, runPlans } from './run/runPlans.ts';
export { runScheduler, type SchedulerOptions } from './run/scheduler.ts';
export type { PlannedStart, SchedulerEvent } from './run/schedulerEvent.ts';
export { type Cron, type Crons, cronOf, cronsOf } from './schedule/cronOf.ts';
export type { PlanDue, Standing } from './schedule/due.ts';
export type { Lapse } from './schedule/lapses.ts';
export { type Matrix, type MatrixEntry, matrixOf } from './schedule/matrix.ts';
export type { CronSchedule, Schedule, SingleSchedule, Weekday, WeeklySchedule } from './schedule/schedule.ts';
export { type StartKind, startKinds } from './schedule/startKind.ts';
export { nextStarts } from './schedule/starts.ts';
export { resolveShard, type Shard, type ShardRequest } from './shard/shard.ts';
export { resolveBastion } from './spec/bastion.ts';
export { parseBastionAddress } from './spec/bastionAddress.ts';
export type { CrossBorder } from './spec/crossBorder.ts';
export { formatPlan } from './spec/formatPlan.ts';
export { didYouMean } from './spec/nearMatches.ts';
export { parsePlan, parsePlans, problemsOfPlan } from './spec/parsePlans.ts';
export { parseSchedule } from './spec/parseSchedule.ts';
export type { PlanDocument, PlanInput } from './spec/plan.ts';
export type { PlanProblem } from './spec/planProblems.ts';
export { planJsonSchema } from './spec/planSchema.ts';
export { bytesPerSecond, formatRate } from './spec/rate.ts';
export { resolveReference } from './spec/secret.ts';
export { resolveSource } from './spec/source.ts';
export { sourceAddress } from './spec/sourceAddress.ts';
export { parseTargetUrl } from './spec/target.ts';
export { version } from './version.ts';
