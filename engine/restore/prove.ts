import { PgstowError } from '../errors.ts';
import { copyOut } from '../postgres/copyOut.ts';
import { copyOutSql } from '../postgres/copySql.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import type { Job } from './jobs.ts';
import { type LoadContext, loadedId, type TableLoad } from './load.ts';

export const provedId = (table: { schema: string; name: string }) =>
  `proved ${quoteQualified(table.schema, table.name)}`;

/**
 * The job that reads a loaded table back and compares its rows with the set's: what the target stores is proved, not what
 * was sent. It runs before triggers and policies exist. Of rows that were appended only ours are read.
 */
export function proveJob(load: TableLoad, context: LoadContext): Job {
  const { table, place } = load;
  return {
    id: provedId(table),
    after: [loadedId(table)],
    exclusive: [],
    shared: [],
    size: table.bytes,
    run: async (client) => {
      const xid = context.appendedBy.get(table);
      if (load.append && xid === undefined) return; // an earlier, killed run has added them: they may be changed since
      const condition = xid === undefined ? table.condition : `WHERE xmin = '${xid}'`;
      const source = { ...place, columns: table.columns, condition };
      const found = await copyOut(client, copyOutSql(source, context.encoding), () => {});
      if (found.rows === table.rows && found.hash === table.hash) return;
      throw new PgstowError(
        'verification',
        `${table.schema}.${table.name}: the target holds ${found.rows} rows with hash ${found.hash}, the set ${table.rows} with hash ${table.hash}`,
        {
          hint: 'did somebody write to it meanwhile, or does a trigger or rule change rows? otherwise report this: the restore is not to be trusted',
        },
      );
    },
  };
}
