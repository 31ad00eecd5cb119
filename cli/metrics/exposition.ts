import { Gauge, Registry } from 'prom-client';
import type { CopyFreshness, PlanFigures } from '../../engine/index.ts';
import { version } from '../version.ts';

/** The metrics of plans, of those too that are damaged and have no figures, in Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function planMetrics(plans: readonly PlanFigures[], damaged: readonly string[] = []): Registry {
  const registry = new Registry();
  new Gauge({
    name: 'pgstow_build_info',
    help: 'Always 1; the version.',
    labelNames: ['version'],
    registers: [registry],
  })
    .labels(version)
    .set(1);
  const damage = new Gauge({
    name: 'pgstow_plan_damaged',
    help: '1 when what is stored of the plan is damaged: there are no other figures of it then.',
    labelNames: ['plan'],
    registers: [registry],
  });
  for (const { plan } of plans) damage.labels(plan).set(0);
  for (const plan of damaged) damage.labels(plan).set(1);
  for (const { name, help, value } of metrics) {
    const gauge = new Gauge({ name: `pgstow_plan_${name}`, help, labelNames: ['plan'], registers: [registry] });
    for (const figures of plans) {
      const told = value(figures);
      if (told !== undefined) gauge.labels(figures.plan).set(Number(told));
    }
  }
  for (const { name, help, value } of copyMetrics) {
    const labelNames = ['plan', 'repository'];
    const gauge = new Gauge({ name: `pgstow_copy_${name}`, help, labelNames, registers: [registry] });
    for (const { plan, copies = [] } of plans) {
      for (const copy of copies) {
        const told = value(copy);
        if (told !== undefined) gauge.labels(plan, copy.repository).set(Number(told));
      }
    }
  }
  return registry;
}

const copyMetrics: readonly {
  readonly name: string;
  readonly help: string;
  readonly value: (copy: CopyFreshness) => number | boolean | undefined;
}[] = [
  {
    name: 'last_success_timestamp_seconds',
    help: 'The instant that the newest set in a copy can bring back.',
    value: ({ newest }) => newest && seconds(newest.snapshotAt),
  },
  { name: 'last_success_age_seconds', help: 'How old that is.', value: ({ newest }) => newest?.age },
  { name: 'late', help: '1 when that is older than the plan allows.', value: ({ health }) => health === 'late' },
  {
    name: 'failed',
    help: '1 when the last run could not copy all that is missing.',
    value: ({ failure }) => failure !== undefined,
  },
  {
    name: 'waiting_sets',
    help: 'How many sets are not there, for something of them has to be thawed first.',
    value: ({ waiting }) => waiting?.sets.length ?? 0,
  },
];

interface PlanMetric {
  readonly name: string;
  readonly help: string;
  /** Undefined where there is nothing to tell of a plan. */
  readonly value: (figures: PlanFigures) => number | boolean | undefined;
}

const metrics: readonly PlanMetric[] = [
  {
    name: 'last_success_timestamp_seconds',
    help: 'The instant that the newest set can bring back.',
    value: ({ newest }) => newest && seconds(newest.snapshotAt),
  },
  { name: 'last_success_age_seconds', help: 'How old the newest set is.', value: ({ newest }) => newest?.age },
  { name: 'max_age_seconds', help: 'How old the newest set may become.', value: ({ maxAge }) => maxAge },
  { name: 'late', help: '1 when the newest set is older than that.', value: ({ late }) => late },
  { name: 'paused', help: '1 while the plan is paused.', value: ({ paused }) => paused },
  { name: 'running', help: '1 while a backup is under way, on whatever machine.', value: ({ running }) => running },
  { name: 'sets', help: 'Sets that there are.', value: ({ sets }) => sets },
  {
    name: 'archived_sets',
    help: 'Sets that have to be thawed before they can be restored.',
    value: ({ archivedSets }) => archivedSets,
  },
  {
    name: 'last_set_archived',
    help: '1 when the newest set has to be thawed before it can be restored.',
    value: ({ newest }) => newest?.archived,
  },
  { name: 'pinned_sets', help: 'Sets that a pin keeps, or a legal hold.', value: ({ pinnedSets }) => pinnedSets },
  { name: 'locked_sets', help: 'Sets that are locked.', value: ({ locks }) => locks?.sets },
  {
    name: 'first_lock_end_timestamp_seconds',
    help: 'When the first of their locks ends.',
    value: ({ locks }) => locks && seconds(locks.firstEnd),
  },
  {
    name: 'last_set_locked_until_timestamp_seconds',
    help: 'Until when the newest set is locked, of a plan that locks its sets; of a lock that has ended, too.',
    value: ({ lock }) => (lock?.until === undefined ? undefined : seconds(lock.until)),
  },
  {
    name: 'lock_missing',
    help: '1 when the newest set of a plan that locks its sets is not locked as long as the plan says.',
    value: ({ lock }) => lock && lock.health !== 'fine',
  },
  {
    name: 'last_set_bytes',
    help: 'Size of the rows in the newest set.',
    value: ({ newest }) => newest?.made?.bytes,
  },
  {
    name: 'last_set_new_bytes',
    help: 'What the newest set has added to the repository.',
    value: ({ newest }) => newest?.made?.newBytes,
  },
  { name: 'last_set_rows', help: 'Rows in the newest set.', value: ({ newest }) => newest?.made?.rows },
  {
    name: 'last_set_duration_seconds',
    help: 'How long the newest set took.',
    value: ({ newest }) => newest?.made?.duration,
  },
  {
    name: 'last_drill_success_timestamp_seconds',
    help: 'When the last drill ended that has passed.',
    value: ({ drill }) => drill && seconds(drill.passedAt),
  },
  {
    name: 'last_drill_duration_seconds',
    help: 'How long that drill took to fetch, restore and prove the set.',
    value: ({ drill }) => drill?.recoverySeconds,
  },
  {
    name: 'drill_late',
    help: '1 when that is longer ago than the schedule of drills allows.',
    value: ({ drillLate }) => drillLate,
  },
  {
    name: 'drill_failed',
    help: '1 when the last drill that has ended has failed.',
    value: ({ drillFailed }) => drillFailed,
  },
  {
    name: 'drill_running',
    help: '1 while a drill is under way, on whatever machine.',
    value: ({ drilling }) => drilling,
  },
  {
    name: 'next_start_timestamp_seconds',
    help: 'When the schedule starts next.',
    value: ({ next }) => (next === undefined ? undefined : seconds(next)),
  },
  {
    name: 'next_drill_timestamp_seconds',
    help: 'When the schedule of drills starts next.',
    value: ({ nextDrill }) => (nextDrill === undefined ? undefined : seconds(nextDrill)),
  },
];

function seconds(instant: string): number {
  return Date.parse(instant) / 1000;
}
