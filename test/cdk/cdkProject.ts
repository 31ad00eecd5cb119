import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';

const top = fileURLToPath(new URL('../..', import.meta.url));
const compiler = join(top, 'node_modules/typescript/bin/tsc');

/** The libraries of the CDK for Terraform, and where each is installed: both under the name `cdktf`. */
export const libraries = { cdktn: join(top, 'node_modules'), cdktf: join(top, 'build/bindings/node_modules') } as const;

export type Library = keyof typeof libraries;

/** Why a library cannot be used here; undefined when it can. */
export function whyNo(library: Library): string | undefined {
  return existsSync(join(libraries[library], 'cdktf')) ? undefined : 'not installed: npm ci --prefix build/bindings';
}

/** A user's project: pgstow as npm would install it, beside one of the libraries. */
export class CdkProject {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** It is removed at the end of the test. */
  static async make(context: TestContext, library: Library, main: string): Promise<CdkProject> {
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-cdk-'));
    context.onTestFinished(() => rm(folder, { recursive: true }));
    const modules = join(folder, 'node_modules');
    await mkdir(join(modules, 'pgstow'), { recursive: true });
    await cp(join(top, 'package.json'), join(modules, 'pgstow/package.json'));
    runNode(top, compiler, '-p', 'cdk', '--outDir', join(modules, 'pgstow/dist/cdk'));
    for (const name of ['cdktf', 'constructs']) {
      await symlink(realpathSync(join(libraries[library], name)), join(modules, name));
    }
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'main.ts'), main);
    return new CdkProject(folder);
  }

  /** Throws with what the compiler says, under the strictest settings that a user may have. */
  checkTypes(): void {
    const settings = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', '--noEmit'];
    const modules = ['--module', 'nodenext', '--target', 'es2024', '--types', 'node'];
    runNode(this.folder, compiler, ...settings, ...modules, '--typeRoots', join(top, 'node_modules/@types'), 'main.ts');
  }

  /** What Terraform gets of a stack. */
  async synthesize(stack: string, env: Readonly<Record<string, string>>): Promise<string> {
    runNode(this.folder, 'main.ts', env);
    return readFile(join(this.folder, 'cdktf.out/stacks', stack, 'cdk.tf.json'), 'utf8');
  }
}

function runNode(cwd: string, script: string, ...more: readonly (string | Readonly<Record<string, string>>)[]): void {
  const args = more.filter((each) => typeof each === 'string');
  const env = Object.assign({}, process.env, ...more.filter((each) => typeof each !== 'string'));
  try {
    execFileSync(process.execPath, [script, ...args], { cwd, env, encoding: 'utf8', stdio: 'pipe' });
  } catch (thrown) {
    const { stdout, stderr } = thrown as { stdout: string; stderr: string };
    throw new Error(`${script} failed:\n${stdout}${stderr}`);
  }
}
