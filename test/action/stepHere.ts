import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { Log } from '../../action/log.ts';
import type { Report } from '../../action/report.ts';
import { run } from '../../action/run.ts';
import { readOutputs } from './runner.ts';
import { type Annotation, readLog } from './runnerLog.ts';

/** What has become of a step that ran in this process. */
export interface StepHere {
  readonly report: Report;
  /** As it is shown, and as it was printed. */
  readonly log: string;
  readonly printed: string;
  readonly annotations: readonly Annotation[];
  readonly outputs: Readonly<Record<string, string>>;
  /** What it has written on the job's page. */
  readonly page: string;
}

/** Runs a step of the Action in this process, which needs no bundle: with these inputs and this environment besides its own, which AWS's libraries see as well. */
export async function stepHere(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<StepHere> {
  const temporary = await mkdtemp(join(tmpdir(), 'pgstow-step-'));
  const [page, output] = [join(temporary, 'summary.md'), join(temporary, 'output')];
  for (const file of [page, output]) await writeFile(file, '');
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const files = { RUNNER_TEMP: temporary, GITHUB_STEP_SUMMARY: page };
  const printed: string[] = [];
  for (const [name, value] of Object.entries({ ...env, GITHUB_OUTPUT: output })) vi.stubEnv(name, value);
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    const all = { ...process.env, ...Object.fromEntries(given), ...files };
    const report = await run(all, new Log(), new AbortController().signal);
    const { log, annotations } = readLog(printed.join(''));
    const outputs = readOutputs(await readFile(output, 'utf8'));
    return { report, log, printed: printed.join(''), annotations, outputs, page: await readFile(page, 'utf8') };
  } finally {
    spy.mockRestore();
    vi.unstubAllEnvs();
    await rm(temporary, { recursive: true });
  }
}
