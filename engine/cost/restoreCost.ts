import { gigabyte, type PriceTable, pricesOfClass } from './priceTable.ts';
import { type PricedObject, sumOfKnown, total } from './storedCost.ts';

/** What a restore of a whole set reads from the store, and what that costs once. */
export interface RestoreCost {
  /** The set's id. */
  readonly set: string;
  /** Objects that are read, each once and whole. */
  readonly requests: number;
  /** Bytes that leave the store. */
  readonly bytes: number;
  /** In the currency of the prices: requests, retrieval and egress. Absent where one of them is not known. */
  readonly cost?: number | undefined;
}

/** A restore reads each object of a set once: the three of its own, and its blobs. */
export function restoreCost(set: string, objects: readonly PricedObject[], table: PriceTable | undefined): RestoreCost {
  const byClass = [...Map.groupBy(objects, ({ storageClass }) => storageClass)];
  const cost = sumOfKnown(byClass.map(([storageClass, some]) => readingCost(storageClass, some, table)));
  const bytes = total(objects.map(({ size }) => size));
  return { set, requests: objects.length, bytes, ...(table && cost !== undefined && { cost }) };
}

function readingCost(
  storageClass: string | undefined,
  objects: readonly PricedObject[],
  table: PriceTable | undefined,
): number | undefined {
  const { get, retrieval = 0 } = pricesOfClass(table, storageClass) ?? {};
  if (get === undefined || table?.egress === undefined) return undefined;
  const gigabytes = total(objects.map(({ size }) => size)) / gigabyte;
  return (objects.length / 1000) * get + gigabytes * (retrieval + table.egress);
}
