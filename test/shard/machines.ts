import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import type { EngineJob } from '../faults/engineJob.ts';
import { EngineProcess } from '../faults/engineProcess.ts';

const network = '10.213.47';

/** Machines as far as one can make them of one: each has a network and process ids of its own, and reaches a server over a cable. */
export class Machines implements AsyncDisposable {
  readonly server: ThrowawayServer;
  readonly #count: number;

  private constructor(server: ThrowawayServer, count: number) {
    this.server = server;
    this.#count = count;
  }

  /** Why there are none here; undefined where there can be. */
  static obstacle(): string | undefined {
    if (userInfo().uid !== 0) return 'only root can make network namespaces: this test is skipped';
    try {
      ip('netns', 'add', nameOf(0));
      ip('netns', 'del', nameOf(0));
      return undefined;
    } catch {
      return 'this machine does not let network namespaces be made: this test is skipped';
    }
  }

  static async make(count: number): Promise<Machines> {
    ip('link', 'add', bridge, 'type', 'bridge');
    ip('addr', 'add', `${network}.1/24`, 'dev', bridge);
    ip('link', 'set', bridge, 'up');
    for (let index = 1; index <= count; index++) connect(index);
    const hba = [`host all all ${network}.0/24 trust`];
    const server = await startServer({ tcp: true, settings: { listen_addresses: '*', fsync: 'off' }, hba });
    return new Machines(server, count);
  }

  /** How the server is reached from the machines. */
  get host(): string {
    return `${network}.1`;
  }

  /** Starts an engine on one of them, counted from 1. Killed, it is gone with all that it has started. */
  start(index: number, job: EngineJob): EngineProcess {
    const inside = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc', process.execPath];
    return new EngineProcess(job, { command: 'ip', before: ['netns', 'exec', nameOf(index), ...inside] });
  }

  /** From now on nothing reaches the machine, and nobody hears of its end. */
  pullCable(index: number): void {
    ip('link', 'set', cableOf(index), 'down');
  }

  /** So that what the server still keeps for it comes to its end. */
  plugIn(index: number): void {
    ip('link', 'set', cableOf(index), 'up');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
    for (let index = 1; index <= this.#count; index++) ip('netns', 'del', nameOf(index));
    ip('link', 'del', bridge);
  }
}

const bridge = `pgs${process.pid}`;
const nameOf = (index: number) => `pgstow-${process.pid}-${index}`;
const cableOf = (index: number) => `pgs${process.pid}-${index}`;

function connect(index: number): void {
  const name = nameOf(index);
  ip('netns', 'add', name);
  ip('link', 'add', cableOf(index), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
  ip('link', 'set', cableOf(index), 'master', bridge, 'up');
  ip('-n', name, 'addr', 'add', `${network}.${index + 1}/24`, 'dev', 'eth0');
  for (const device of ['lo', 'eth0']) ip('-n', name, 'link', 'set', device, 'up');
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: 'pipe' });
}
