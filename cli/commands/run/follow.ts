import { setTimeout as pause } from 'node:timers/promises';
import type { Repository, Run } from '../../../engine/index.ts';
import type { Invocation } from '../../invocation.ts';

const lookEvery = 1000;

/** Shows a run's progress until it is over, or lost; with `--json` as a line for each change of its record. Whoever stops following stops nothing but that. */
export async function followRun({ output }: Invocation, runs: Repository['runs'], first: Run): Promise<Run> {
  const watch = output.watch(`${first.kind} ${first.plan ?? first.run}`, Date.parse(first.startedAt));
  let run = first;
  let warned = 0;
  let told: string | undefined;
  try {
    while (run.state === 'running') {
      if (run.updatedAt !== told) {
        if (run.progress) watch.onEvent({ kind: 'progress', progress: run.progress });
        output.line({ run });
      }
      told = run.updatedAt;
      for (const message of run.warnings.slice(warned)) watch.onEvent({ kind: 'warning', message });
      warned = run.warnings.length;
      await pause(lookEvery);
      run = await runs.again(run);
    }
    return run;
  } finally {
    watch.close();
  }
}
