import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { jsonText } from '../words/jsonText.ts';
import type { Environment } from './loadInputs.ts';
import type { Log } from './log.ts';
import { outputsOf } from './outputsOf.ts';
import type { Report } from './report.ts';
import type { SetSizes } from './setSizes.ts';
import { writeSummary } from './summary/writeSummary.ts';

/** Makes a report known: as a file, as outputs, on the job's page, and what failed as errors of the step. */
export async function conclude(
  report: Report,
  env: Environment,
  { annotations }: Log,
  { tables }: SetSizes,
): Promise<void> {
  const path = join(env.RUNNER_TEMP || tmpdir(), `pgstow-report-${randomBytes(8).toString('hex')}.json`);
  await writeFile(path, jsonText(report), { mode: 0o600 });
  for (const [name, value] of Object.entries({ ...outputsOf(report), report: path })) core.setOutput(name, value);
  const title = `pgstow ${report.command ?? ''}`.trim();
  for (const failure of report.failures) annotations.fail(failure, title);
  await writeSummary(report, tables, env);
}
