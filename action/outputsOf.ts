import type { OutputName } from './outputs.ts';
import type { Done, Report } from './report.ts';

/** What steps that follow are told of a report. Outputs that there is nothing to say in are left out. */
export function outputsOf({ status, startedAt, finishedAt, done }: Report): Partial<Record<OutputName, string>> {
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return { status, duration: seconds.toFixed(1), ...(done && figuresOf(done)) };
}

function figuresOf(done: Done): Partial<Record<OutputName, string>> {
  switch (done.command) {
    case 'run-due':
    case 'backup': {
      const sets = done.backups.flatMap((backup) => (backup.outcome === 'succeeded' ? [backup.result.set] : []));
      const sum = (figure: 'bytes' | 'newBytes') => sets.reduce((total, { totals }) => total + totals[figure], 0);
      return {
        'set-id': sets.map(({ set }) => set).join(' '),
        bytes: String(sum('bytes')),
        'new-bytes': String(sum('newBytes')),
      };
    }
    case 'drill': {
      const [report] = done.drills.flatMap((each) => ('report' in each && each.report ? [each.report] : []));
      if (!report) return {};
      const { set, proved, recoverySeconds, outcome } = report;
      return {
        'set-id': set,
        bytes: String(proved.bytes),
        ...(outcome === 'passed' && { 'recovery-seconds': String(recoverySeconds) }),
      };
    }
    case 'restore':
      return { 'set-id': done.set.set, bytes: String(done.preview.bytes) };
    case 'restore-shard':
      return { 'set-id': done.result.set.set };
    case 'verify':
    case 'repair':
      return { bytes: String(done.result.bytes) };
    case 'copy': {
      const copies = done.plans.flatMap((each) => each.copies);
      return { 'new-bytes': String(copies.reduce((total, { bytes }) => total + bytes, 0)) };
    }
    case 'thaw':
      return { readable: String(done.result.readable) };
    case 'matrix':
      return { matrix: JSON.stringify(done.matrix) };
    case 'precheck':
    case 'prune':
    case 'archive':
    case 'hold':
    case 'release':
    case 'undelete':
    case 'key-rotate':
    case 'cost':
    case 'health':
    case 'plan-apply':
      return {};
    default:
      return done satisfies never;
  }
}
