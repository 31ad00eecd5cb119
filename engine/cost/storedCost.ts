import { gigabyte, type PriceTable, pricesOfClass } from './priceTable.ts';

/** An object, as far as its price goes. */
export interface PricedObject {
  readonly size: number;
  readonly storageClass?: string | undefined;
}

/** What is stored, and what it costs in a month as it is now. */
export interface StoredCost extends Amount {
  /** By storage class, as the store has listed them; the names in order. */
  readonly classes: readonly ClassCost[];
}

export interface ClassCost extends Amount {
  /** Absent where the store tells none, as a folder. */
  readonly storageClass?: string | undefined;
}

export interface Amount {
  readonly objects: number;
  readonly bytes: number;
  /** In the currency of the prices; absent where one of them is not known. */
  readonly monthly?: number | undefined;
}

/** Adds up what is stored. */
export function storedCost(objects: Iterable<PricedObject>, table: PriceTable | undefined): StoredCost {
  const byClass = Map.groupBy(objects, ({ storageClass }) => storageClass);
  const names = [...byClass.keys()].toSorted((a = '', b = '') => (a < b ? -1 : 1));
  const classes = names.map((storageClass): ClassCost => {
    const some = byClass.get(storageClass)!;
    const prices = pricesOfClass(table, storageClass);
    const billed = total(some.map(({ size }) => Math.max(size, prices?.minimumBytes ?? 0)));
    return {
      ...(storageClass !== undefined && { storageClass }),
      objects: some.length,
      bytes: total(some.map(({ size }) => size)),
      ...(prices && { monthly: (billed / gigabyte) * prices.storage }),
    };
  });
  const monthly = sumOfKnown(classes.map((each) => each.monthly));
  return {
    objects: total(classes.map((each) => each.objects)),
    bytes: total(classes.map((each) => each.bytes)),
    ...(table && monthly !== undefined && { monthly }),
    classes,
  };
}

/** Undefined where one of them is. */
export function sumOfKnown(figures: readonly (number | undefined)[]): number | undefined {
  return figures.reduce((sum, each) => (sum === undefined || each === undefined ? undefined : sum + each), 0);
}

export function total(figures: readonly number[]): number {
  return figures.reduce((sum, each) => sum + each, 0);
}
