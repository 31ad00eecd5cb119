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
  /** Those of them that are in an archive, and have to be thawed first. Absent where none are. */
  readonly thawedBytes?: number | undefined;
  /** In the currency of the prices: requests, thawing, retrieval and egress. Absent where one of them is not known. */
  readonly cost?: number | undefined;
}

/** A restore reads each object of a set once: the three of its own, and its blobs. */
export function restoreCost(set: string, objects: readonly PricedObject[], table: PriceTable | undefined): RestoreCost {
  const byClass = [...Map.groupBy(objects, ({ storageClass }) => storageClass)];
  const cost = sumOfKnown(byClass.map(([storageClass, some]) => readingCost(storageClass, some, table)));
  const bytes = total(objects.map(({ size }) => size));
  const thawedBytes = total(objects.filter(({ storageClass }) => isArchive(storageClass)).map(({ size }) => size));
  return {
    set,
    requests: objects.length,
    bytes,
    ...(thawedBytes > 0 && { thawedBytes }),
    ...(table && cost !== undefined && { cost }),
  };
}

/** By the names that services have for classes that cannot be read as they are. */
function isArchive(storageClass: string | undefined): boolean {
  return ['GLACIER', 'DEEP_ARCHIVE', 'Archive', 'ColdArchive', 'DeepColdArchive'].includes(storageClass ?? '');
}

function readingCost(
  storageClass: string | undefined,
  objects: readonly PricedObject[],
  table: PriceTable | undefined,
): number | undefined {
  const { get, retrieval = 0, thaw, thawRequest = 0 } = pricesOfClass(table, storageClass) ?? {};
  if (get === undefined || table?.egress === undefined || (thaw === undefined && isArchive(storageClass)))
    return undefined;
  const gigabytes = total(objects.map(({ size }) => size)) / gigabyte;
  return (objects.length / 1000) * (get + thawRequest) + gigabytes * ((thaw ?? 0) + retrieval + table.egress);
}
