import { readGlobals } from '../postgres/catalog/globals.ts';
import { listLargeObjects as listAll } from '../postgres/catalog/largeObjects.ts';
import {
  listPopulatedViews,
  listRestoreSchemas,
  listSequences,
  listViewsUpon,
  readSequences,
} from '../postgres/catalog/objects.ts';
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

export async function readSmallObjects({ reader, leader, tables }: Snapshot): Promise<SmallObjects> {
  const excludedTables = tables.excluded.filter((table) => table.extension === null);
  const excludedOids = new Set(excludedTables.map((table) => table.oid));
  const sequences = selectSequences(await listSequences(leader), tables);
  const { kept, left } = sequences;
  const missing = missingSchemaRights(kept, reader) ?? missingSequenceRights(sequences, reader);
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
    warnings: [
      ...(await listRestoreSchemas(leader)).map(
        (schema) =>
          `schema ${schema} is left out: it belongs to a restore into this database that was killed or still runs`,
      ),
      ...views.map(({ schema, name }) => `view ${schema}.${name} is left out: it uses a table that the plan excludes`),
    ],
  };
}

/** The OIDs of the large objects that are backed up, ascending. */
export async function listLargeObjects({ reader, leader, tables, facts }: Snapshot): Promise<number[]> {
  if (!takesLargeObjects(tables)) return [];
  const objects = await listAll(leader, facts.versionNumber);
  const missing = missingLargeObjectRights(objects, reader);
  if (missing) throw missing;
  return objects.map(({ oid }) => oid);
}
