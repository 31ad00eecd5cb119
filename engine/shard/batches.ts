/** What opening and ending one unit costs, as bytes: so that empty ones count too. */
const unitCost = 256 * 1024;
/** No batch is more than this part of a machine's share: so much is read twice when a machine dies. */
const partOfShare = 32;
/** And none is more than this part of what is left to each: towards the end they become small, and all end at about the same time. */
const partOfRest = 4;

/**
 * Puts units together into what is claimed in one piece, in their order, which is that of their size. How many there are grows with
 * the number of machines, and by the logarithm only with that of units: a claim is a request or three.
 */
export function divideIntoBatches<T extends { readonly bytes: number }>(
  units: readonly T[],
  machines: number,
): readonly (readonly T[])[] {
  const weight = ({ bytes }: T) => bytes + unitCost;
  const all = units.reduce((sum, unit) => sum + weight(unit), 0);
  const batches: T[][] = [];
  let rest = all;
  for (let at = 0; at < units.length; ) {
    const wanted = Math.min(all / (partOfShare * machines), rest / (partOfRest * machines));
    const batch: T[] = [];
    let held = 0;
    do {
      held += weight(units[at]!);
      batch.push(units[at++]!);
    } while (at < units.length && held + weight(units[at]!) <= wanted);
    batches.push(batch);
    rest -= held;
  }
  return batches;
}
