import { isBlank, nameOf, tokenize } from '../../archive/sqlTokens.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { quoteLiteral, quoteQualified } from '../../postgres/identifier.ts';
import type { Grammar } from './grammar.ts';
import { nameKey, type QualifiedName } from './qualifiedName.ts';
import { type Renaming, rewriteSql } from './rewrite.ts';

/** A table that is detached from tables which it inherits from, since those are not restored along with it. */
export interface Detached {
  readonly table: ArchiveEntry;
  /** Its new name. */
  readonly name: QualifiedName;
  /** The tables that it must not inherit from. */
  readonly from: readonly QualifiedName[];
  /** The definitions of those, and of what they inherit from, in an order in which they can be created. */
  readonly parents: readonly ArchiveEntry[];
}

/**
 * The definition of a table that must not inherit from tables of the target: its rows would be there twice. The columns that
 * it has from them are in their definitions alone, so these are created for a moment: a table that is taken from its parents
 * keeps what it had from them. https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-INHERIT
 */
export function detachedDefinition(
  { table, name, from, parents }: Detached,
  renaming: Renaming,
  grammar: Grammar,
): string {
  const passing = new Map(
    parents.map((parent) => [
      nameKey(nameOfTable(parent)),
      { schema: name.schema, name: `${passingPrefix}${table.dumpId}_${parent.dumpId}` },
    ]),
  );
  const withParents: Renaming = {
    ...renaming,
    object: (of, other) => (of === 'relation' ? passing.get(nameKey(other)) : undefined) ?? renaming.object(of, other),
  };
  const quoted = (other: QualifiedName) => quoteQualified(other.schema, other.name);
  const inherited = from.map((parent) => passing.get(nameKey(parent)) ?? parent);
  return [
    ...[...parents, table].map(({ defn }) => rewriteSql(defn ?? '', withParents, grammar).trim()),
    ...inherited.map((parent) => `ALTER TABLE ${quoted(name)} NO INHERIT ${quoted(parent)};`),
    ...(passing.size > 0
      ? [`DROP TABLE ${[...passing.values()].map(quoted).join(', ')};`, withOwnNotNulls(quoted(name))]
      : []),
  ].join('\n\n');
}

/** Since PostgreSQL 18 it has been told from which table a column is not to be null, by a constraint of that table's name. */
function withOwnNotNulls(table: string): string {
  const oid = `${quoteLiteral(table)}::pg_catalog.regclass`;
  const body = `DECLARE col name; BEGIN
  FOR col IN SELECT a.attname FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
              WHERE k.conrelid = ${oid} AND k.contype = 'n' AND k.conname ^@ '${passingPrefix}' LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s ALTER %I DROP NOT NULL, ALTER %I SET NOT NULL', ${oid}, col, col);
  END LOOP;
END`;
  return `DO ${quoteLiteral(body)};`;
}

const passingPrefix = 'pgstow_parent_';

function nameOfTable({ namespace, tag }: ArchiveEntry): QualifiedName {
  return { schema: namespace ?? '', name: tag };
}

/** `CREATE TABLE a.b (…) INHERITS (a.c, a.d)` */
export function inheritedFrom({ defn }: ArchiveEntry): QualifiedName[] {
  const tokens = tokenize(defn ?? '').filter((token) => !isBlank(token));
  const start = tokens.findIndex(({ text }, i) => text === 'INHERITS' && tokens[i - 1]?.text === ')');
  const names: QualifiedName[] = [];
  for (let at = start + 2; start >= 0 && at + 2 < tokens.length; at += 4) {
    const [schema, name] = [nameOf(tokens[at]), nameOf(tokens[at + 2])];
    if (schema === undefined || name === undefined) break;
    names.push({ schema, name });
    if (tokens[at + 3]?.text !== ',') break;
  }
  return names;
}
