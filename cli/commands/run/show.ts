import type { Run } from '../../../engine/index.ts';
import type { FailureCode } from '../../../words/failure.ts';
import { counted, duration, instant, size } from '../../../words/human.ts';
import { printable } from '../../../words/printable.ts';
import { facts } from '../../../words/table.ts';
import { type ExitStatus, exitStatusOf } from '../../exitStatus.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';
import { followRun } from './follow.ts';

export function showRunCommand(): PgstowCommand {
  return new PgstowCommand('show')
    .summary('show how a run goes, or how it went')
    .description(
      'Shows how a run goes, or how it went, from any machine that sees the repository. With --follow it stays until the run ' +
        "is over, and ends with 0 if it succeeded, else with the status that the run's own command ended with.",
    )
    .argument('<run>', "a run's id, as pgstow runs lists it, or its name: the newest of that name")
    .option('--follow', 'show its progress until it is over; with --json as a line for each change')
    .examples(
      'pgstow run show 20261122T213000Z-k3v9qa',
      'pgstow run show 20261122T213000Z-k3v9qa --follow',
      "pgstow run show 'orders, as of Monday' --follow",
    )
    .does(async (invocation, idOrName: string, { follow }: { follow?: true }) => {
      const { runs } = await invocation.repository({ withoutKms: true });
      const first = await runs.find(idOrName);
      const run = follow && first.state === 'running' ? await followRun(invocation, runs, first) : first;
      invocation.output.print(textOf(run));
      if (follow) invocation.output.line({ run });
      else invocation.output.document({ run });
      return follow ? statusOf(run) : 0;
    });
}

function textOf({ progress, warnings, error, ...run }: Run): string {
  const until = run.finishedAt ?? run.updatedAt;
  const lines = facts({
    run: run.run,
    plan: run.plan,
    kind: run.kind,
    name: run.name,
    state: run.state === 'lost' ? `lost: not heard of since ${instant(run.updatedAt)}` : run.state,
    start: run.start && `${instant(run.start)}${run.until ? ` to ${instant(run.until)}` : ''}`,
    reason: run.reason,
    started: `${instant(run.startedAt)} by process ${run.pid} on ${run.host}`,
    [run.finishedAt ? 'took' : 'running for']: duration(Date.parse(until) - Date.parse(run.startedAt)),
    phase: run.finishedAt ? undefined : progress?.phase,
    tables: progress && progress.tables > 0 ? `${progress.tablesDone} of ${progress.tables}` : undefined,
    [run.kind === 'restore' ? 'loaded' : 'read']:
      progress && `${counted(progress.rows, 'row')}, ${size(progress.bytes)}`,
    stored: progress && progress.storedBytes > 0 ? size(progress.storedBytes) : undefined,
    set: run.set,
    error: error?.message,
    hint: error?.hint ?? (run.kind === 'restore' && run.state === 'lost' ? goOn(run) : undefined),
  });
  return [lines, ...warnings.map((warning) => printable(`warning: ${warning}`))].join('\n');
}

/** Who was killed could not say it. */
function goOn({ run }: Pick<Run, 'run'>): string {
  return `pgstow restore --resume ${run} with the same target goes on with it`;
}

function statusOf({ state, error }: Run): ExitStatus {
  if (state === 'succeeded') return 0;
  return error ? (exitStatusOf(error.code as FailureCode) ?? 1) : 1; // a later version may have more codes
}
