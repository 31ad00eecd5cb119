import type { ReadReason, SetReading, TableReading } from '../repository/evidence.ts';
import type { Held } from './held.ts';
import type { Content } from './ranges.ts';
import type { Data } from './readData.ts';

/** How much of a set was read, and why. */
export function readingOfSet(data: Data, held: readonly Held[], takenAt: Date): SetReading {
  const { reuse, alarm, readingTook, connections } = data;
  const { read, reused } = shares(held);
  const isFull = !held.some(({ readFor }) => readFor !== undefined);
  const reason = alarm === undefined ? reuse.reason : 'what was held to be unchanged was not';
  const rate = (isFull ? rateOf(read, readingTook) : undefined) ?? reuse.bytesPerSecond;
  return {
    ...(reuse.base !== undefined && alarm === undefined && { base: reuse.base.set }),
    ...(reason !== undefined && { reason }),
    fullAt: isFull ? takenAt.toISOString() : reuse.base!.reading!.fullAt,
    read,
    reused,
    audited: reuse.audits.size,
    ...(alarm !== undefined && { alarm }),
    ...(rate !== undefined && { bytesPerSecond: rate }),
    reasons: reasonsOf(data, held),
    ...(connections && { connections }),
  };
}

/** The same of a table, where ranges of any were reused. */
export function readingOfTable(data: Data, held: readonly Held[]): TableReading | undefined {
  if (data.reuse.base === undefined) return undefined;
  const reasons = reasonsOf(data, held);
  const reason =
    reasons.length === 1 && reasons[0]!.ranges === held.length
      ? reasons[0]!.reason
      : reasons.map(({ reason, ranges }) => `${reason} (${ranges} of ${held.length} ranges)`).join('; ');
  return { ...shares(held), stored: storedFor(data, held), ...(reason && { reason }) };
}

function shares(held: readonly Held[]): Pick<TableReading, 'read' | 'reused'> {
  const bytes = (some: readonly Held[]) => some.reduce((sum, each) => sum + each.bytes, 0);
  const reused = bytes(held.filter(({ readFor }) => readFor !== undefined));
  return { read: bytes(held) - reused, reused };
}

function reasonsOf({ reuse }: Data, held: readonly Held[]): ReadReason[] {
  const read = held.filter(({ readFor }) => readFor === undefined);
  const byReason = Map.groupBy(read, ({ content }) => reasonOf(reuse, content));
  return [...byReason]
    .map(([reason, some]) => ({
      reason,
      ranges: some.length,
      bytes: some.reduce((sum, { bytes }) => sum + bytes, 0),
    }))
    .sort((a, b) => b.bytes - a.bytes);
}

function reasonOf({ reasons, reason, audits }: Data['reuse'], content: Content): string {
  if (audits.has(content)) return 'it is a sample of what is unchanged';
  return reasons.get(content) ?? reason ?? 'what was held to be unchanged was not';
}

/** Below this the time tells nothing of how fast a database is read. */
const tellingBytes = 16 * 1024 * 1024;

function rateOf(bytes: number, milliseconds: number): number | undefined {
  return bytes < tellingBytes ? undefined : Math.round(bytes / (milliseconds / 1000));
}

/** New blobs may hold several tables: each is charged its share of their bytes. */
function storedFor({ newBlobs }: Data, held: readonly Held[]): number {
  const shares = held
    .flatMap(({ at }) => at)
    .map(({ blob, length }) => {
      const size = newBlobs.get(blob);
      return size ? size.storedBytes * (length / size.bytes) : 0;
    });
  return Math.round(shares.reduce((sum, share) => sum + share, 0));
}
