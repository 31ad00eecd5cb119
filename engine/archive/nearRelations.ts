import { nearMatches } from '../spec/nearMatches.ts';
import { type ArchiveGraph, relationKinds } from './archiveGraph.ts';

export interface RelationName {
  readonly schema: string;
  readonly name: string;
}

/** At most three relations of a set that somebody may have meant: of that name in other schemas, or of a name like it in its own. */
export function nearRelations({ entries }: ArchiveGraph, { schema, name }: RelationName): string[] {
  if (name.length < 2) return [];
  const relations = entries.filter(({ desc }) => relationKinds.has(desc));
  const elsewhere = relations.filter(({ namespace, tag }) => tag === name && namespace !== schema);
  const beside = relations.filter(({ namespace }) => namespace === schema).map(({ tag }) => tag);
  const named = [
    ...elsewhere.map(({ namespace }) => `${namespace}.${name}`),
    ...nearMatches(name, beside).map((near) => `${schema}.${near}`),
  ];
  return named.slice(0, 3);
}
