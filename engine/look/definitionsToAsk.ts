import type { Parts } from '../archive/selectParts.ts';
import type { ArchiveEntry } from '../postgres/archive.ts';

/** Kinds that say who may do what, or that tie a database to others: a query needs none of them. */
const idleKinds: ReadonlySet<string> = new Set([
  'ACL',
  'COMMENT',
  'DEFAULT ACL',
  'EVENT TRIGGER',
  'FOREIGN DATA WRAPPER',
  'FOREIGN TABLE',
  'PUBLICATION',
  'PUBLICATION TABLE',
  'PUBLICATION TABLES IN SCHEMA',
  'SECURITY LABEL',
  'SERVER',
  'STATISTICS',
  'SUBSCRIPTION',
  'USER MAPPING',
]);

/** Of what is built upon rows, a query sees views alone. */
const viewKinds: ReadonlySet<string> = new Set(['VIEW', 'MATERIALIZED VIEW']);

/** A set's definitions as far as a query needs them: those before the rows, and of those after them views and what they stand on. */
export function definitionsToAsk({ entries, graph }: Pick<Parts, 'entries' | 'graph'>): {
  readonly before: readonly ArchiveEntry[];
  readonly after: readonly ArchiveEntry[];
} {
  const useful = entries.filter(({ desc }) => !idleKinds.has(desc));
  const isView = (entry: ArchiveEntry) =>
    viewKinds.has(entry.desc) || (entry.desc === 'RULE' && graph.ownerOf(entry).desc === 'VIEW');
  const needed = new Set<ArchiveEntry>();
  const visit = (entry: ArchiveEntry) => {
    if (needed.has(entry)) return;
    needed.add(entry);
    for (const need of graph.needs(entry)) visit(need);
  };
  const after = useful.filter(({ section }) => section === 'post-data');
  for (const entry of after) if (isView(entry)) visit(entry);
  return {
    before: useful.filter(({ section }) => section !== 'post-data'),
    after: after.filter((entry) => needed.has(entry)),
  };
}
