import type { StoragePlace } from '../repository/storagePlace.ts';
import type { Growth } from './growth.ts';
import { gigabyte, month, type PriceTable, pricesOfClass } from './priceTable.ts';

/** What making a plan's sets writes in a month. */
export interface MakingCost {
  /** Requests that write sets and blobs. Those of leases and records are not among them. */
  readonly requests: number;
  /** Listings, of which each request gives a thousand objects; they are billed as writes. */
  readonly listings: number;
  readonly monthly?: number | undefined;
}

/** What a backup of a plan goes through. */
export interface Listed {
  /** Whether sets go by a retention: in the long run each backup prunes then. */
  readonly prunes: boolean;
  /** Of the whole repository. */
  readonly blobs: number;
  /** Of the folders of all sets. */
  readonly setObjects: number;
}

/** `storageClass` is that in which what is new is stored; undefined where the store tells none. */
export function makingCost(
  growth: Growth | undefined,
  listed: Listed,
  storageClass: string | undefined,
  table: PriceTable | undefined,
): MakingCost | undefined {
  if (growth?.setsPerDay === undefined) return undefined;
  const sets = growth.setsPerDay * month;
  const requests = Math.round(growth.newObjects * sets);
  const listings = Math.round(listingsOf(listed) * sets);
  const { put } = pricesOfClass(table, storageClass) ?? {};
  const { put: list = put } = (storageClass !== undefined && pricesOfClass(table, 'STANDARD')) || {};
  const known = put !== undefined && list !== undefined;
  return { requests, listings, ...(known && { monthly: (requests / 1000) * put + (listings / 1000) * list }) };
}

/**
 * Listings of a backup, near enough: as many as were counted where each is one request, and what comes with each further thousand of objects. Buckets
 * that keep versions have theirs listed once more.
 */
export function listingsOf({ prunes, blobs, setObjects }: Listed): number {
  if (!prunes) return 8;
  return 34 + furtherPages(blobs) + 10 * furtherPages(setObjects);
}

function furtherPages(objects: number): number {
  return Math.max(0, Math.ceil(objects / 1000) - 1);
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
