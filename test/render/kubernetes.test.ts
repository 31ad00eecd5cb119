import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { renderKubernetes } from '../../engine/render/kubernetes.ts';
import type { RenderedPlan } from '../../engine/render/request.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { version } from '../../engine/version.ts';

function planOf(id: string, schedule: object, source: object = {}): RenderedPlan {
  const document = parsePlan({ id, schedule, source: { host: 'h', database: 'd', user: 'u', ...source } });
  return { ...document, id };
}

function render(plans: readonly RenderedPlan[], repository = 's3://backups/prod') {
  const { text, warnings } = renderKubernetes({ repository, opener: { kind: 'key' }, plans });
  const documents = parseAllDocuments(text);
  for (const { errors } of documents) expect(errors).toEqual([]);
  // biome-ignore lint/suspicious/noExplicitAny: whatever is in a manifest
  return { text, warnings, manifests: documents.map((document) => document.toJS() as any) };
}

test('a CronJob makes the backups of a plan when they are due, in its time zone', () => {
  const plan = planOf(
    'orders',
    { startAt: ['01:00'], timeZone: 'Europe/Berlin' },
    { password: { env: 'ORDERS_PASSWORD' } },
  );
  const { text, manifests, warnings } = render([plan]);
  expect(warnings).toEqual([]);
  expect(text).toContain('\n# The Secret pgstow needs the keys PGSTOW_KEY, ORDERS_PASSWORD.\napiVersion: batch/v1\n');
  expect(manifests).toEqual([
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: {
        name: 'pgstow-orders',
        labels: { 'app.kubernetes.io/name': 'pgstow', 'app.kubernetes.io/instance': 'orders' },
      },
      spec: {
        schedule: expect.stringMatching(/^([3-9]|1\d|2[0-7]) 1 \* \* \*$/),
        timeZone: 'Europe/Berlin',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            backoffLimit: 0,
            template: {
              spec: {
                restartPolicy: 'Never',
                serviceAccountName: 'pgstow',
                securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
                containers: [
                  {
                    name: 'pgstow',
                    image: `ghcr.io/pgstow/pgstow:${version}`,
                    args: ['run-due', '--retry', 'orders'],
                    env: [
                      { name: 'PGSTOW_REPOSITORY', value: 's3://backups/prod' },
                      { name: 'PGSTOW_KEY', valueFrom: { secretKeyRef: { name: 'pgstow', key: 'PGSTOW_KEY' } } },
                      {
                        name: 'ORDERS_PASSWORD',
                        valueFrom: { secretKeyRef: { name: 'pgstow', key: 'ORDERS_PASSWORD' } },
                      },
                    ],
                    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
                    securityContext: {
                      allowPrivilegeEscalation: false,
                      readOnlyRootFilesystem: true,
                      capabilities: { drop: ['ALL'] },
                    },
                    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
                  },
                ],
                volumes: [{ name: 'tmp', emptyDir: {} }],
              },
            },
          },
        },
      },
    },
  ]);
});

test('a plan with several expressions has several CronJobs, with names that Kubernetes takes', () => {
  const longId = `${'a'.repeat(43)}-${'b'.repeat(19)}`;
  const startAt = ['01:30', '14:45'];
  const { manifests } = render([planOf('orders', { startAt }), planOf(longId, { startAt })]);
  const names = manifests.map(({ metadata }) => metadata.name);
  expect(names.slice(0, 2)).toEqual(['pgstow-orders', 'pgstow-orders-2']);
  expect(new Set(names).size).toBe(4);
  for (const name of names) expect(name).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,50}[a-z0-9])$/);
  expect(manifests.map(({ spec }) => spec.schedule)).toEqual([
    '30 1 * * *',
    '45 14 * * *',
    '30 1 * * *',
    '45 14 * * *',
  ]);
});

test.each(['/srv/backups', 'file:///srv/backups'])('a folder is a claimed volume: %s', (repository) => {
  const { manifests } = render([planOf('orders', { cron: '7 * * * *' })], repository);
  const pod = manifests[0].spec.jobTemplate.spec.template.spec;
  expect(pod.serviceAccountName).toBeUndefined();
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, fsGroup: 1000 });
  expect(pod.volumes).toEqual([
    { name: 'tmp', emptyDir: {} },
    { name: 'repository', persistentVolumeClaim: { claimName: 'pgstow-repository' } },
  ]);
  expect(pod.containers[0].volumeMounts).toEqual([
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'repository', mountPath: '/srv/backups' },
  ]);
  expect(pod.containers[0].env[0]).toEqual({ name: 'PGSTOW_REPOSITORY', value: repository });
});

test('a plan with commands and webhooks has what they need', () => {
  const more = { hooks: { after: [['true']] }, notifications: [{ webhook: { env: 'SLACK' } }] };
  const plan = parsePlan({
    id: 'a',
    source: { host: 'h', database: 'd', user: 'u' },
    schedule: { cron: '7 * * * *' },
    ...more,
  });
  const { manifests, warnings } = render([{ ...plan, id: 'a' }]);
  const { env } = manifests[0].spec.jobTemplate.spec.template.spec.containers[0];
  expect(env.slice(1)).toMatchObject([
    { name: 'PGSTOW_ALLOW_HOOKS', value: '1' },
    { name: 'PGSTOW_KEY' },
    { name: 'SLACK', valueFrom: { secretKeyRef: { name: 'pgstow', key: 'SLACK' } } },
  ]);
  expect(warnings).toEqual([
    'plan a has hooks, and its job sets PGSTOW_ALLOW_HOOKS=1: it runs the commands of whoever writes plans',
  ]);
});

test('files that a plan reads are to be mounted', () => {
  const { warnings } = render([planOf('orders', { cron: '7 * * * *' }, { password: { file: '/run/secrets/a' } })]);
  expect(warnings).toEqual(['plan orders reads /run/secrets/a: mount it into its CronJob there']);
});

test('the drills of a plan are a CronJob of their own, with a server in their pod', () => {
  const schedule = { startAt: ['01:00'], timeZone: 'Europe/Berlin' };
  const document = parsePlan({
    id: 'orders',
    schedule,
    source: { host: 'h', database: 'd', user: 'u', password: { env: 'ORDERS_PASSWORD' } },
    drill: { schedule: { days: ['sun'], startAt: ['05:00'], timeZone: 'Europe/Berlin' } },
  });
  const { manifests } = render([{ ...document, id: 'orders' }]);
  expect(manifests.map(({ metadata }) => metadata.name)).toEqual(['pgstow-orders', 'drill-pgstow-orders']);
  const [backups, drills] = manifests.map(({ spec }) => spec.jobTemplate.spec.template.spec);
  expect(backups.containers[0].args).toEqual(['run-due', '--retry', '--kind', 'backup', 'orders']);
  expect(backups.initContainers).toBeUndefined();
  expect(drills.containers[0].args).toEqual(['run-due', '--retry', '--kind', 'drill', 'orders']);
  expect(drills.containers[0].env).toEqual([
    { name: 'PGSTOW_REPOSITORY', value: 's3://backups/prod' },
    { name: 'PGSTOW_DRILL_SERVER', value: 'postgresql://postgres@127.0.0.1:5432/postgres' },
    { name: 'PGSTOW_KEY', valueFrom: { secretKeyRef: { name: 'pgstow', key: 'PGSTOW_KEY' } } },
  ]);
  const [server] = drills.initContainers;
  expect(server).toMatchObject({ image: 'postgres:18', restartPolicy: 'Always' });
  const mounted = [...server.volumeMounts, ...drills.containers[0].volumeMounts].map(({ name }) => name);
  expect(new Set(mounted)).toEqual(new Set(drills.volumes.map(({ name }: { name: string }) => name)));
});
