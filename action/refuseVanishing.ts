import { InputError } from '../values/inputError.ts';
import type { Environment } from './loadInputs.ts';

/** A machine of GitHub's is gone when its job ends, and all its folders with it. */
export function refuseVanishing(repository: string, { RUNNER_ENVIRONMENT }: Environment): void {
  if (RUNNER_ENVIRONMENT !== 'github-hosted' || /^s3:/i.test(repository)) return;
  throw new InputError(
    `input repository is ${JSON.stringify(repository)}, a folder, and the runner is GitHub's: it would be gone with the job`,
    'name a bucket, s3://bucket/prefix, or let the job run on a runner of your own (self-hosted)',
  );
}
