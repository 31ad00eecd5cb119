import { copyPlan } from '../../engine/copy/copyPlan.ts';
import { ProgressMeter } from '../../engine/events.ts';
import { openRepository } from '../../engine/repository/repository.ts';
import type { Unlocking } from '../../engine/repository/unlocking.ts';

/** What a process is to copy, as JSON in its argument. */
export interface CopierJob {
  readonly plan: string;
  readonly source: Unlocking & { readonly repository: string };
  readonly destination: Unlocking & { readonly repository: string };
}

/** A process that copies all that is missing, to be killed. Says when it begins, and what has come of it. */
const job: CopierJob = JSON.parse(process.argv[2]!);
const { repository, ...unlocking } = job.source;
const source = await openRepository(repository, unlocking);
const { repository: there, ...unlockingThere } = job.destination;
const open = () => openRepository(there, unlockingThere);
process.stdout.write('begun\n');
const plan = await source.plans.resolve(job.plan);
const signal = new AbortController().signal;
const work = { source, plan, run: `run-${process.pid}`, meter: new ProgressMeter(), signal, env: {} };
const [outcome] = await copyPlan(work, [{ repository: there, open }]);
process.stdout.write(`${JSON.stringify(outcome)}\n`);
