import { backupAction } from './actions/backup.ts';
import { restoreAction } from './actions/restore.ts';
import { verifyAction } from './actions/verify.ts';
import type { ActionType } from './actionType.ts';
import { backupPlanDataSource } from './data-sources/backupPlan.ts';
import { backupSetsDataSource } from './data-sources/backupSets.ts';
import { costDataSource } from './data-sources/cost.ts';
import { healthDataSource } from './data-sources/health.ts';
import { precheckDataSource } from './data-sources/precheck.ts';
import { restorePrecheckDataSource } from './data-sources/restorePrecheck.ts';
import { restoreRangeDataSource } from './data-sources/restoreRange.ts';
import { workflowDataSource } from './data-sources/workflow.ts';
import { cronFunction } from './functions/cron.ts';
import { nextRunsFunction } from './functions/nextRuns.ts';
import { repositoryUrlFunction } from './functions/repositoryUrl.ts';
import type { FunctionType } from './functionType.ts';
import { backupPlanResource } from './resources/backupPlan.ts';
import { repositoryResource } from './resources/repository.ts';
import { restoreResource } from './resources/restore.ts';
import type { DataSourceType, ResourceType } from './resourceType.ts';
import type { Schema } from './schema/attribute.ts';
import type { Address } from './session.ts';
import { isUnknown, type ObjectValue } from './values/value.ts';

/** Everything that the provider serves. */
export const resourceTypes: readonly ResourceType[] = [backupPlanResource, repositoryResource, restoreResource];

export const dataSourceTypes: readonly DataSourceType[] = [
  backupPlanDataSource,
  backupSetsDataSource,
  restoreRangeDataSource,
  precheckDataSource,
  restorePrecheckDataSource,
  healthDataSource,
  costDataSource,
  workflowDataSource,
];

export const functionTypes: readonly FunctionType[] = [repositoryUrlFunction, cronFunction, nextRunsFunction];

export const actionTypes: readonly ActionType[] = [backupAction, restoreAction, verifyAction];

/** The provider's own configuration. */
export const providerSchema: Schema = {
  description:
    'Backups of PostgreSQL as code. Terraform keeps the plans and reads what there is; the `pgstow` command or a workflow runs them.',
  attributes: {
    repository: {
      type: 'string',
      given: 'optional',
      description:
        'Address of the repository: `./folder`, `/folder`, `file:///folder` or `s3://bucket/prefix?region=...`. Opened when it is first needed. Default: the environment variable `PGSTOW_REPOSITORY`. What opens an encrypted one comes from `PGSTOW_KEY`, `PGSTOW_PASSPHRASE` or `PGSTOW_KMS_KEY`, and is needed only where sets are read.',
    },
  },
};

export function addressOf(config: ObjectValue, env: Readonly<Record<string, string | undefined>>): Address {
  const { repository = null } = config;
  if (isUnknown(repository)) return { state: 'unknown' };
  const url = (repository as string | null) ?? env.PGSTOW_REPOSITORY;
  return url ? { state: 'known', url } : { state: 'missing' };
}
