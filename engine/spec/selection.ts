import { PgstowError } from '../errors.ts';
import type { CatalogSequence } from '../postgres/catalog/objects.ts';
import type { CatalogTable } from '../postgres/catalog/tables.ts';
import { matches } from './patterns.ts';
import type { PlanObjects } from './plan.ts';

/** What a plan's `objects` mean for the tables that are there now. */
export interface Selection {
  /** Their definition and their rows are backed up. */
  readonly data: readonly CatalogTable[];
  /** Only their definition is. */
  readonly structureOnly: readonly CatalogTable[];
  /** Neither is. */
  readonly excluded: readonly CatalogTable[];
}

/**
 * Sorts the tables. A pattern that matches a partitioned table covers its partitions. Exclusion wins over inclusion.
 * A pattern that should take something in and matches nothing is refused: it is a typing error, or a table that someone
 * believes is backed up.
 */
export function selectTables(tables: readonly CatalogTable[], objects: PlanObjects): Selection {
  const idle = idlePatterns(tables, objects);
  if (idle) throw idle;
  return sortTables(tables, objects);
}

/** The error that names the patterns which should take something in and match nothing. */
export function idlePatterns(tables: readonly CatalogTable[], objects: PlanObjects): PgstowError | undefined {
  const idle = (['include', 'structureOnly'] as const).flatMap((list) =>
    idleIn(objects[list], tables)
      .filter((pattern) => pattern !== '*.*')
      .map((pattern) => `objects.${list}: ${pattern}`),
  );
  if (idle.length === 0) return undefined;
  return new PgstowError('input', `no table matches ${idle.join(', ')}`, {
    hint: 'patterns are schema.table with * and ?; names are case-sensitive, and names with dots need quotes',
  });
}

/** A warning for each exclusion that matches nothing: it may name what comes and goes, or be a typing error. */
export function idleExclusions(tables: readonly CatalogTable[], { exclude }: PlanObjects): string[] {
  return idleIn(exclude, tables).map((pattern) => `objects.exclude: ${pattern} matches no table`);
}

function idleIn(patterns: readonly string[], tables: readonly CatalogTable[]): string[] {
  return patterns.filter((pattern) => !tables.some(({ schema, name }) => matches(pattern, schema, name)));
}

/** {@link selectTables} without the refusal. */
export function sortTables(tables: readonly CatalogTable[], objects: PlanObjects): Selection {
  const byOid = new Map(tables.map((table) => [table.oid, table]));
  const lineage = (table: CatalogTable) => [table, ...table.ancestors.flatMap((oid) => byOid.get(oid) ?? [])];
  const matched = (table: CatalogTable, patterns: readonly string[]) =>
    lineage(table).some(({ schema, name }) => patterns.some((pattern) => matches(pattern, schema, name)));
  const data: CatalogTable[] = [];
  const structureOnly: CatalogTable[] = [];
  const excluded: CatalogTable[] = [];
  for (const table of tables) {
    if (!matched(table, objects.include) || matched(table, objects.exclude)) excluded.push(table);
    else if (matched(table, objects.structureOnly)) structureOnly.push(table);
    else data.push(table);
  }
  return { data, structureOnly, excluded };
}

export interface SequenceSelection {
  readonly kept: readonly CatalogSequence[];
  /** They belong to columns of excluded tables. */
  readonly left: readonly CatalogSequence[];
}

/** Patterns speak of tables: a sequence goes with the table that owns it, and one that nothing owns is always taken. */
export function selectSequences(sequences: readonly CatalogSequence[], { excluded }: Selection): SequenceSelection {
  const gone = new Set(excluded.map((table) => table.oid));
  const isLeft = ({ ownedBy }: CatalogSequence) => ownedBy !== null && gone.has(ownedBy);
  return { kept: sequences.filter((sequence) => !isLeft(sequence)), left: sequences.filter(isLeft) };
}

/** Large objects belong to no schema, so patterns cannot speak of them: a plan that excludes tables leaves them out. */
export function takesLargeObjects({ excluded }: Selection): boolean {
  return excluded.length === 0;
}
