import type { Phase } from '../engine/index.ts';
import { count, counted, duration, rate, remaining, size } from './human.ts';
import { displayWidth, fitted } from './printable.ts';
import { fractionOf, isLoaded, type ProgressState, rateOf, timeLeftOf } from './progressState.ts';

const phases: Readonly<Record<Phase, string>> = {
  precheck: 'checking',
  snapshot: 'taking the snapshot',
  data: 'reading rows',
  commit: 'writing the manifest',
  preview: 'comparing with the target',
  definitions: 'creating tables and types',
  load: 'loading rows',
  finish: 'triggers, privileges, statistics',
  proof: 'reading back and comparing',
  swap: 'swapping tables in',
  verify: 'reading what is stored',
  mark: 'looking what is still needed',
  delete: 'deleting what nobody needs',
  export: 'writing rows out',
  query: 'starting a server and asking it',
  server: 'starting a server',
  assertions: 'checking what the plan asserts',
  copy: 'copying to another repository',
  archive: 'archiving what old sets alone need',
  thaw: 'waiting for what is archived',
};

/** What is left of the load when all rows are in. */
const loaded = 'building indexes, reading back and comparing';

/** What a terminal of this width shows of an operation. */
export function progressLines(state: ProgressState, now: number, width: number): string[] {
  const phase = phaseOf(state);
  const head = [state.title, ...(phase ? [phase] : []), duration(now - state.startedAt)];
  const lines = [joined(head, width), ...barLine(state, now, width), ...countsLine(state, width)];
  return lines.map((line) => fitted(line, width));
}

/** The same on one line, for a log. */
export function progressLine(state: ProgressState, now: number): string {
  const { progress } = state;
  const fraction = fractionOf(state);
  const parts = [
    phaseOf(state),
    fraction === undefined ? undefined : percent(fraction),
    ...(progress && progress.tables > 0 ? countsOf(state) : []),
    ...(fraction === undefined ? [] : bytesOf(state, now)),
  ];
  return `${state.title}: ${parts.filter(Boolean).join(', ') || 'starting'}`;
}

function phaseOf(state: ProgressState): string | undefined {
  const { phase } = state;
  if (isLoaded(state)) return loaded;
  return phase && (phases[phase] ?? phase); // a run of a later version may have more of them
}

const barWidth = { least: 8, most: 40 };

function barLine(state: ProgressState, now: number, width: number): string[] {
  const fraction = fractionOf(state);
  if (fraction === undefined) return [];
  const figures = joined([percent(fraction), ...bytesOf(state, now)], width - barWidth.least - 6);
  const room = Math.min(barWidth.most, width - figures.length - 6);
  if (room < barWidth.least) return [joined([percent(fraction), ...bytesOf(state, now)], width)];
  const filled = Math.round(fraction * room);
  return [`  [${'#'.repeat(filled)}${'.'.repeat(room - filled)}]  ${figures}`];
}

function countsLine(state: ProgressState, width: number): string[] {
  return state.progress && state.progress.tables > 0 ? [`  ${joined(countsOf(state), width - 2)}`] : [];
}

function countsOf({ progress }: ProgressState): string[] {
  const { tables, tablesDone, rows, storedBytes } = progress!;
  return [
    `${count(tablesDone)} of ${counted(tables, 'table')}`,
    counted(rows, 'row'),
    ...(storedBytes > 0 ? [`${size(storedBytes)} stored`] : []),
  ];
}

function bytesOf(state: ProgressState, now: number): string[] {
  const { bytes, bytesTotal } = state.progress!;
  const amount = `${size(bytes)} of ${size(Math.max(bytes, bytesTotal))}`;
  if (bytes >= bytesTotal && state.phase !== 'data') return [amount]; // a backup's total is an estimate
  const speed = rateOf(state, now);
  const left = timeLeftOf(state, now);
  return [
    amount,
    ...(speed === undefined ? [] : [rate(speed)]),
    ...(left === undefined ? [] : [`${remaining(left)} left${state.phase === 'load' ? ' to load' : ''}`]), // indexes come then
  ];
}

function percent(fraction: number): string {
  return `${Math.floor(fraction * 100)} %`;
}

/** As many of the parts as fit, the first ones. */
function joined(parts: readonly string[], width: number): string {
  let line = parts[0] ?? '';
  for (const part of parts.slice(1)) {
    if (displayWidth(`${line}  ${part}`) > width) break;
    line += `  ${part}`;
  }
  return line;
}
