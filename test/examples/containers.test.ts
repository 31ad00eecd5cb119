import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { version } from '../../engine/version.ts';
import { startPgstow } from '../cli/pgstow.ts';
import { freshDatabase } from '../servers.ts';
import { importsOf, sourceFiles } from '../structure/sources.ts';
import { composeFile, kubernetesManifests, podsIn } from './containerCommands.ts';
import { type Place, type PlayedCommand, playCompose, playKubernetes } from './containerPlay.ts';

let server: ThrowawayServer;
beforeAll(async () => {
  server = await startServer({ tcp: true });
});
afterAll(() => server.stop());

/** A folder stands for the root of the containers, and the command line of this checkout for the image. */
async function play(
  how: (place: Place, source: Awaited<ReturnType<typeof freshDatabase>>) => Promise<PlayedCommand[]>,
): Promise<PlayedCommand[]> {
  await using source = await freshDatabase(server);
  await source.query('CREATE TABLE a AS SELECT 1 AS n');
  const root = await mkdtemp(join(tmpdir(), 'pgstow-containers-'));
  try {
    return await how(
      { root, inside: (path) => join(root, path), start: (args, env) => startPgstow(args, { env }) },
      source,
    );
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

describe.concurrent('what the examples show', () => {
  test('every command line of examples/kubernetes works', async () => {
    const played = await play(playKubernetes);
    expect(played.map(({ from, command, status, output }) => [from, command, status === 0 ? 0 : output])).toEqual([
      ['setup.yaml', 'init', 0],
      ['Job pgstow-apply', 'plan apply --file /plans/plans.yaml', 0],
      ['CronJob pgstow', 'run-due', 0],
      ['CronJob pgstow-shards', 'backup orders --shard auto/4', 0],
      ['Deployment pgstow-scheduler', 'scheduler --parallel 2 --grace 600 --listen 0.0.0.0:9188 --json', 0],
      ['Job pgstow-restore', 'restore orders --create-database --jobs 2 --shard auto/8', 0],
    ]);
    expect(played[5]!.output).toContain('shard 1/8 has led the restore');
    expect(played[2]!.output).toMatch(/^orders: set \S+: 1 table, 1 row, /);
    expect(played[3]!.output).toMatch(/^orders: set \S+: 1 table, 1 row, /);
  });

  test('every command line of examples/compose works', async () => {
    const played = await play(playCompose);
    expect(played.map(({ from, command, status, output }) => [from, command, status === 0 ? 0 : output])).toEqual([
      ['docker compose init', 'init', 0],
      ['docker compose apply', 'plan apply --file /plans.yaml', 0],
      ['docker compose scheduler', 'scheduler --key-file /run/secrets/pgstow-key --grace 60 --listen 0.0.0.0:9188', 0],
      ['docker compose pgstow', '--key-file /run/secrets/pgstow-key due', 0],
      ['docker compose pgstow', '--key-file /run/secrets/pgstow-key backup orders', 0],
      ['docker compose pgstow', '--key-file /run/secrets/pgstow-key sets', 0],
      ['docker compose pgstow', '--key-file /run/secrets/pgstow-key verify orders', 0],
    ]);
  });
});

test('pods are as restricted as they can be, and ask the image of this version where it listens', () => {
  const pods = kubernetesManifests().flatMap(podsIn);
  expect(pods).toHaveLength(5);
  for (const { serviceAccountName, securityContext, containers } of pods) {
    expect(serviceAccountName).toBe('pgstow');
    expect(securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(containers).toHaveLength(1);
    expect(containers[0].image).toBe(`ghcr.io/pgstow/pgstow:${version}`);
    expect(containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  }
  const { metadata, spec } = kubernetesManifests().find(({ kind }) => kind === 'Deployment').spec.template;
  const [{ args, ports, readinessProbe, livenessProbe }] = spec.containers;
  const port = Number(args[args.indexOf('--listen') + 1].split(':')[1]);
  expect(ports).toEqual([{ name: 'http', containerPort: port }]);
  expect(metadata.annotations).toMatchObject({ 'prometheus.io/port': String(port), 'prometheus.io/path': '/metrics' });
  for (const probe of [readinessProbe, livenessProbe])
    expect(probe.httpGet).toEqual({ path: '/healthz', port: 'http' });
  expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(Number(args[args.indexOf('--grace') + 1]));
  expect(composeFile().services.scheduler.image).toBe(`ghcr.io/pgstow/pgstow:${version}`);
});

test('the image is labelled with this version', async () => {
  const text = await readFile(new URL('../../Dockerfile', import.meta.url), 'utf8');
  expect(/^ARG VERSION=(.*)$/m.exec(text)![1]).toBe(version);
});

test('all that the build compiles and runs is handed to the build of the image', async () => {
  const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
  const handed = (await read('.dockerignore')).split('\n');
  const { include } = JSON.parse(await read('tsconfig.build.json'));
  for (const folder of [...include, 'cdk']) expect(handed).toContain(`!${folder}`);
  const run = reachedFrom('build/finish.ts');
  expect(run).toContain('build/bundle/settings.ts');
  expect(
    run.filter((path) => !handed.some((line) => line === `!${path}` || path.startsWith(`${line.slice(1)}/`))),
  ).toEqual([]);
});

/** A file, and all of ours that it imports. */
function reachedFrom(start: string): string[] {
  const files = sourceFiles();
  const reached = new Set([start]);
  for (const path of reached)
    for (const { to } of importsOf(files.find((file) => file.path === path)!))
      if (files.some((file) => file.path === to)) reached.add(to);
  return [...reached];
}
