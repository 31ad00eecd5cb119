import { PgstowError } from '../errors.ts';
import type { Environment } from '../spec/secret.ts';

/**
 * What the shards of one piece of work have in common, and those of no other one: what was given, or `PGSTOW_SHARD_GROUP`, or in
 * GitHub Actions the attempt of the workflow's run, the job and the step. A name that is used again would let a shard take the work of
 * yesterday for its own, so there is no default but that. Rejects with `input`.
 */
export function groupOf(given: string | undefined, env: Environment): string {
  const group = (given ?? env.PGSTOW_SHARD_GROUP ?? githubGroup(env))?.trim();
  if (group) return group;
  throw new PgstowError('input', 'nothing says which shards belong together', {
    hint: inKubernetes(env)
      ? `let the pod have PGSTOW_SHARD_GROUP from its label: valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/controller-uid']" } }`
      : 'set PGSTOW_SHARD_GROUP, or give --shard-group: any name that all shards of this backup or restore have, and no other one ever had',
  });
}

/**
 * An attempt begins when the one before is over. A matrix is one job, whose `GITHUB_JOB` its jobs share, and whose steps have the same
 * `GITHUB_ACTION` in all of them; a job may back up twice, before a migration and after it:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
function githubGroup(env: Environment): string | undefined {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT, GITHUB_JOB, GITHUB_ACTION } = env;
  if (!GITHUB_RUN_ID) return undefined;
  const repository = `${GITHUB_SERVER_URL ?? ''}/${GITHUB_REPOSITORY ?? ''}`;
  return `${repository} run ${GITHUB_RUN_ID} attempt ${GITHUB_RUN_ATTEMPT ?? 1} job ${GITHUB_JOB ?? ''} step ${GITHUB_ACTION ?? ''}`;
}

function inKubernetes({ JOB_COMPLETION_INDEX, KUBERNETES_SERVICE_HOST }: Environment): boolean {
  return JOB_COMPLETION_INDEX !== undefined || KUBERNETES_SERVICE_HOST !== undefined;
}
