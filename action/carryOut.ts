import { archive } from './commands/archive.ts';
import { backup } from './commands/backup.ts';
import { copy } from './commands/copy.ts';
import { cost } from './commands/cost.ts';
import { drill } from './commands/drill.ts';
import { health } from './commands/health.ts';
import { hold } from './commands/hold.ts';
import { keyRotate } from './commands/keyRotate.ts';
import { matrix } from './commands/matrix.ts';
import { planApply } from './commands/planApply.ts';
import { precheck } from './commands/precheck.ts';
import { prune } from './commands/prune.ts';
import { release } from './commands/release.ts';
import { repair } from './commands/repair.ts';
import { restore } from './commands/restore.ts';
import { runDue } from './commands/runDue.ts';
import { thaw } from './commands/thaw.ts';
import { undelete } from './commands/undelete.ts';
import { verify } from './commands/verify.ts';
import type { Job } from './job.ts';
import type { Inputs } from './loadInputs.ts';
import type { Done } from './report.ts';

/** Does what the inputs ask for. Rejects when nothing was done that a report could tell of. */
export function carryOut(inputs: Inputs, job: Job): Promise<Done> {
  switch (inputs.command) {
    case 'run-due':
      return runDue(inputs, job);
    case 'backup':
      return backup(inputs, job);
    case 'precheck':
      return precheck(inputs, job);
    case 'restore':
      return restore(inputs, job);
    case 'drill':
      return drill(inputs, job);
    case 'verify':
      return verify(inputs, job);
    case 'prune':
      return prune(inputs, job);
    case 'copy':
      return copy(inputs, job);
    case 'repair':
      return repair(inputs, job);
    case 'archive':
      return archive(inputs, job);
    case 'thaw':
      return thaw(inputs, job);
    case 'hold':
      return hold(inputs, job);
    case 'release':
      return release(inputs, job);
    case 'undelete':
      return undelete(inputs, job);
    case 'key-rotate':
      return keyRotate(inputs, job);
    case 'cost':
      return cost(inputs, job);
    case 'health':
      return health(inputs, job);
    case 'plan-apply':
      return planApply(inputs, job);
    case 'matrix':
      return matrix(inputs, job);
    default:
      return inputs satisfies never;
  }
}
