import { type ArchiveGraph, relationKinds } from '../../archive/archiveGraph.ts';
import { isBlank, nameOf, tokenize } from '../../archive/sqlTokens.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { indexOfConstraint } from './newNames.ts';
import type { ObjectClass } from './places.ts';
import { nameKey, type QualifiedName } from './qualifiedName.ts';
import type { Renaming } from './rewrite.ts';

/**
 * How names change when schemas are mapped to others: those of objects that the archive defines there. What else is in such a
 * schema belongs to an extension, which stays where it is.
 */
export function renamingOfSchemas(graph: ArchiveGraph, schemas: ReadonlyMap<string, string>): Renaming {
  const known = new Set<string>();
  for (const entry of graph.entries.filter(({ namespace }) => schemas.has(namespace ?? ''))) {
    for (const [of, name] of namesOf(entry))
      known.add(keyOf(of, { schema: entry.namespace!, name })).add(keyOf('other', { schema: entry.namespace!, name }));
  }
  return {
    object: (of, { schema, name }) =>
      known.has(keyOf(of, { schema, name })) ? { schema: schemas.get(schema)!, name } : undefined,
    index: () => undefined,
    constraint: () => undefined,
    schema: (name) => schemas.get(name),
  };
}

function keyOf(of: ObjectClass, name: QualifiedName): string {
  return `${of} ${nameKey(name)}`;
}

/** The names that an entry brings into its schema. */
function namesOf(entry: ArchiveEntry): [ObjectClass, string][] {
  const { desc, tag } = entry;
  if (relationKinds.has(desc))
    return [
      ['relation', tag],
      ['type', tag],
    ];
  switch (desc) {
    case 'INDEX':
      return [['relation', tag]];
    case 'CONSTRAINT': {
      const index = indexOfConstraint(entry);
      return index === undefined ? [] : [['relation', index]];
    }
    case 'TYPE':
    case 'DOMAIN':
    case 'SHELL TYPE':
      return [tag, ...multirange(entry)].flatMap((name): [ObjectClass, string][] => [
        ['type', name],
        ['relation', name], // a composite type is one
        ['routine', name], // a range is made by a function of its name
      ]);
    case 'FUNCTION':
    case 'PROCEDURE':
    case 'AGGREGATE':
      return routineNames(entry).map((name) => ['routine', name]);
    case 'STATISTICS':
      return [['statistics', tag]];
    case 'COLLATION':
    case 'CONVERSION':
    case 'OPERATOR':
    case 'OPERATOR CLASS':
    case 'OPERATOR FAMILY':
    case 'TEXT SEARCH CONFIGURATION':
    case 'TEXT SEARCH DICTIONARY':
    case 'TEXT SEARCH PARSER':
    case 'TEXT SEARCH TEMPLATE':
      return [['other', tag]];
    default:
      return [];
  }
}

function significant(sql: string | null) {
  return tokenize(sql ?? '').filter((token) => !isBlank(token));
}

/** `multirange_type_name = a.b` */
function multirange({ defn }: ArchiveEntry): string[] {
  const tokens = significant(defn);
  const at = tokens.findIndex(({ text }) => text === 'multirange_type_name');
  const name = at < 0 ? undefined : nameOf(tokens[at + 4]);
  return name === undefined ? [] : [name];
}

/** `DROP FUNCTION a.b(integer)`: the tag does not tell where the name ends. */
function routineNames({ dropStmt }: ArchiveEntry): string[] {
  const name = nameOf(significant(dropStmt)[4]);
  return name === undefined ? [] : [name];
}
