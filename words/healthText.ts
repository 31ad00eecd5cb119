import type { HealthReport, LockHealth, PlanFreshness } from '../engine/index.ts';
import { counted, duration, instant } from './human.ts';
import type { Column } from './table.ts';

/** Plans whose newest set is too old, or that have none where there should be one, and damaged ones, of which nobody knows it. */
export function illPlans({ plans }: Pick<HealthReport, 'plans'>): PlanFreshness[] {
  return plans.filter(isIll);
}

export function isIll({ health }: Pick<PlanFreshness, 'health'>): boolean {
  return health === 'late' || health === 'damaged';
}

/** What ails such a plan. */
export function illness({ plan, health, reason = '' }: PlanFreshness): string {
  return `${plan} is ${health}: ${reason}`;
}

/** What a person should know of how the report was made. */
export function healthWarnings({ lookedInside, warnings, plans }: HealthReport): string[] {
  const blind =
    'the repository is encrypted and no key is given: sets were not looked into, and their age is told by their runs';
  return [...(lookedInside ? [] : [blind]), ...warnings, ...plans.flatMap(failedDrill)];
}

/** A table of how old the newest sets are; with locks and archives where there are some. */
export function healthColumns(plans: readonly PlanFreshness[]): readonly Column<PlanFreshness>[] {
  return [
    ...columns.slice(0, -1),
    ...(plans.some(({ lock }) => lock) ? [lockColumn] : []),
    ...(plans.some(({ archivedSets }) => archivedSets) ? [archiveColumn] : []),
    ...columns.slice(-1),
  ];
}

const columns: readonly Column<PlanFreshness>[] = [
  { title: 'PLAN', value: ({ plan }) => plan },
  { title: 'HEALTH', value: ({ health }) => health },
  { title: 'STATE OF', value: ({ newest }) => (newest ? instant(newest.snapshotAt) : '-') },
  { title: 'AGE', value: ({ newest }) => (newest ? duration(newest.age * 1000) : '-'), alignRight: true },
  { title: 'MAX AGE', value: ({ maxAge }) => maxAge ?? '-', alignRight: true },
  { title: 'VERIFIED', value: ({ verified }) => (verified ? instant(verified.at) : '-') },
  { title: 'DRILLED', value: drilled },
  { title: 'COPIES', value: copied },
  { title: 'SET', value: ({ newest }) => newest?.set ?? '-' },
];

const lockColumn: Column<PlanFreshness> = {
  title: 'LOCKED UNTIL',
  value: ({ lock }) => (lock ? lockedUntil(lock) : '-'),
};

const archiveColumn: Column<PlanFreshness> = {
  title: 'ARCHIVED',
  value: ({ archivedSets }) => (archivedSets ? counted(archivedSets, 'set') : '-'),
};

function lockedUntil({ health, until }: LockHealth): string {
  switch (health) {
    case 'fine':
      return instant(until!);
    case 'short':
      return `short, ${instant(until!)}`;
    case 'none':
      return until ? `ended ${instant(until)}` : 'not locked';
    default:
      return health satisfies never;
  }
}

/** Why a plan is late is told by itself. */
function failedDrill({ plan, drill, drillLate }: PlanFreshness): string[] {
  if (drill?.outcome !== 'failed' || drillLate) return [];
  return [`the last drill of ${plan} has failed: ${[drill.reason, drill.remedy].filter(Boolean).join('; ')}`];
}

/** The worst of them first. */
function copied({ copies = [] }: PlanFreshness): string {
  const states = ['late', 'no set', 'fine'] as const;
  const parts = states.map((state) => [state, copies.filter(({ health }) => health === state).length] as const);
  return parts.flatMap(([state, count]) => (count > 0 ? [`${count} ${state}`] : [])).join(', ') || '-';
}

function drilled({ drill, drillLate }: PlanFreshness): string {
  if (drillLate) return drill ? `late, ${drill.outcome} ${instant(drill.at)}` : 'late';
  if (!drill) return '-';
  return drill.outcome === 'passed' ? instant(drill.at) : `${drill.outcome} ${instant(drill.at)}`;
}
