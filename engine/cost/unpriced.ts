import { type PriceTable, pricesOfClass } from './priceTable.ts';

/** What the prices leave open of the classes that there are, each once, in words. */
export function unpriced(table: PriceTable, classes: readonly (string | undefined)[]): string[] {
  const lacks = classes.flatMap((storageClass) => {
    const prices = pricesOfClass(table, storageClass);
    const name = storageClass === undefined ? 'objects without a storage class' : `storage class ${storageClass}`;
    if (!prices) return [`no price is known of ${name}`];
    return [
      ...(prices.get === undefined ? [`no price is known of reading ${name}`] : []),
      ...(prices.put === undefined ? [`no price is known of writing ${name}`] : []),
    ];
  });
  return [...lacks, ...(table.egress === undefined ? ['no price is known of egress'] : [])];
}
