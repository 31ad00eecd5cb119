import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../embedded/freePort.ts';
import type { Bastion } from '../../engine/tunnel/bastion.ts';

const sshd = '/usr/sbin/sshd';

/** Why there can be no sshd here; said once, as the tests that need one are skipped. */
export function missingSshd(): string | undefined {
  if (existsSync(sshd)) return undefined;
  const reason = `there is no ${sshd} here (Debian: apt-get install openssh-server)`;
  console.warn(`${reason}: the tests that need one are skipped`);
  return reason;
}

/** An sshd of OpenSSH on loopback with keys of its own, in a folder of its own. Ends with {@link SshServer.stop}. */
export class SshServer implements AsyncDisposable {
  readonly folder: string;
  readonly port: number;
  readonly user = userInfo().username;
  #process: ReturnType<typeof spawn>;

  private constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
    this.#process = this.#spawn();
  }

  /** `settings` are lines of sshd_config, which come before the usual ones. */
  static async start(settings: readonly string[] = []): Promise<SshServer> {
    const folder = mkdtempSync(join(tmpdir(), 'pgstow-sshd-'));
    const port = await freePort();
    const make = (name: string, type: string, ...more: string[]) =>
      execFileSync('ssh-keygen', ['-q', '-t', type, '-C', '', '-f', join(folder, name), ...more]);
    make('host', 'ed25519', '-N', '');
    make('host-rsa', 'rsa', '-N', '', '-b', '2048');
    make('user', 'ed25519', '-N', '');
    make('stranger', 'ecdsa', '-N', '');
    make('locked', 'ed25519', '-N', 'a passphrase');
    // as the README has it: no shell, no agent, nothing but ports
    const authorized = ['user.pub', 'locked.pub'].map(
      (name) => `restrict,port-forwarding ${readFileSync(join(folder, name), 'utf8')}`,
    );
    writeFileSync(join(folder, 'authorized_keys'), authorized.join(''));
    writeFileSync(join(folder, 'config'), configOf(folder, port, settings));
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true }); // where it puts itself away
    const server = new SshServer(folder, port);
    await server.#ready();
    return server;
  }

  /** As a plan would have it resolved. */
  bastion(changes: Partial<Bastion> = {}): Bastion {
    return {
      host: '127.0.0.1',
      port: this.port,
      user: this.user,
      trust: { kind: 'key', hostKey: this.read('host.pub').trim() },
      identity: { kind: 'key', privateKey: this.read('user') },
      words: { hostKey: 'source.bastion.hostKey', identity: 'source.bastion.privateKey' },
      ...changes,
    };
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  /** What sshd has logged since it was started. */
  get log(): string {
    return existsSync(join(this.folder, 'log')) ? this.read('log') : '';
  }

  get name(): string {
    return `the bastion ${this.user}@127.0.0.1:${this.port}`;
  }

  /** Kills it with all that it has let in, at once. */
  kill(): void {
    for (const pid of [...childrenOf(this.#process.pid!), this.#process.pid!]) endAtOnce(pid);
  }

  async restart(): Promise<void> {
    this.#process = this.#spawn();
    await this.#ready();
  }

  async stop(): Promise<void> {
    this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #spawn() {
    const log = join(this.folder, 'log');
    rmSync(log, { force: true });
    return spawn(sshd, ['-D', '-f', join(this.folder, 'config'), '-E', log], { stdio: 'ignore' });
  }

  async #ready(): Promise<void> {
    for (let tries = 0; tries < 1500; tries++) {
      if (this.log.includes('listening')) return;
      await sleep(20);
    }
    throw new Error(`sshd does not start: ${this.log}`);
  }
}

/** One that has ended meanwhile is fine: connections of before may be ending. */
function endAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}

/** Those whom it has let in are sessions of their own, and outlive it. */
function childrenOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid=']).toString().trim().split('\n');
  const children = lines.map((line) => line.trim().split(/\s+/).map(Number)).filter(([, parent]) => parent === pid);
  return children.flatMap(([child]) => [child!, ...childrenOf(child!)]);
}

function configOf(folder: string, port: number, settings: readonly string[]): string {
  return [
    ...settings,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `HostKey ${join(folder, 'host-rsa')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
    'PidFile none',
    'StrictModes no', // the folder lies in one that everybody may write to
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'LogLevel VERBOSE',
    '',
  ].join('\n');
}
