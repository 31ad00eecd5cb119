import type pg from 'pg';
import type { DatabaseFacts } from '../postgres/catalog/database.ts';
import { listSequences } from '../postgres/catalog/objects.ts';
import { type CatalogTable, listTables, measureTables } from '../postgres/catalog/tables.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import type { Plan } from '../repository/plans.ts';
import { type Selection, type SequenceSelection, selectSequences, sortTables } from '../spec/selection.ts';

/** A plan's database as the checks see it, over one connection. */
export interface Source {
  readonly plan: Plan;
  readonly client: pg.Client;
  readonly target: ConnectionTarget;
  readonly facts: DatabaseFacts;
  readonly tables: readonly CatalogTable[];
  readonly selection: Selection;
  readonly sequences: SequenceSelection;
}

export async function readSource(
  plan: Plan,
  client: pg.Client,
  { target, facts }: Pick<Source, 'target' | 'facts'>,
): Promise<Source> {
  const tables = await listTables(client);
  const selection = await measured(client, sortTables(tables, plan.document.objects));
  const sequences = selectSequences(await listSequences(client), selection);
  return { plan, client, target, facts, tables, selection, sequences };
}

/** With the sizes as they are, unless somebody keeps us from asking: then an estimate will do. */
async function measured(client: pg.Client, selection: Selection): Promise<Selection> {
  try {
    await client.query("SET lock_timeout = '500ms'");
    return { ...selection, data: await measureTables(client, selection.data) };
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== lockNotAvailable) throw thrown;
    return selection;
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const lockNotAvailable = '55P03';

/** What is read with COPY: foreign tables and partitioned ones have no rows of their own. */
export function tablesWithRows({ data }: Selection): readonly CatalogTable[] {
  return data.filter(({ kind }) => kind === 'r');
}
