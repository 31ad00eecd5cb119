import type { SetManifest, TableItem } from '../engine/index.ts';
import { counted, duration, size } from './human.ts';

type Reading = NonNullable<SetManifest['reading']>;

/** How much of a set was read for it, and how much was known to be unchanged; undefined for a set that does not say. */
export function readingText({ reading }: SetManifest): string | undefined {
  if (!reading) return undefined;
  return [howMuch(reading), ...byWhom(reading)].join('; ');
}

function howMuch(reading: Reading): string {
  if (reading.base === undefined) return `all was read: ${reading.reason}`;
  const saved = savedTime(reading);
  const time = saved === undefined ? '' : `, which saved about ${duration(saved)}`;
  return `${size(reading.read)} read; ${size(reading.reused)} unchanged since set ${reading.base} and not read${time}`;
}

/** What each of several machines has read. */
function byWhom({ shards = [] }: Reading): string[] {
  if (shards.length === 0) return [];
  return [
    `${counted(shards.length, 'shard')} read: ${shards.map(({ shard, bytes }) => `${shard} ${size(bytes)}`).join(', ')}`,
  ];
}

/** How many connections have read a set, and why not more; undefined where its plan says how many. */
export function connectionsText({ reading }: SetManifest): string | undefined {
  if (!reading?.connections) return undefined;
  const { count, reason } = reading.connections;
  return `concurrency auto: ${count === 1 ? '1 connection has' : `${count} connections have`} read; ${reason}`;
}

/** Why what was read was read, in a line each. */
export function readReasons({ reading }: SetManifest): string[] {
  if (!reading || reading.base === undefined) return [];
  return reading.reasons.map(({ reason, ranges, bytes }) => `${size(bytes)} in ${counted(ranges, 'range')}: ${reason}`);
}

/** Milliseconds that reading the rest would have taken, at the rate at which all was read the last time. */
function savedTime({ reused, bytesPerSecond }: NonNullable<SetManifest['reading']>): number | undefined {
  return bytesPerSecond === undefined || reused === 0 ? undefined : (reused / bytesPerSecond) * 1000;
}

/** Bytes of a table that were read, were not read, and were added to the repository. */
export function tableReading({ reading }: Pick<TableItem, 'reading'>): Record<'read' | 'reused' | 'stored', string> {
  const figure = (bytes: number | undefined) => (bytes === undefined ? '-' : size(bytes));
  return { read: figure(reading?.read), reused: figure(reading?.reused), stored: figure(reading?.stored) };
}
