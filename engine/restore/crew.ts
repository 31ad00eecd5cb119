import type pg from 'pg';
import { type Job, runJobs } from './jobs.ts';

/** Who carries out a restore: this process alone, or several machines of which this one leads. */
export interface Crew {
  /** Resolves when all of the jobs are done, be it by others. Rejects with the first failure. */
  run(jobs: readonly Job[], clients: readonly pg.Client[], signal: AbortSignal): Promise<void>;
  /** Called before the last commit: `thrown` is what the restore rejects with all the same, for rows are lost. */
  ending(thrown: unknown): Promise<void>;
  /** Whether what was created is to be removed after a failure. When it resolves nobody else works on it. */
  mayRemove(thrown: unknown): Promise<boolean>;
}

export const alone: Crew = {
  run: runJobs,
  ending: async () => {},
  mayRemove: async () => true,
};
