import { PgstowError } from '../errors.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import type { RangeItem, TableItem } from '../repository/contents.ts';

/**
 * What is wrong with a stored object. `missing`: it is not there. `truncated`: it ends too early. `swapped`: it holds what
 * another object should. `altered`: it holds anything else. `inconsistent`: it is whole, and contradicts another one.
 * `unsupported`: a later version of pgstow wrote it. `deleted`, `overwritten`: somebody has done that to a locked object, which is still
 * there. `unlocked`: it is whole, and not locked or held as it should be.
 */
export type DamageKind =
  | 'missing'
  | 'truncated'
  | 'altered'
  | 'swapped'
  | 'inconsistent'
  | 'unsupported'
  | 'deleted'
  | 'overwritten'
  | 'unlocked';

export interface Damage {
  readonly kind: DamageKind;
  /** What was found, as a sentence that names the object. */
  readonly message: string;
}

/** A damaged object of the repository, and what cannot be restored because of it. */
export interface Finding extends Damage {
  /** The object's key in the store. */
  readonly key: string;
  readonly affects: readonly AffectedSet[];
}

/** What a damage means for one set. */
export interface AffectedSet {
  readonly plan: string;
  readonly set: string;
  /** True when nothing of the set can be restored. */
  readonly whole: boolean;
  /** Tables that cannot be restored; all the others can. */
  readonly tables: readonly AffectedTable[];
  /** True when large objects cannot be restored. */
  readonly largeObjects: boolean;
  /** The same as a sentence. */
  readonly message: string;
}

export interface AffectedTable {
  readonly schema: string;
  readonly name: string;
  readonly ranges: readonly AffectedRange[];
}

/** Rows of one range: heap blocks `[from, to)`, as they were when the set was made. */
export interface AffectedRange {
  readonly from?: number;
  readonly to?: number;
  readonly rows: number;
}

/** The effect of a damaged manifest, definitions or contents: they are needed for everything. */
export function affectsWholeSet(plan: string, set: string): AffectedSet {
  const message = `set ${set} of plan ${plan}: nothing of it can be restored; other sets are not affected`;
  return { plan, set, whole: true, tables: [], largeObjects: false, message };
}

/** The effect on some tables of a set that has `tablesInAll`. */
export function affectsTables(
  { plan, set }: { plan: string; set: string },
  ranges: ReadonlyMap<TableItem, readonly RangeItem[]>,
  { largeObjects, tablesInAll }: { largeObjects: boolean; tablesInAll: number },
): AffectedSet {
  const tables = [...ranges].map(([{ schema, name }, some]) => ({
    schema,
    name,
    ranges: some.map(({ from, to, rows }) => ({
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      rows,
    })),
  }));
  const lost = [...tables.map(describeTable), ...(largeObjects ? ['large objects'] : [])].join(', ');
  const others = tablesInAll - tables.length;
  const rest = others > 0 ? `the other ${others === 1 ? 'table' : `${others} tables`} can` : 'it has no other table';
  const message = `set ${set} of plan ${plan}: ${lost} cannot be restored; ${rest}`;
  return { plan, set, whole: false, tables, largeObjects, message };
}

/** Such as `"public"."orders" (blocks 0 to 4096, 1200 rows)`. */
export function describeTable({ schema, name, ranges }: AffectedTable): string {
  return `${quoteQualified(schema, name)} (${ranges.map(describeRange).join('; ')})`;
}

function describeRange({ from, to, rows }: AffectedRange): string {
  const count = rows === 1 ? '1 row' : `${rows} rows`;
  if (from === undefined && to === undefined) return count;
  return `${to === undefined ? `blocks from ${from ?? 0}` : `blocks ${from ?? 0} to ${to}`}, ${count}`;
}

/** Runs `read`; what it finds damaged is returned, every other failure is thrown. */
export async function damageOf(read: () => Promise<unknown>): Promise<PgstowError | undefined> {
  try {
    await read();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof PgstowError && ['damaged', 'unsupported'].includes(thrown.code)) return thrown;
    throw thrown;
  }
}
