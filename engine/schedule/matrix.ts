import type { PlanDue } from './due.ts';

/** What `strategy.matrix` of a GitHub workflow takes: a job for each entry. */
export interface Matrix {
  readonly include: readonly MatrixEntry[];
}

export interface MatrixEntry {
  /** The ids of the plans that the job runs, one after the other, separated by blanks. */
  readonly plan: string;
}

/** https://docs.github.com/en/actions/reference/limits#existing-system-limits: jobs that a matrix makes in one run. */
export const mostJobs = 256;

/**
 * The plans that are due now, as jobs of a matrix, at most {@link mostJobs}: those first that have waited longest. Where more
 * are due than there are jobs, they are dealt out like cards: each job begins with one that has waited longer than all second
 * ones, and no job has two more than another. Nothing is recorded by it: each job is to look again, by `run-due`.
 * Plans whose record is damaged come after them: nobody knows whether they are due, and a job that fails tells of it.
 */
export function matrixOf(plans: readonly PlanDue[], damaged: readonly string[] = []): Matrix {
  const starts = plans
    .flatMap(({ plan, now }) => (now.state === 'due' ? { plan, start: now.start } : []))
    .sort((a, b) => compare(a.start, b.start) || compare(a.plan, b.plan));
  const due = [...new Set([...starts.map(({ plan }) => plan), ...damaged])]; // once each, though its backup and its drill may both be due
  const jobs = Math.min(due.length, mostJobs);
  const include = Array.from({ length: jobs }, (_, job) => {
    const dealt = due.filter((_, index) => index % jobs === job);
    return { plan: dealt.join(' ') };
  });
  return { include };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
