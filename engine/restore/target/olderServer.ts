import type { DatabaseFacts } from '../../postgres/catalog/database.ts';

/** What the older server does not know cannot be found out beforehand; its error then has a known cause. */
export function olderServer(majorOfSet: number, { versionNumber }: Pick<DatabaseFacts, 'versionNumber'>): string[] {
  const major = Math.floor(versionNumber / 10000);
  if (major >= majorOfSet) return [];
  return [
    `the target is PostgreSQL ${major} and the set is of ${majorOfSet}: a definition that ${major} does not know ends the restore`,
  ];
}
