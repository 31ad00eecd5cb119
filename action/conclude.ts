import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { Failure } from '../words/failure.ts';
import { jsonText } from '../words/jsonText.ts';
import type { Environment } from './loadInputs.ts';
import { outputsOf } from './outputsOf.ts';
import type { Report } from './report.ts';

/** Makes a report known: as a file, as outputs, and what failed as errors of the step. */
export async function conclude(report: Report, { RUNNER_TEMP }: Environment): Promise<void> {
  const path = join(RUNNER_TEMP || tmpdir(), `pgstow-report-${randomBytes(8).toString('hex')}.json`);
  await writeFile(path, jsonText(report), { mode: 0o600 });
  for (const [name, value] of Object.entries({ ...outputsOf(report), report: path })) core.setOutput(name, value);
  const title = `pgstow ${report.command ?? ''}`.trim();
  for (const failure of report.failures) core.error(errorText(failure), { title });
}

function errorText({ message, hint }: Failure): string {
  return hint ? `${message}\nhint: ${hint}` : message;
}
