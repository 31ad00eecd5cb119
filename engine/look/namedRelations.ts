import { type ArchiveGraph, relationKinds } from '../archive/archiveGraph.ts';
import { isBlank, nameOf, tokenize } from '../archive/sqlTokens.ts';
import { quoteIdent } from '../postgres/identifier.ts';

/**
 * The relations of a set whose name occurs in a query, as patterns that `--table` would take. A name without its schema means all
 * of that name. It is looked no closer: a column of the same name brings a table along that is not needed, which costs time alone.
 */
export function namedRelations(sql: string, graph: ArchiveGraph): string[] {
  const tokens = tokenize(sql).filter((token) => !isBlank(token));
  const bare = new Set<string>();
  const qualified = new Set<string>();
  for (const [at, token] of tokens.entries()) {
    const name = nameOf(token);
    if (name === undefined) continue;
    bare.add(name);
    const second = tokens[at + 1]?.text === '.' ? nameOf(tokens[at + 2]) : undefined;
    if (second !== undefined) qualified.add(JSON.stringify([name, second]));
  }
  const relations = graph.entries
    .filter(({ desc }) => relationKinds.has(desc))
    .map(({ namespace, tag }) => ({ schema: namespace ?? '', name: tag }))
    .filter(({ name }) => bare.has(name));
  const isQualified = ({ schema, name }: { schema: string; name: string }) =>
    qualified.has(JSON.stringify([schema, name]));
  const exact = new Set(relations.filter(isQualified).map(({ name }) => name));
  return relations
    .filter((relation) => isQualified(relation) || !exact.has(relation.name))
    .map(({ schema, name }) => `${quoteIdent(schema)}.${quoteIdent(name)}`);
}
