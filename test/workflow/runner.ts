import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { program } from '../setup/program.ts';
import { type Expressions, environmentOf, type Step } from './workflow.ts';

export interface EndedStep {
  readonly succeeded: boolean;
  /** Its log, with the commands to the runner in it. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs a step of this repository's Action as a runner of somebody's own does it, in the folder of a checkout. */
export async function runStep(step: Step, expressions: Expressions, checkout: string): Promise<EndedStep> {
  const RUNNER_TEMP = await mkdtemp(join(checkout, 'runner-'));
  const [GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, GITHUB_STATE] = ['output', 'summary', 'state'].map((name) =>
    join(RUNNER_TEMP, name),
  ) as [string, string, string];
  for (const file of [GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, GITHUB_STATE]) await writeFile(file, '');
  const files = { RUNNER_TEMP, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, GITHUB_STATE };
  const run = { GITHUB_REPOSITORY: 'acme/db', GITHUB_RUN_ID: '4711', GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'job' };
  const runner = { ...run, CI: 'true', GITHUB_ACTIONS: 'true', RUNNER_ENVIRONMENT: 'self-hosted', RUNNER_OS: 'Linux' };
  const { PATH, HOME } = process.env;
  const action = await program('action');
  const env = { PATH, HOME, ...action.env, ...runner, ...files, ...environmentOf(step, expressions) };
  const child = spawn(process.execPath, [action.entry], { cwd: checkout, env });
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const succeeded = (await status) === 0;
  return { succeeded, log: `${out}${error}`, outputs: outputsIn(await readFile(GITHUB_OUTPUT, 'utf8')) };
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings */
function outputsIn(written: string): Record<string, string> {
  const found = written.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value]));
}
