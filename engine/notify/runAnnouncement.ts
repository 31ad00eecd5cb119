import type { DrillReport } from '../repository/drillReport.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import type { RunEnd } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { runError, runState } from '../repository/runHandle.ts';
import type { Lapse } from '../schedule/lapses.ts';
import type { Announcement } from './announcement.ts';

type Where = Pick<Repository, 'store' | 'surroundings'>;
type Named = Pick<Plan, 'id' | 'name'>;

/** How a run of a plan has ended, by its kind. */
export type Ending =
  | { readonly kind: 'backup'; readonly end: RunEnd<{ readonly set?: SetManifest | undefined }> }
  | { readonly kind: 'drill'; readonly end: RunEnd<{ readonly report: DrillReport }> };

/** What is to be told of a run of a plan, at its end. */
export function announcementOfRun({ store, surroundings }: Where, { id, name }: Named, ending: Ending): Announcement {
  const { kind, end } = ending;
  const { run, start, startedAt, finishedAt, ended, warnings } = end;
  const error = 'error' in ended ? ended.error : undefined;
  const outcome = runState(error);
  const facts = factsOf(ending);
  return {
    event: eventOf(outcome, facts.alarm),
    outcome,
    kind,
    plan: { id, name },
    repository: store.url,
    host: surroundings.host,
    run,
    start,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    duration: Math.max(0, finishedAt.getTime() - startedAt.getTime()) / 1000,
    ...facts,
    ...(error !== undefined && { error: runError(error) }),
    warnings,
  };
}

/** Whoever wants to hear of failures alone has to hear of an alarm. */
function eventOf(outcome: Announcement['outcome'], alarm: string | undefined): Announcement['event'] {
  if (outcome === 'succeeded') return alarm === undefined ? 'success' : 'failure';
  return outcome === 'skipped' ? 'skipped' : 'failure';
}

function factsOf({ kind, end }: Ending): Partial<Announcement> {
  switch (kind) {
    case 'backup':
      return 'result' in end.ended && end.ended.result.set ? madeIn(end.ended.result.set) : {};
    case 'drill':
      return { set: end.set, ...('result' in end.ended && provedBy(end.ended.result.report)) };
    default:
      return kind satisfies never;
  }
}

function madeIn({ set, totals: { tables, rows, bytes, newBytes }, reading }: SetManifest) {
  return { set, tables, rows, bytes, newBytes, ...(reading?.alarm !== undefined && { alarm: reading.alarm }) };
}

function provedBy({ proved: { tables, rows, bytes }, recoverySeconds }: DrillReport) {
  return { tables, rows, bytes, recoverySeconds };
}

/** What is to be told of starts that had no run, by the record that says so. */
export function announcementOfLapse(
  { store, surroundings }: Where,
  { id, name }: Named,
  { kind, outcome, start, until, count, reason }: Lapse,
  run: string,
): Announcement {
  return {
    event: outcome,
    outcome,
    kind,
    plan: { id, name },
    repository: store.url,
    host: surroundings.host,
    run,
    start,
    until,
    count,
    reason,
    warnings: [],
  };
}
