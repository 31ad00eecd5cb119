import type { Retention } from '../spec/retention.ts';
import type { Growth } from './growth.ts';
import { keptSets } from './keptSets.ts';
import { gigabyte, month, type PriceTable, pricesOfClass } from './priceTable.ts';
import { type StoredCost, sumOfKnown } from './storedCost.ts';

/** What will be stored of a plan if all goes on as it does. */
export type SteadyState =
  /** No more than this: as many bytes go as come. */
  | {
      readonly state: 'steady';
      readonly sets: number;
      readonly bytes: number;
      readonly monthly?: number | undefined;
      /** What is billed beside, at most, of bytes that go before the minimum time of their class. Absent where nothing does. */
      readonly earlyDeletion?: number | undefined;
    }
  /** Nothing is ever removed: so much more with each month. */
  | { readonly state: 'growing'; readonly bytes: number; readonly monthly?: number | undefined }
  | { readonly state: 'unknown'; readonly reason: string };

/** What a plan has now. */
export interface PresentState {
  readonly paused: boolean;
  readonly retention: Retention | undefined;
  readonly sets: number;
  readonly stored: StoredCost;
  /** Of the newest set: its blobs, and the objects that are its own. */
  readonly newest?: { readonly blobBytes: number; readonly ownBytes: number } | undefined;
  readonly growth?: Growth | undefined;
  readonly table?: PriceTable | undefined;
}

/**
 * What a plan comes to under its retention, where the database stays as large as it is, and each set brings as many new bytes as
 * the last ones did. The newest set is stored whole; of an older one what has changed until the next that is kept, at most
 * all. It costs by the byte what the plan's bytes do now.
 */
export function steadyState({ paused, retention, sets, stored, newest, growth, table }: PresentState): SteadyState {
  const perByte = stored.monthly === undefined || stored.bytes === 0 ? undefined : stored.monthly / stored.bytes;
  const priced = (bytes: number) => ({ bytes, ...(perByte !== undefined && { monthly: bytes * perByte }) });
  if (paused) return { state: 'steady', sets, ...priced(stored.bytes) };
  if (!newest) return { state: 'unknown', reason: 'it has no set that can be read' };
  if (!growth) return { state: 'unknown', reason: 'how much a set adds is not known before there are two' };
  const { newBytes, setsPerDay } = growth;
  if (setsPerDay === undefined) return { state: 'unknown', reason: 'how often sets are made is not known' };
  if (!retention || Object.keys(retention).length === 0) {
    return { state: 'growing', ...priced(Math.round((newBytes + newest.ownBytes) * setsPerDay * month)) };
  }
  const { dense, older } = keptSets(retention, setsPerDay);
  const changed = (gap: number) => Math.min(newest.blobBytes, gap * newBytes);
  const before = older.map((age, index) => changed(age - (older[index - 1] ?? dense - 1)));
  const blobs = newest.blobBytes + (dense - 1) * changed(1) + before.reduce((sum, bytes) => sum + bytes, 0);
  const kept = dense + older.length;
  const goes = newBytes * setsPerDay * month;
  const early = earlyDeletion(stored, { bytes: goes, stayedDays: dense / setsPerDay }, table);
  return {
    state: 'steady',
    sets: kept,
    ...priced(Math.round(blobs + kept * newest.ownBytes)),
    ...(early !== undefined && early > 0 && { earlyDeletion: early }),
  };
}

/**
 * As many bytes go in a month as come. Those that change with every set stay as long as one of the newest sets does, all others longer: so it
 * is no more than this. They are of the classes that the plan's bytes are in now.
 */
function earlyDeletion(
  { bytes, classes }: StoredCost,
  goes: { readonly bytes: number; readonly stayedDays: number },
  table: PriceTable | undefined,
): number | undefined {
  if (!table || bytes === 0) return undefined;
  return sumOfKnown(
    classes.map(({ storageClass, bytes: ofClass }) => {
      const prices = pricesOfClass(table, storageClass);
      const missingDays = Math.max(0, (prices?.minimumDays ?? 0) - goes.stayedDays);
      return prices && ((goes.bytes * (ofClass / bytes)) / gigabyte) * prices.storage * (missingDays / month);
    }),
  );
}
