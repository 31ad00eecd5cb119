import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestContext } from 'vitest';

const call = promisify(execFile);
const top = fileURLToPath(new URL('../../..', import.meta.url));

/** The image that the Dockerfile makes, unpacked, and what its configuration says. */
export interface Image {
  /** The folder that a container would have as its root. */
  readonly root: string;
  readonly config: ImageConfig;
  /** Of its layers, uncompressed, without those of the base image. */
  readonly bytes: number;
}

export interface ImageConfig {
  readonly User: string;
  readonly Entrypoint: readonly string[];
  readonly Cmd: readonly string[];
  readonly Env: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
  readonly StopSignal: string;
  readonly WorkingDir: string;
  readonly Healthcheck: { readonly Test: readonly string[] };
}

/**
 * Builds the Dockerfile as it stands with buildah, which needs no engine, on a clean Debian in the place of the published base
 * image: Node.js of that version and npm are put where they are there. Skips where that cannot be done, and says so.
 */
export async function withImage(context: TestContext, use: (image: Image) => Promise<void>): Promise<void> {
  for (const program of ['buildah', 'mmdebstrap']) {
    const found = await call('which', [program]).catch(() => undefined);
    if (!found || process.getuid?.() !== 0)
      context.skip(`needs root, and ${program}: apt-get install buildah mmdebstrap`);
  }
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-image-'));
  const buildah = builder(folder);
  try {
    await makeBase(folder, buildah);
    await buildah('build', '--isolation', 'chroot', '--pull-never', '--format', 'docker', '--tag', 'pgstow', top);
    const container = await buildah('from', '--pull-never', 'pgstow');
    const root = await buildah('mount', container);
    const inspected = JSON.parse(await buildah('inspect', '--type', 'image', 'pgstow'));
    const { stdout } = await call('du', ['-sb', join(root, 'app')]);
    await use({ root, config: inspected.Docker.config, bytes: Number.parseInt(stdout, 10) });
    await buildah('umount', container);
  } finally {
    await buildah('rm', '--all').catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
}

type Buildah = (...args: readonly string[]) => Promise<string>;

/** Its store is in the folder, and nothing of this machine's is read or changed. */
function builder(folder: string): Buildah {
  const store = ['--root', join(folder, 'store'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'];
  return async (...args) => {
    const { stdout } = await call('buildah', [...store, ...args], { maxBuffer: 64 * 1024 * 1024 });
    return stdout.trim();
  };
}

/** A clean Debian with Node.js, under the name that the Dockerfile asks for. */
async function makeBase(folder: string, buildah: Buildah): Promise<void> {
  const base = /^FROM (\S+)/m.exec(await readFile(join(top, 'Dockerfile'), 'utf8'))![1]!;
  const release = /bookworm|trixie/.exec(base)![0];
  const root = join(folder, 'base');
  await call('mmdebstrap', ['--variant=minbase', '--include=ca-certificates', release, root]);
  const local = join(root, 'usr/local');
  await mkdir(join(local, 'lib/node_modules'), { recursive: true });
  await cp(join(top, 'node_modules/node/bin/node'), join(local, 'bin/node'));
  const npm = (await call('npm', ['root', '--global'])).stdout.trim();
  await cp(join(npm, 'npm'), join(local, 'lib/node_modules/npm'), { recursive: true });
  await call('ln', ['-s', '../lib/node_modules/npm/bin/npm-cli.js', join(local, 'bin/npm')]);
  await call('chroot', [root, 'useradd', '--uid', '1000', '--user-group', '--create-home', 'node']);
  await letReachRegistry(root);
  const container = await buildah('from', 'scratch');
  await buildah('copy', container, root, '/');
  await buildah('config', '--env', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', container);
  await buildah('commit', '--rm', container, `docker.io/library/${base}`);
}

/** As this machine does: with its registry, and the certificates that it trusts. */
async function letReachRegistry(root: string): Promise<void> {
  const certificates = '/etc/ssl/certs/ca-certificates.crt';
  await cp(certificates, join(root, certificates)).catch(() => {});
  const registry = (await call('npm', ['config', 'get', 'registry'])).stdout.trim();
  await mkdir(join(root, 'usr/local/etc'), { recursive: true });
  await writeFile(join(root, 'usr/local/etc/npmrc'), `registry=${registry}\ncafile=${certificates}\n`);
}
