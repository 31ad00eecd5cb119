import type { DatabaseFacts } from '../../postgres/catalog/database.ts';

/** What the older server does not know cannot all be found out beforehand; its error then has a known cause. */
export function olderServer(majorOfSet: number, { versionNumber }: Pick<DatabaseFacts, 'versionNumber'>): string[] {
  const major = Math.floor(versionNumber / 10000);
  if (major >= majorOfSet) return [];
  return [
    `the target is PostgreSQL ${major} and the set is of ${majorOfSet}: what ${major} is known not to take is named; a definition that it refuses all the same ends the restore`,
  ];
}
