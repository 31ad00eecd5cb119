import type { StoragePlace } from '../repository/storagePlace.ts';
import type { Growth } from './growth.ts';
import { gigabyte, month, type PriceTable, pricesOfClass } from './priceTable.ts';

/** What making a plan's sets writes in a month. */
export interface MakingCost {
  /** Requests that write sets and blobs. Those of leases, records and listings are not among them. */
  readonly requests: number;
  readonly monthly?: number | undefined;
}

/** `storageClass` is that in which what is new is stored; undefined where the store tells none. */
export function makingCost(
  growth: Growth | undefined,
  storageClass: string | undefined,
  table: PriceTable | undefined,
): MakingCost | undefined {
  if (growth?.setsPerDay === undefined) return undefined;
  const requests = Math.round(growth.newObjects * growth.setsPerDay * month);
  const { put } = pricesOfClass(table, storageClass) ?? {};
  return { requests, ...(put !== undefined && { monthly: (requests / 1000) * put }) };
}

/** What copying new sets to another repository sends in a month. */
export interface CopyingCost {
  /** Its address. */
  readonly repository: string;
  readonly bytes: number;
  /** Their egress. Absent where its price is not known, as between two regions of one service. */
  readonly monthly?: number | undefined;
}

/** What leaves a service is egress, what stays in one region of it is not; between two regions of it other prices hold, which are not known here. */
export function copyingCost(
  growth: Growth | undefined,
  from: StoragePlace,
  to: StoragePlace & { readonly repository: string },
  table: PriceTable | undefined,
): CopyingCost | undefined {
  if (growth?.setsPerDay === undefined) return undefined;
  const bytes = Math.round(growth.newBytes * growth.setsPerDay * month);
  const price = egressBetween(from, to, table);
  return { repository: to.repository, bytes, ...(price !== undefined && { monthly: (bytes / gigabyte) * price }) };
}

function egressBetween(from: StoragePlace, to: StoragePlace, table: PriceTable | undefined): number | undefined {
  if (from.service !== to.service || from.service === 'other') return table?.egress;
  const isSame = from.region !== undefined && from.region === to.region;
  return isSame ? 0 : undefined;
}
