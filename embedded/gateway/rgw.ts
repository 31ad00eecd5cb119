import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../freePort.ts';
import { configuration, keyOf, type Ports } from './cephConfiguration.ts';

/** How to reach a gateway. */
export interface GatewayFacts {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const programs = ['radosgw', 'radosgw-admin', 'ceph', 'ceph-mon', 'ceph-osd', 'monmaptool'];
const startTimeout = 120_000;

/** Why this machine cannot run a gateway; undefined when it can. */
export function missingPrograms(): string | undefined {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length === 0) return undefined;
  return `no S3 gateway: ${missing.join(', ')} not installed (apt-get install radosgw ceph-mon ceph-osd)`;
}

/**
 * A real S3 service: a Ceph of one monitor, one OSD that keeps everything in memory, and a RADOS Gateway, on free ports of
 * 127.0.0.1. It and its folder are gone soon after this process is, however it ended.
 */
export class Rgw implements GatewayFacts, AsyncDisposable {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly #folder: string;
  readonly #endGuard: () => Promise<void>;

  private constructor(folder: string, port: number, endGuard: () => Promise<void>) {
    this.#folder = folder;
    this.#endGuard = endGuard;
    this.endpoint = `http://127.0.0.1:${port}`;
    ({ accessKeyId: this.accessKeyId, secretAccessKey: this.secretAccessKey } = keyOf('owner'));
  }

  static async start(): Promise<Rgw> {
    const folder = mkdtempSync(join(tmpdir(), 'pgstow-rgw-'));
    const endGuard = startGuard(folder);
    const ports = await freePorts();
    const rgw = new Rgw(folder, ports.gateway, endGuard);
    try {
      await rgw.#start(ports);
      return rgw;
    } catch (thrown) {
      await rgw.stop();
      throw thrown;
    }
  }

  async #start(ports: Ports): Promise<void> {
    const [fsid, osd] = [randomUUID(), randomUUID()];
    for (const name of ['mon', 'osd', 'run', 'log', 'rgw']) mkdirSync(join(this.#folder, name));
    writeFileSync(join(this.#folder, 'ceph.conf'), configuration(this.#folder, fsid, ports));
    const monmap = join(this.#folder, 'monmap');
    const address = `[v2:127.0.0.1:${ports.monitor},v1:127.0.0.1:${ports.oldMonitor}]`;
    await this.#run('monmaptool', '--create', '--fsid', fsid, '--addv', 'a', address, monmap);
    await this.#run('ceph-mon', '-i', 'a', '--mkfs', '--monmap', monmap);
    this.#spawn('ceph-mon', '-i', 'a');
    await this.#run('ceph', 'osd', 'new', osd);
    await this.#run('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osd);
    this.#spawn('ceph-osd', '-i', '0');
    for (const name of ['owner', 'stranger'] as const) await this.#addUser(name); // the first makes zone and zonegroup
    for (const name of ['STANDARD_IA', 'GLACIER']) await this.#addStorageClass(name);
    await this.startGateway();
  }

  async startGateway(): Promise<void> {
    this.#spawn('radosgw', '-n', 'client.rgw', '--no-mon-config');
    const deadline = Date.now() + startTimeout;
    while (!(await answers(this.endpoint))) {
      if (Date.now() > deadline) throw new Error(`the gateway does not answer:\n${this.#log()}`);
      await sleep(100);
    }
  }

  /** Ends the gateway at once, as a crash would; what it has acknowledged is kept. */
  async killGateway(): Promise<void> {
    const pid = Number(readFileSync(join(this.#folder, 'run/radosgw.pid'), 'utf8'));
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await sleep(10);
  }

  stop(): Promise<void> {
    return this.#endGuard();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #addStorageClass(name: string): Promise<void> {
    const placement = ['placement', 'add', '--placement-id', 'default-placement', '--storage-class', name];
    await this.#run('radosgw-admin', 'zonegroup', ...placement, '--rgw-zonegroup', 'default');
    await this.#run('radosgw-admin', 'zone', ...placement, '--rgw-zone', 'default', '--data-pool', 'default.rgw.cold');
  }

  async #addUser(name: 'owner' | 'stranger'): Promise<void> {
    const { accessKeyId, secretAccessKey } = keyOf(name);
    const key = ['--access-key', accessKeyId, '--secret-key', secretAccessKey];
    await this.#run('radosgw-admin', 'user', 'create', '--uid', name, '--display-name', name, ...key);
  }

  async #run(program: string, ...args: string[]): Promise<void> {
    const options = { env: this.#environment(), timeout: startTimeout };
    await promisify(execFile)(program, ['-c', join(this.#folder, 'ceph.conf'), ...args], options);
  }

  /** In the foreground of a session of its own: the terminal's Ctrl-C is not for it. */
  #spawn(program: string, ...args: string[]): void {
    const log = openSync(join(this.#folder, `log/${program}.out`), 'a');
    const child = spawn(program, ['-f', '-c', join(this.#folder, 'ceph.conf'), ...args], {
      stdio: ['ignore', log, log],
      env: this.#environment(),
      cwd: this.#folder,
      detached: true,
    });
    child.unref();
    closeSync(log);
    if (child.pid === undefined) throw new Error(`${program} cannot be started`);
    writeFileSync(join(this.#folder, `run/${program}.pid`), String(child.pid)); // for the guard
  }

  #environment(): NodeJS.ProcessEnv {
    return { ...process.env, CEPH_CONF: join(this.#folder, 'ceph.conf') };
  }

  #log(): string {
    const read = (name: string) => readFileSync(join(this.#folder, 'log', name), 'utf8');
    return read('radosgw.out').trimEnd().split('\n').slice(-20).join('\n');
  }
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Waits for its input to close, which the kernel does even when this process is killed. */
const guardScript = `
  trap '' INT TERM HUP
  cat >/dev/null
  for file in "$1"/run/*.pid; do
    [ -s "$file" ] && kill -KILL "$(cat "$file")" 2>/dev/null
  done
  rm -rf -- "$1"
`;

function startGuard(folder: string): () => Promise<void> {
  const guard = spawn('/bin/sh', ['-c', guardScript, 'pgstow-guard', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  guard.unref();
  (guard.stdin as Socket).unref();
  const gone = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  return () => {
    guard.ref(); // keeps the process alive until all are gone
    guard.stdin.end();
    return gone;
  };
}

async function freePorts(): Promise<Ports> {
  const found = new Set<number>();
  while (found.size < 3) found.add(await freePort());
  const [monitor, oldMonitor, gateway] = [...found];
  return { monitor: monitor!, oldMonitor: oldMonitor!, gateway: gateway! };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(endpoint, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
