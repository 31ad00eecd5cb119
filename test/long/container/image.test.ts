import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { startServer } from '../../../embedded/server.ts';
import { ended } from '../../cli/pgstow.ts';
import { type Place, type PlayedCommand, playCompose, playKubernetes } from '../../examples/containerPlay.ts';
import { freshDatabase } from '../../servers.ts';
import { type Image, withImage } from './image.ts';

test('the Dockerfile builds, and what it makes backs up as it is', { timeout: 20 * 60_000 }, async (context) => {
  await using postgres = await startServer({ tcp: true });
  await withImage(context, async (image) => {
    console.log(`the image adds ${(image.bytes / 1e6).toFixed(1)} MB to its base`);
    expect(image.config).toMatchObject({
      User: '1000:1000',
      Entrypoint: ['pgstow'],
      Cmd: ['--help'],
      StopSignal: 'SIGTERM',
      Labels: { 'org.opencontainers.image.title': 'pgstow', 'org.opencontainers.image.version': '0.1.0' },
      Healthcheck: { Test: ['CMD', 'node', '/app/healthcheck.js'] },
    });
    expect(await run(image, image.config.Cmd)).toMatch(/^Usage: pgstow \[options\] \[command\]/);
    expect((await run(image, ['--version'])).trim()).toBe('0.1.0');
    expect(await health(image)).toBe('no scheduler listens here');

    const statuses = (played: readonly PlayedCommand[]) =>
      played.map(({ command, status, output }) => (status === 0 ? command : `${command}: ${output}`));
    const place: Place = { root: image.root, inside: (path) => path, start: (args, env) => start(image, args, env) };
    await using database = await freshDatabase(postgres);
    await database.query('CREATE TABLE a AS SELECT n FROM generate_series(1, 1000) n');
    const kubernetes = await playKubernetes(place, database);
    expect(statuses(kubernetes)).toEqual(kubernetes.map(({ command }) => command));
    expect(kubernetes[2]!.output).toMatch(/^orders: set \S+: 1 table, 1,000 rows/);
    const compose = await playCompose(place, database);
    expect(statuses(compose)).toEqual(compose.map(({ command }) => command));
    expect([kubernetes.length, compose.length]).toEqual([6, 7]);

    await run(image, ['init', '--no-encryption', '-r', '/repository/plain']);
    const scheduler = start(image, ['scheduler', '-r', '/repository/plain']);
    await expect.poll(() => health(image), { timeout: 20_000, interval: 200 }).toBe('ok');
    scheduler.kill('SIGTERM');
    expect((await ended(scheduler)).status).toBe(0);
  });
});

/** As a container's first process, but for its namespaces: its root, its user and its environment. */
function start({ root, config }: Image, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const [uid, gid] = config.User.split(':');
  const env = Object.fromEntries(config.Env.map((each) => each.split(/=(.*)/s).slice(0, 2) as [string, string]));
  return spawn('chroot', [`--userspec=${uid}:${gid}`, root, ...config.Entrypoint, ...args], {
    env: { ...env, HOME: '/home/node', ...more },
  });
}

async function run(image: Image, args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await ended(start(image, args));
  if (status !== 0) throw new Error(`pgstow ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

async function health(image: Image): Promise<string> {
  const [, ...command] = image.config.Healthcheck.Test;
  const { stdout } = await ended(start({ ...image, config: { ...image.config, Entrypoint: [] } }, command));
  return stdout.trim();
}
