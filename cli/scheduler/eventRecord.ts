import type { BackupResult, DrillResult, SchedulerEvent, StartKind } from '../../engine/index.ts';
import { drillSummary } from '../../words/drillText.ts';
import { describeFailure, type Failure } from '../../words/failure.ts';
import { counted, duration, instant, size } from '../../words/human.ts';
import { lapseText } from '../../words/lapseText.ts';
import type { Made } from './schedulerState.ts';

/** An event as a line of a log: as an object for machines, as words for people. */
export interface EventRecord {
  readonly level: 'info' | 'warning' | 'error';
  readonly event: string;
  readonly plan?: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly words: string;
}

/** Undefined for what is no news. */
export async function eventRecord(event: SchedulerEvent<Made>): Promise<EventRecord | undefined> {
  switch (event.kind) {
    case 'looked':
      return undefined;
    case 'away':
      return ofFailure('error', 'away', {}, await describeFailure(event.error), 'tried again every minute');
    case 'back':
      return { level: 'info', event: 'back', fields: {}, words: 'the repository can be reached again' };
    case 'started': {
      const { plan, task, start } = event;
      return {
        level: 'info',
        event: 'started',
        plan,
        fields: { kind: task, start },
        words: `${of(task)}started, due since ${instant(start)}`,
      };
    }
    case 'progress': {
      const { plan, task, start, event: told } = event;
      if (told.kind !== 'warning' && told.kind !== 'remark') return undefined;
      return said(told.kind, plan, told.message, { kind: task, start });
    }
    case 'warned':
      return said('warning', event.plan, event.message);
    case 'succeeded':
      return event.task === 'drill'
        ? ofDrill(event.plan, event.start, event.result)
        : ofBackup(event.plan, event.start, event.result);
    case 'skipped':
    case 'interrupted':
    case 'failed': {
      const { kind, plan, task, start } = event;
      return ofFailure(
        kind === 'failed' ? 'error' : 'warning',
        kind,
        { plan, kind: task, start },
        await describeFailure(event.error),
      );
    }
    case 'lapsed': {
      const { outcome, count, run, ...lapse } = event.lapse;
      const fields = { ...lapse, count, run };
      return { level: 'warning', event: outcome, plan: event.plan, fields, words: lapseText(event.lapse) };
    }
    default:
      return event satisfies never;
  }
}

function said(event: 'warning' | 'remark', plan: string, message: string, more: object = {}): EventRecord {
  const level = event === 'warning' ? 'warning' : 'info';
  return { level, event, plan, fields: { ...more, message }, words: message };
}

function of(task: StartKind | undefined): string {
  return task === 'drill' ? 'drill ' : '';
}

function ofDrill(plan: string, start: string, { run, report }: DrillResult): EventRecord {
  const { set, seconds, recoverySeconds, proved, assertions } = report;
  const words = drillSummary(report).replace('\n', '; ');
  const fields = {
    kind: 'drill',
    start,
    run,
    set,
    duration: seconds,
    recoverySeconds,
    ...proved,
    assertions: assertions.length,
  };
  return { level: 'info', event: 'succeeded', plan, fields, words: `drill of set ${set} ${words}` };
}

function ofBackup(plan: string, start: string, { run, set, pruned }: BackupResult): EventRecord {
  const { bytes, newBytes, rows, tables } = set.totals;
  const seconds = (Date.parse(set.finishedAt) - Date.parse(set.startedAt)) / 1000;
  const removed = pruned && pruned.sets.length > 0 ? pruned.sets.map((each) => each.set) : undefined;
  return {
    level: 'info',
    event: 'succeeded',
    plan,
    fields: { kind: 'backup', start, run, set: set.set, duration: seconds, tables, rows, bytes, newBytes, removed },
    words:
      `set ${set.set}: ${counted(tables, 'table')}, ${counted(rows, 'row')}, ${size(bytes)}; ${size(newBytes)} added in ${duration(seconds * 1000)}` +
      (removed ? `; no longer kept and removed: ${removed.join(', ')}` : ''),
  };
}

function ofFailure(
  level: EventRecord['level'],
  event: string,
  { plan, kind, start }: { readonly plan?: string; readonly kind?: StartKind; readonly start?: string },
  error: Failure,
  then?: string,
): EventRecord {
  const words = [`${of(kind)}${event}: ${error.message}`, error.hint, then].filter(Boolean).join('; ');
  return { level, event, plan, fields: { kind, start, error }, words };
}
