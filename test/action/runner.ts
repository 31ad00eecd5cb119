import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { buildAction } from '../../build/action/bundle.ts';
import { SecretRegister } from '../secrets/secretRegister.ts';
import { type Annotation, readLog } from './runnerLog.ts';

/** What has become of a step. */
export interface EndedStep {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Lines as they are shown: without commands, and secrets masked. */
  readonly log: string;
  readonly annotations: readonly Annotation[];
  readonly outputs: Readonly<Record<string, string>>;
  /** The JSON of output `report`. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it as others do who read it
  readonly report: any;
}

interface Step {
  readonly with: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs the Action as a runner does: from a folder that holds nothing but `action.yml` and the bundle, with the inputs' defaults,
 * the files for outputs, summary and state, and an environment without anything of this machine's user.
 */
export class Runner implements AsyncDisposable {
  /** Where a step runs, and where its files are. */
  readonly workspace: string;
  readonly temp: string;
  readonly #folder: string;
  readonly #secrets = new SecretRegister();
  readonly #env: Readonly<Record<string, string>>;

  /** `secrets` are in the environment of each step, and must be in nothing that a step writes. */
  static async start(secrets: Readonly<Record<string, string>>, env: Step['env'] = {}): Promise<Runner> {
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-runner-'));
    await buildAction(join(folder, 'action/dist'));
    await cp(new URL('../../action.yml', import.meta.url), join(folder, 'action.yml'));
    for (const each of ['workspace', 'temp', 'files', 'home']) await mkdir(join(folder, each));
    return new Runner(folder, secrets, env);
  }

  private constructor(
    folder: string,
    secrets: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>>,
  ) {
    this.#folder = folder;
    this.workspace = join(folder, 'workspace');
    this.temp = join(folder, 'temp');
    for (const [name, value] of Object.entries(secrets)) this.#secrets.add(name, value);
    this.#env = { ...env, ...secrets };
  }

  async run(step: Step): Promise<EndedStep> {
    return this.ended(await this.start(step));
  }

  /** One more secret that must be in nothing that a step writes. */
  keepSecret(name: string, value: string): void {
    this.#secrets.add(name, value);
  }

  /** Writes a file into the workspace, as a checkout would. */
  async checkOut(name: string, content: string): Promise<void> {
    await writeFile(join(this.workspace, name), content);
  }

  async start({ with: given, env = {} }: Step): Promise<ChildProcess> {
    const files = Object.fromEntries(fileCommands.map((name) => [name, join(this.#folder, 'files', name)]));
    for (const file of Object.values(files)) await writeFile(file, '');
    const { inputs, runs } = parse(await readFile(join(this.#folder, 'action.yml'), 'utf8'));
    const defaults = Object.entries<{ default?: string }>(inputs).map(([name, input]) => [name, input.default ?? '']);
    const all = { ...Object.fromEntries(defaults), ...given };
    const asked = Object.entries(all).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]);
    return spawn(process.execPath, [join(this.#folder, runs.main)], {
      cwd: this.workspace,
      env: { ...surroundings(this.#folder), ...files, ...Object.fromEntries(asked), ...this.#env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Waits for its end; whatever it has written is searched for the secrets. */
  async ended(child: ChildProcess): Promise<EndedStep> {
    const end = new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
      child.once('close', (...ended) => resolve(ended)),
    );
    const [stdout, stderr] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
    const [status, signal] = await end;
    const { log, raw, annotations } = readLog(`${stdout}${stderr}`);
    this.#expectNoSecretIn('the log', raw);
    for (const { path, content } of await this.#written()) this.#expectNoSecretIn(path, content);
    const outputs = readOutputs(await readFile(join(this.#folder, 'files/GITHUB_OUTPUT'), 'utf8'));
    const report = outputs.report ? JSON.parse(await readFile(outputs.report, 'utf8')) : undefined;
    return { status, signal, log, annotations, outputs, report };
  }

  /** As a job is cancelled: SIGINT, 7.5 seconds later SIGTERM, 2.5 seconds later the end. */
  cancel(child: ChildProcess): void {
    child.kill('SIGINT');
    const timers = [setTimeout(() => child.kill('SIGTERM'), 7500), setTimeout(() => child.kill('SIGKILL'), 10_000)];
    child.once('exit', () => timers.forEach(clearTimeout));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }

  /** Everything in the folders for files and for what is temporary. */
  async #written(): Promise<{ readonly path: string; readonly content: Buffer }[]> {
    const entries = await Promise.all(
      ['files', 'temp'].map((each) => readdir(join(this.#folder, each), { recursive: true, withFileTypes: true })),
    );
    const paths = entries.flat().filter((entry) => entry.isFile());
    return Promise.all(
      paths.map(async ({ parentPath, name }) => ({ path: name, content: await readFile(join(parentPath, name)) })),
    );
  }

  #expectNoSecretIn(where: string, content: string | Uint8Array): void {
    const found = this.#secrets.find(where, content);
    if (found.length > 0) throw new Error(found.join('; '));
  }
}

const fileCommands = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH'];

function surroundings(folder: string): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    HOME: join(folder, 'home'),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_RUN_ID: '4711',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: join(folder, 'temp'),
  };
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings */
export function readOutputs(content: string): Record<string, string> {
  const found = content.matchAll(/^(?<name>[^\n]+?)<<(?<end>[^\n]+)\n(?<value>[\s\S]*?)\n\k<end>$/gm);
  return Object.fromEntries([...found].map(({ groups }) => [groups!.name!, groups!.value!]));
}
