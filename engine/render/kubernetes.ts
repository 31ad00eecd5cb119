import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { version } from '../version.ts';
import { kubernetesSidecar } from './drillServer.ts';
import { needsOf } from './needs.ts';
import { isFolder, type Rendered, type RenderRequest } from './request.ts';
import { allowanceWarnings, type Triggers, triggersOf } from './triggers.ts';

/**
 * CronJobs that make the backups and drills of plans when they are due, one or more for each plan, and for its drills. Secrets are keys of one Secret,
 * `pgstow`, with the names that the plans give them; a bucket is reached as the service account `pgstow`. Rejects with
 * `input` when no plan has a schedule that starts again.
 *
 * https://kubernetes.io/docs/reference/kubernetes-api/batch/cron-job-v1/
 */
export function renderKubernetes(request: RenderRequest): Rendered {
  const { triggered, omitted } = triggersOf(request.plans);
  const manifests = triggered.flatMap((each) => each.crons.map((cron, index) => cronJob(each, cron, index, request)));
  const texts = manifests.map((manifest) => stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false }));
  return {
    text: `${head}\n${secretOf(triggered, request)}${texts.join('---\n')}`,
    warnings: [...omitted, ...warningsOf(triggered, request)],
  };
}

const head = `# Made by pgstow render kubernetes; make it again when a schedule changes.
# A start is made once. What starts at a full hour is looked for some minutes after it. What fails is tried again by the same pod, after 5
# and 30 minutes. Kubernetes does not start what the clocks jump over: such a start is missed, and pgstow runs says so.`;

/** What must be there beside it, at a glance. */
function secretOf(triggered: readonly Triggers[], request: RenderRequest): string {
  const keys = [...new Set(triggered.flatMap((each) => needsOf(each, request).secrets))];
  return keys.length > 0 ? `# The Secret pgstow needs the keys ${keys.join(', ')}.\n` : '';
}

function cronJob(triggers: Triggers, cron: string, index: number, request: RenderRequest): object {
  const { plan, kind, timeZone } = triggers;
  const name = nameOf(`${kind === 'drill' ? 'drill-' : ''}pgstow-${plan.id}`, index);
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, labels: { 'app.kubernetes.io/name': 'pgstow', 'app.kubernetes.io/instance': plan.id } },
    spec: {
      schedule: cron,
      timeZone,
      concurrencyPolicy: 'Forbid',
      // without it a controller that was away for a hundred starts gives up for good
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      // further attempts are made by the same pod, in their time, not by another one at once
      jobTemplate: {
        spec: { backoffLimit: 0, template: { spec: podOf(triggers, request) } },
      },
    },
  };
}

function podOf(triggers: Triggers, request: RenderRequest): object {
  const { plan, kind } = triggers;
  const { repository } = request;
  const { secrets, settings } = needsOf(triggers, request);
  const server = kind === 'drill' ? kubernetesSidecar : undefined;
  const only = plan.drill?.schedule ? ['--kind', kind] : [];
  const setting = {
    PGSTOW_REPOSITORY: repository,
    ...settings,
    ...(server && { PGSTOW_DRILL_SERVER: server.address }),
  };
  const folder = isFolder(repository) ? repository.replace(/^file:\/\//, '') : undefined;
  const claim = { name: 'repository', persistentVolumeClaim: { claimName: 'pgstow-repository' } };
  const temporary = { name: 'tmp', emptyDir: {} };
  return {
    restartPolicy: 'Never',
    ...(folder === undefined && { serviceAccountName: 'pgstow' }),
    securityContext: {
      runAsNonRoot: true,
      ...(folder !== undefined && { fsGroup: imageGroup }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(server && { initContainers: [server.container] }),
    containers: [
      {
        name: 'pgstow',
        image: `ghcr.io/pgstow/pgstow:${version}`,
        args: ['run-due', '--retry', ...only, plan.id],
        env: [
          ...Object.entries(setting).map(([name, value]) => ({ name, value })),
          ...secrets.map((name) => ({ name, valueFrom: { secretKeyRef: { name: 'pgstow', key: name } } })),
        ],
        resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [
          { name: 'tmp', mountPath: '/tmp' },
          ...(folder === undefined ? [] : [{ name: 'repository', mountPath: folder }]),
        ],
      },
    ],
    volumes: [temporary, ...(server?.volumes ?? []), ...(folder === undefined ? [] : [claim])],
  };
}

/** That of the image's user, who is to write into the volume. */
const imageGroup = 1000;

/** Kubernetes adds 11 characters to a name, and takes 63. */
const longest = 52;

function nameOf(of: string, index: number): string {
  const name = `${of}${index > 0 ? `-${index + 1}` : ''}`;
  if (name.length <= longest) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, longest - 9).replace(/-+$/, '')}-${digest}`;
}

function warningsOf(triggered: readonly Triggers[], request: RenderRequest): string[] {
  const files = triggered.flatMap((each) =>
    needsOf(each, request).files.map((file) => `plan ${each.plan.id} reads ${file}: mount it into its CronJob there`),
  );
  return [...files, ...allowanceWarnings(triggered)];
}
