import { appendFile, stat } from 'node:fs/promises';
import type { Environment } from '../loadInputs.ts';
import type { Report } from '../report.ts';
import { type SummaryOptions, summaryOf } from './summary.ts';

/** GitHub takes no more from a step (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits). */
const limit = 1024 * 1024;

/** Adds a report to the page of the job, where there is one. */
export async function writeSummary(
  report: Report,
  tables: NonNullable<SummaryOptions['tables']>,
  { GITHUB_STEP_SUMMARY: path }: Environment,
): Promise<void> {
  if (!path) return;
  const there = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  await appendFile(path, summaryOf(report, { tables, limit: limit - there }));
}
