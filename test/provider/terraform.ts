import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';

const top = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  readonly status: number | null;
  /** Both streams. */
  readonly output: string;
}

/** Why Terraform cannot be used here; undefined when it can. */
export function whyNoTerraform(): string | undefined {
  try {
    const { terraform_version: version } = JSON.parse(
      execFileSync('terraform', ['version', '-json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    const [major, minor] = version.split('.').map(Number);
    return major > 1 || minor >= 11 ? undefined : `terraform is ${version}; write-only attributes need 1.11`;
  } catch {
    return 'there is no terraform in PATH';
  }
}

/** A mirror with the provider as it is now, which Terraform uses in place of the registry. */
export class Mirror implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** The bundle is built faster; the executable needs no Node.js. */
  static async make(kind: 'bundle' | 'executable' = 'bundle'): Promise<Mirror> {
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-mirror-'));
    const built = join(folder, 'built');
    for (const [script, ...args] of [
      ['build/provider.ts', built, ...(kind === 'bundle' ? ['--bundle-only'] : [])],
      ['build/installProvider.ts', folder, built],
    ] as const) {
      execFileSync(process.execPath, [join(top, script), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
    }
    return new Mirror(folder);
  }

  /** A folder with this configuration, which is removed at the end of the test. */
  async workspace(context: TestContext, files: Readonly<Record<string, string>>): Promise<Workspace> {
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-terraform-'));
    context.onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const workspace = new Workspace(folder, join(this.folder, 'terraform.rc'));
    for (const [name, content] of Object.entries(files)) await workspace.write(name, content);
    await workspace.ok(['init']);
    return workspace;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

/** A folder in which Terraform runs. */
export class Workspace {
  readonly folder: string;
  readonly #configuration: string;
  /** What the provider's process has in its environment. */
  env: Readonly<Record<string, string>> = {};

  constructor(folder: string, configuration: string) {
    this.folder = folder;
    this.#configuration = configuration;
  }

  async write(name: string, content: string): Promise<void> {
    const file = join(this.folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }

  /** In a group of its own, so that the whole of it can be interrupted as a terminal does. */
  start(args: readonly string[]): ChildProcess {
    const { PGSTOW_REPOSITORY, PGSTOW_KEY, PGSTOW_PASSPHRASE, TF_LOG, ...rest } = process.env;
    const env = { TF_CLI_CONFIG_FILE: this.#configuration, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
    return spawn('terraform', [...args, '-no-color'], {
      cwd: this.folder,
      env: { ...rest, ...env, ...this.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async run(args: readonly string[]): Promise<Ended> {
    return ended(this.start(args));
  }

  /** What a command prints that must succeed. */
  async ok(args: readonly string[]): Promise<string> {
    const { status, output } = await this.run(args);
    if (status !== 0) throw new Error(`terraform ${args.join(' ')} ended with ${status}:\n${output}`);
    return output;
  }

  apply(...more: readonly string[]): Promise<string> {
    return this.ok(['apply', '-auto-approve', '-input=false', ...more]);
  }

  /** What would be done: what a plan says of each resource; data sources are left out. */
  async changes(): Promise<Readonly<Record<string, string>>> {
    await this.ok(['plan', '-input=false', '-out=plan.tfplan']);
    const shown = JSON.parse(await this.ok(['show', '-json', 'plan.tfplan']));
    const changes: { address: string; mode: string; change: { actions: string[] } }[] = shown.resource_changes ?? [];
    const managed = changes.filter(({ mode }) => mode === 'managed');
    return Object.fromEntries(managed.map(({ address, change }) => [address, change.actions.join(' and ')]));
  }

  /** The attributes of a resource in the state. */
  async state(address: string): Promise<Record<string, unknown>> {
    const { values } = JSON.parse(await this.ok(['show', '-json']));
    const resources: { address: string; values: Record<string, unknown> }[] = values?.root_module.resources ?? [];
    const found = resources.find((each) => each.address === address);
    if (!found) throw new Error(`${address} is not in the state`);
    return found.values;
  }

  async read(name: string): Promise<Buffer> {
    return readFile(join(this.folder, name));
  }
}

export async function ended(child: ChildProcess): Promise<Ended> {
  const exit = once(child, 'close') as Promise<[number | null]>;
  const [stdout, stderr] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
  return { status: (await exit)[0], output: stdout + stderr };
}
