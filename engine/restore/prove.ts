import type pg from 'pg';
import { PgstowError } from '../errors.ts';
import { copyOut } from '../postgres/copyOut.ts';
import { copyOutSql } from '../postgres/copySql.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import { inTransaction } from './definitions.ts';
import { useTimeZoneOfSets } from './expressionSettings.ts';
import type { Job } from './jobs.ts';
import { type LoadContext, loadedId, type TableLoad } from './load.ts';
import { done } from './task.ts';

const provedId = (table: { schema: string; name: string }) => `proved ${quoteQualified(table.schema, table.name)}`;

/**
 * The jobs that read loaded tables back and compare their rows with the set's: what the target stores is proved, not what
 * was sent. They run before triggers and policies exist. Appended rows were proved before they were committed.
 */
export function proveJobs(loads: readonly TableLoad[], context: LoadContext): Job[] {
  if (!context.proof) return [];
  const ours = loads.filter(({ append }) => !append);
  if (context.task.isDone(done.proof)) {
    for (const { table } of ours) context.proved.add(table); // triggers and policies may be there by now
    return [];
  }
  return ours.map((load) => ({
    id: provedId(load.table),
    after: [loadedId(load.table)],
    exclusive: [],
    shared: [],
    size: load.table.bytes,
    run: (client) => inTransaction(client, () => prove(client, load, load.table.condition, context)),
  }));
}

/** Of a table that rows were added to only ours are read, in the transaction that added them: if they differ they go. */
export async function proveAppended(client: pg.Client, load: TableLoad, context: LoadContext): Promise<void> {
  const { rows } = await client.query('SELECT (pg_catalog.txid_current() % 4294967296)::text AS xid');
  await prove(client, load, `WHERE xmin = '${rows[0].xid}'`, context);
}

async function prove(
  client: pg.Client,
  { table, place, ranges }: TableLoad,
  condition: string | undefined,
  { encoding, proved, lost }: LoadContext,
): Promise<void> {
  const source = { ...place, columns: table.columns, condition };
  await useTimeZoneOfSets(client);
  const found = await copyOut(client, copyOutSql(source, encoding), () => {});
  const expected = lost.digestOfRest(table, ranges);
  if (found.rows !== expected.rows || found.hash !== expected.hash) {
    throw new PgstowError(
      'verification',
      `${table.schema}.${table.name}: the target holds ${found.rows} rows with hash ${found.hash}, the set ${expected.rows} with hash ${expected.hash}`,
      {
        hint: 'did somebody write to it meanwhile, or does a trigger or rule change rows? otherwise report this: the restore is not to be trusted',
      },
    );
  }
  proved.add(table);
}
