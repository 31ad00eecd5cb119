import { Counter, Gauge, type Registry } from 'prom-client';
import type { StartKind } from '../../engine/index.ts';
import type { SchedulerState } from '../scheduler/schedulerState.ts';

/** Adds what a scheduler has done to the metrics of the plans. */
export function addSchedulerMetrics(registry: Registry, state: SchedulerState, isReachable: boolean): void {
  const registers = [registry];
  const name = (rest: string) => `pgstow_scheduler_${rest}`;
  new Gauge({
    name: 'pgstow_repository_up',
    help: '1 when the repository could be read for these metrics.',
    registers,
  }).set(isReachable ? 1 : 0);
  new Counter({ name: name('looks_total'), help: 'How often it has looked what is due.', registers }).inc(state.looks);
  new Gauge({ name: name('start_timestamp_seconds'), help: 'Since when it runs.', registers }).set(state.since / 1000);
  if (state.lastLook !== undefined)
    new Gauge({
      name: name('last_look_timestamp_seconds'),
      help: 'When it has looked what is due, and could, the last time.',
      registers,
    }).set(state.lastLook / 1000);
  const running = (kind: StartKind) => state.running.filter(({ task }) => task === kind).length;
  new Gauge({ name: name('running_backups'), help: 'Backups that this scheduler makes now.', registers }).set(
    running('backup'),
  );
  new Gauge({ name: name('running_drills'), help: 'Drills that this scheduler makes now.', registers }).set(
    running('drill'),
  );
  const ends = new Counter({
    name: name('starts_total'),
    help: 'Starts that this scheduler has seen the end of, by what they started and how they ended.',
    labelNames: ['plan', 'kind', 'outcome'],
    registers,
  });
  for (const kind of ['backup', 'drill'] as const) {
    for (const [plan, counts] of state.ends[kind]) {
      for (const [outcome, count] of Object.entries(counts)) ends.labels(plan, kind, outcome).inc(count);
    }
  }
}
