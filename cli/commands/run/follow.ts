import { setTimeout as pause } from 'node:timers/promises';
import type { Repository, Run } from '../../../engine/index.ts';
import type { Invocation } from '../../invocation.ts';
import { Silence } from './silence.ts';

const lookEvery = 1000;

/** Shows a run's progress until it is over, or lost; with `--json` as a line for each change of its record. Whoever stops following stops nothing but that. */
export async function followRun(
  { output }: Pick<Invocation, 'output'>,
  runs: Repository['runs'],
  first: Run,
): Promise<Run> {
  const watch = output.watch(`${first.kind} ${first.plan ?? first.run}`, Date.parse(first.startedAt));
  const silence = new Silence(performance.now());
  let run = first;
  let warned = 0;
  let told: string | undefined;
  try {
    while (run.state === 'running') {
      if (run.updatedAt !== told) {
        if (run.progress) watch.onEvent({ kind: 'progress', progress: run.progress });
        output.line({ run });
        silence.heard(performance.now());
      }
      const message = silence.text(performance.now());
      if (message) watch.onEvent({ kind: 'remark', message });
      told = run.updatedAt;
      for (const message of run.warnings.slice(warned)) watch.onEvent({ kind: 'warning', message });
      warned = run.warnings.length;
      await pause(lookEvery);
      run = await runs.again(run);
    }
    const next = run.state === 'succeeded' ? undefined : await successorOf(run, runs);
    if (!next) return run;
    watch.onEvent({ kind: 'remark', message: `run ${next.run} goes on with what run ${run.run} has led` });
    return followRun({ output }, runs, next);
  } finally {
    watch.close();
  }
}

/** Of a restore that several machines share another one leads when the leader dies, under a run of its own. */
async function successorOf({ kind, run, plan }: Run, runs: Repository['runs']): Promise<Run | undefined> {
  if (kind !== 'restore') return undefined;
  const listed = await runs.list(plan, { limit: 50 });
  return listed.find((each): each is Run => each.state !== 'damaged' && each.goesOnWith === run);
}
