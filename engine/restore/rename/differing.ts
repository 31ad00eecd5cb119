import type { ArchiveEntry } from '../../postgres/archive.ts';
import { nameOfEntry } from '../target/catalogObjects.ts';
import type { TargetDefinition } from '../target/definitions/readDefinitions.ts';
import type { Grammar, Tree } from './grammar.ts';

/** Kinds of which a restore uses the target's where there is one, and that can be compared. */
export const comparedKinds: ReadonlySet<string> = new Set([
  'ACCESS METHOD',
  'AGGREGATE',
  'CAST',
  'COLLATION',
  'CONVERSION',
  'DOMAIN',
  'EVENT TRIGGER',
  'EXTENSION',
  'FOREIGN DATA WRAPPER',
  'FUNCTION',
  'MATERIALIZED VIEW',
  'OPERATOR',
  'OPERATOR CLASS',
  'OPERATOR FAMILY',
  'PROCEDURAL LANGUAGE',
  'PROCEDURE',
  'PUBLICATION',
  'SERVER',
  'TEXT SEARCH CONFIGURATION',
  'TEXT SEARCH DICTIONARY',
  'TEXT SEARCH PARSER',
  'TEXT SEARCH TEMPLATE',
  'TRANSFORM',
  'TYPE',
  'USER MAPPING',
  'VIEW',
]);

/** Kinds whose definitions each version of the server words in its own way. */
export const wordedByVersion: ReadonlySet<string> = new Set(['MATERIALIZED VIEW', 'VIEW']);

/** Those entries that the target has another definition of, under the same name. Definitions are equal when they mean the same. */
export function differing(
  entries: readonly ArchiveEntry[],
  definitions: readonly TargetDefinition[],
  grammar: Grammar,
): ReadonlySet<number> {
  const there = new Map(definitions.map(({ sql, ...name }) => [keyOf(name), sql]));
  const differs = entries.filter((entry) => {
    const sql = there.get(keyOf(nameOfEntry(entry)));
    return sql !== undefined && !isSame(entry.defn ?? '', sql, grammar);
  });
  return new Set(differs.map(({ dumpId }) => dumpId));
}

function keyOf({ kind, schema, name }: Omit<TargetDefinition, 'sql'>): string {
  return JSON.stringify([kind, schema, name]);
}

/** What the grammar cannot read (another version's words) is not said to differ. */
function isSame(a: string, b: string, grammar: Grammar): boolean {
  try {
    return meaningOf(a, grammar) === meaningOf(b, grammar);
  } catch {
    return true;
  }
}

/** A definition without what does not matter: where things stand, the order of options and constraints, OR REPLACE. */
function meaningOf(sql: string, grammar: Grammar): string {
  const statements = grammar.read(sql).map(({ kind, tree }) => JSON.stringify([kind, essence(tree)]));
  return statements.sort().join();
}

function essence(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const all = (isOfCatalog(value) ? value.slice(1) : value).map((each) => essence(each));
    return unordered.has(key) ? all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : all;
  }
  if (typeof value !== 'object' || value === null) return value;
  const tree = value as Tree;
  const isNotNull = tree.contype === 'CONSTR_NOTNULL'; // its name is given since 18, or made up
  const kept = Object.entries(tree).filter(([name]) => !meaningless.test(name) && !(isNotNull && name === 'conname'));
  return Object.fromEntries(
    kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, essence(each, name)]),
  );
}

/** A name of the server's own may be written with its schema or without: `pg_catalog.int4` and `int4`. */
function isOfCatalog(names: readonly unknown[]): boolean {
  const [schema] = names as { String?: { sval?: string } }[];
  return names.length > 1 && schema?.String?.sval === 'pg_catalog';
}

const unordered: ReadonlySet<string> = new Set(['options', 'constraints', 'definition', 'items']);
const meaningless = /location$|^replace$|^rexpr_list_(start|end)$|^list_(start|end)$/;
