import { readGlobals } from '../postgres/catalog/globals.ts';
import { listLargeObjects as listAll } from '../postgres/catalog/largeObjects.ts';
import { listPopulatedViews, listSequences, listViewsUpon, readSequences } from '../postgres/catalog/objects.ts';
import { missingLargeObjectRights, missingSchemaRights, missingSequenceRights } from '../postgres/missingRights.ts';
import type { ContentItem, SequenceItem } from '../repository/contents.ts';
import { selectSequences, takesLargeObjects } from '../spec/selection.ts';
import type { Snapshot } from './snapshot.ts';

/** What is read in whole by the leader, besides the tables' rows. */
export interface SmallObjects {
  readonly sequences: readonly SequenceItem[];
  readonly views: readonly ContentItem[];
  readonly globals: readonly ContentItem[];
  /** Relations whose definitions are left out: excluded tables, their sequences, and views that could not do without. */
  readonly excluded: readonly { schema: string; name: string }[];
  readonly warnings: readonly string[];
}

export async function readSmallObjects({ target, leader, tables }: Snapshot): Promise<SmallObjects> {
  const excludedTables = tables.excluded.filter((table) => table.extension === null);
  const excludedOids = new Set(excludedTables.map((table) => table.oid));
  const sequences = selectSequences(await listSequences(leader), tables);
  const { kept, left } = sequences;
  const missing = missingSchemaRights(kept, target.user) ?? missingSequenceRights(sequences, target.user);
  if (missing) throw missing;
  const views = await listViewsUpon(leader, [...excludedOids]);
  const isExcluded = ({ schema, name }: { schema: string; name: string }) =>
    views.some((view) => view.schema === schema && view.name === name);
  const populated = await listPopulatedViews(leader);
  return {
    sequences: await readSequences(leader, kept),
    views: populated.filter((view) => !isExcluded(view)),
    globals: await readGlobals(leader),
    excluded: [...excludedTables, ...left, ...views].map(({ schema, name }) => ({ schema, name })),
    warnings: views.map(
      ({ schema, name }) => `view ${schema}.${name} is left out: it uses a table that the plan excludes`,
    ),
  };
}

/** The OIDs of the large objects that are backed up, ascending. */
export async function listLargeObjects({ target, leader, tables, facts }: Snapshot): Promise<number[]> {
  if (!takesLargeObjects(tables)) return [];
  const objects = await listAll(leader, facts.versionNumber);
  const missing = missingLargeObjectRights(objects, target.user);
  if (missing) throw missing;
  return objects.map(({ oid }) => oid);
}
