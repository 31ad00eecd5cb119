import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { stepsOf, type Workflow } from './workflow.ts';

const run = promisify(execFile);
const file = fileURLToPath(new URL('../../.github/workflows/release.yml', import.meta.url));
const steps = stepsOf(parse(await readFile(file, 'utf8')) as Workflow);

/**
 * A folder in which steps of a release are run as a runner does it, by their names. What is left to a real one: docker, npm publish and gh.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#defaultsrunshell
 */
export class ReleaseCheckout implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<ReleaseCheckout> {
    return new ReleaseCheckout(await mkdtemp(join(tmpdir(), 'pgstow-release-')));
  }

  write(path: string, text: string): Promise<void> {
    return writeFile(join(this.folder, path), text);
  }

  read(path: string): Promise<string> {
    return readFile(join(this.folder, path), 'utf8');
  }

  async step(name: string, env: Readonly<Record<string, string>>, cwd = ''): Promise<{ status: number; out: string }> {
    const script = steps.find((step) => step.name === name)!.run!;
    await this.write('step.sh', script);
    const bash = ['--noprofile', '--norc', '-eo', 'pipefail', join(this.folder, 'step.sh')];
    const options = { cwd: join(this.folder, cwd), env: { ...process.env, ...env } };
    const ended = run('bash', bash, options).then(
      ({ stdout }) => ({ status: 0, out: stdout }),
      ({ code, stdout }) => ({ status: code as number, out: stdout as string }),
    );
    return ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}
