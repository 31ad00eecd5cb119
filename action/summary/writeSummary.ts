import { appendFile, stat } from 'node:fs/promises';
import { debug } from '@actions/core';
import type { Environment } from '../loadInputs.ts';
import type { Report } from '../report.ts';
import { type SummaryOptions, summaryOf } from './summary.ts';

/** GitHub takes no more from a step (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits). */
const limit = 1024 * 1024;

/** Adds a report to the page of the job, where there is one. What was done is done, though the page cannot be written. */
export async function writeSummary(
  report: Report,
  tables: NonNullable<SummaryOptions['tables']>,
  { GITHUB_STEP_SUMMARY: path }: Environment,
): Promise<void> {
  if (!path) return;
  try {
    const { size } = await stat(path);
    await appendFile(path, summaryOf(report, { tables, limit: limit - size }));
  } catch (thrown) {
    debug(`no summary: ${thrown}`);
  }
}
