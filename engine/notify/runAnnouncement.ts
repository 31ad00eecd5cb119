import type { SetManifest } from '../repository/manifest.ts';
import type { Plan } from '../repository/plans.ts';
import type { RunEnd } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { runError, runState } from '../repository/runHandle.ts';
import type { Lapse } from '../schedule/lapses.ts';
import type { Announcement } from './announcement.ts';

type Where = Pick<Repository, 'store' | 'surroundings'>;
type Named = Pick<Plan, 'id' | 'name'>;

/** What is to be told of a run of a plan, at its end. */
export function announcementOfRun(
  { store, surroundings }: Where,
  { id, name }: Named,
  end: RunEnd<{ readonly set?: SetManifest | undefined }>,
): Announcement {
  const { run, start, startedAt, finishedAt, ended, warnings } = end;
  const error = 'error' in ended ? ended.error : undefined;
  const outcome = runState(error);
  return {
    event: outcome === 'succeeded' ? 'success' : outcome === 'skipped' ? 'skipped' : 'failure',
    outcome,
    plan: { id, name },
    repository: store.url,
    host: surroundings.host,
    run,
    start,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    duration: Math.max(0, finishedAt.getTime() - startedAt.getTime()) / 1000,
    ...('result' in ended && ended.result.set && madeIn(ended.result.set)),
    ...(error !== undefined && { error: runError(error) }),
    warnings,
  };
}

function madeIn({ set, totals: { tables, rows, bytes, newBytes } }: SetManifest) {
  return { set, tables, rows, bytes, newBytes };
}

/** What is to be told of starts that had no run, by the record that says so. */
export function announcementOfLapse(
  { store, surroundings }: Where,
  { id, name }: Named,
  { outcome, start, until, count, reason }: Lapse,
  run: string,
): Announcement {
  return {
    event: outcome,
    outcome,
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
