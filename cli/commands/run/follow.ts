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
    const wait = () =>
      watch.onEvent({
        kind: 'remark',
        message: `run ${run.run} has ended before its work; another shard may go on with it`,
      });
    const next = await successorOf(run, runs, wait);
    if (!next) return run;
    watch.onEvent({ kind: 'remark', message: `run ${next.run} goes on with what run ${run.run} has led` });
    return followRun({ output }, runs, next);
  } finally {
    watch.close();
  }
}

/** Codes of errors that another machine would not meet; a run that was lost has none. */
const ofOneMachine: readonly (string | undefined)[] = ['connection', 'store', 'lost', 'interrupted', 'busy', undefined];
/** A leader that says nothing is held to be dead after a minute, and the next one has to begin. */
const patienceMs = 90_000;

/** Where several machines share the work another one leads when the leader is gone, under a run of its own. */
async function successorOf(run: Run, runs: Repository['runs'], onWait: () => void): Promise<Run | undefined> {
  if (run.shards === undefined || run.state === 'succeeded' || !ofOneMachine.includes(run.error?.code))
    return undefined;
  const giveUp = performance.now() + patienceMs;
  for (let looks = 0; ; looks++) {
    const listed = await runs.list(run.plan, { limit: 50 });
    const next = listed.find((each): each is Run => each.state !== 'damaged' && each.goesOnWith === run.run);
    if (next || performance.now() > giveUp) return next;
    if (looks === 0) onWait();
    await pause(lookEvery);
  }
}
