import type pg from 'pg';
import { messageOf, PgstowError } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import type { ArchiveEntry } from '../postgres/archive.ts';
import { quoteIdent, quoteLiteral, quoteQualified } from '../postgres/identifier.ts';
import type { MaterializedViewItem, SequenceItem } from '../repository/contents.ts';
import type { TableName } from './aside.ts';
import type { Action } from './decide.ts';
import { entryError, type Notebook, runEntry, runNoted } from './definitions.ts';
import type { EntryRules } from './entrySql.ts';
import { inPatientTransaction, lockTables } from './patientTransaction.ts';
import type { Conflict } from './request.ts';
import type { Steps } from './steps.ts';

/** Gives sequences the set's values. One whose table is appended to, and that has gone further, keeps its own value. */
export async function setSequences(
  client: pg.Client,
  sequences: readonly { readonly item: SequenceItem; readonly schema: string; readonly action: Action }[],
  conflict: Conflict,
): Promise<void> {
  for (let at = 0; at < sequences.length; at += 500) {
    const calls = sequences.slice(at, at + 500).map(({ item, schema, action }) => {
      const name = quoteQualified(schema, item.name);
      const call = `SELECT pg_catalog.setval(${quoteLiteral(name)}, ${item.lastValue}, ${item.isCalled})`;
      return action === 'append' && conflict === 'append' ? `${call} ${unlessFurther(name, item)}` : call;
    });
    await client.query(calls.join(';\n'));
  }
}

/** A sequence that counts down is further when it is lower; of two equal values, the one that was given out. */
function unlessFurther(name: string, { lastValue, isCalled }: SequenceItem): string {
  return `FROM ${name} s JOIN pg_catalog.pg_sequence d ON d.seqrelid = ${quoteLiteral(name)}::pg_catalog.regclass
          WHERE (pg_catalog.sign(seqincrement) * s.last_value, s.is_called) < (pg_catalog.sign(seqincrement) * ${lastValue}::numeric, ${isCalled})`;
}

/**
 * Puts the tables aside into their places, with everything that names them, and drops those they replace: one transaction,
 * so that a reader sees the old or the new, and nothing is lost if it fails.
 */
export async function swap(
  client: pg.Client,
  steps: Steps,
  rules: EntryRules,
  { populated, signal }: { populated: readonly MaterializedViewItem[]; signal: AbortSignal },
): Promise<void> {
  const { tablesAside: aside, replacedTables, replacedViews } = steps;
  if (steps.aside.length === 0 && steps.swap.length === 0) return;
  const laterValid = new Set(steps.swap.filter(canValidateLater));
  await inPatientTransaction(client, signal, async () => {
    try {
      await dropViews(client, replacedViews);
      await lockTables(client, replacedTables);
      await dropTables(client, replacedTables);
    } catch (thrown) {
      throw swapError(thrown);
    }
    for (const { desc, namespace, tag } of steps.aside) {
      if (desc === 'TABLE') await aside.takePlace(client, { schema: namespace ?? '', name: tag });
    }
    for (const entry of steps.swap) await runEntry(client, entry, rules, laterValid.has(entry) ? notValid : undefined);
    await refreshViews(
      client,
      populated.filter((view) => steps.swap.some((entry) => isView(entry, view))),
    );
  });
  for (const entry of laterValid) await validate(client, entry);
}

/**
 * Triggers, rules, policies, remarks, privileges: serial, in the archive's order. Publications or materialized views among
 * them would keep a killed restore's tables from being removed, so they are noted too.
 */
export async function finishEntries(
  client: pg.Client,
  entries: readonly ArchiveEntry[],
  rules: EntryRules,
  notebook: Notebook,
): Promise<void> {
  for (const entry of entries) await runNoted(client, entry, rules, notebook);
}

/** Default privileges, and after them event triggers, which fire when privileges are given. */
export async function closeEntries(
  client: pg.Client,
  entries: readonly ArchiveEntry[],
  rules: EntryRules,
): Promise<void> {
  const ordered = entries.toSorted((a, b) => Number(a.desc !== 'DEFAULT ACL') - Number(b.desc !== 'DEFAULT ACL'));
  for (const entry of ordered) await runEntry(client, entry, rules);
}

/** Fills materialized views, in the order in which the archive creates them: none comes before one that it reads. */
export async function refreshViews(client: pg.Client, views: readonly MaterializedViewItem[]): Promise<void> {
  for (const { schema, name } of views) {
    await client.query(`REFRESH MATERIALIZED VIEW ${quoteQualified(schema, name)}`).catch((thrown) => {
      throw new PgstowError('database', `cannot refresh materialized view ${schema}.${name}: ${messageOf(thrown)}`, {
        hint: 'its definition may need a setting, a role or an object that the target lacks',
        cause: thrown,
      });
    });
  }
}

export async function analyze(
  client: pg.Client,
  tables: readonly { schema: string; name: string }[],
  meter: ProgressMeter,
): Promise<void> {
  for (const { schema, name } of tables) {
    await client.query(`ANALYZE ${quoteQualified(schema, name)}`).catch((thrown) => {
      meter.warn(`${schema}.${name} could not be analyzed: ${messageOf(thrown)}`); // its rows are whole all the same
    });
  }
}

async function dropViews(client: pg.Client, views: readonly ArchiveEntry[]): Promise<void> {
  for (const view of [...views].reverse()) {
    await client.query(`DROP ${view.desc} ${quoteQualified(view.namespace ?? '', view.tag)}`);
  }
}

/** All at once: they may need each other. */
async function dropTables(client: pg.Client, tables: readonly TableName[]): Promise<void> {
  if (tables.length === 0) return;
  await client.query(`DROP TABLE ${tables.map(({ schema, name }) => quoteQualified(schema, name)).join(', ')}`);
}

function swapError(thrown: unknown): PgstowError {
  const { detail } = thrown as { detail?: string };
  const which = detail ? ` (${detail.replaceAll('\n', '; ')})` : '';
  return new PgstowError('conflict', `cannot swap the restored tables in: ${messageOf(thrown)}${which}`, {
    hint: 'something in the target depends on what would be replaced: restore it along, or drop it first; nothing was replaced',
    cause: thrown,
  });
}

/** Checking a foreign key reads both tables; done after the swap, it keeps readers out for less long. */
function canValidateLater(entry: ArchiveEntry): boolean {
  const sql = entry.defn ?? '';
  return entry.desc === 'FK CONSTRAINT' && /^ALTER TABLE ONLY /.test(sql) && !/NOT (VALID|ENFORCED);\s*$/.test(sql);
}

function notValid(sql: string): string {
  return sql.replace(/;\s*$/, ' NOT VALID');
}

async function validate(client: pg.Client, entry: ArchiveEntry): Promise<void> {
  const table = /^ALTER TABLE ONLY ([\s\S]*?)\s+ADD CONSTRAINT /.exec(entry.defn ?? '')?.[1];
  const name = entry.tag.slice(entry.tag.indexOf(' ') + 1);
  const constraint = /ADD CONSTRAINT ([\s\S]*?) FOREIGN KEY /.exec(entry.defn ?? '')?.[1] ?? quoteIdent(name);
  await client.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint}`).catch((thrown) => {
    throw entryError(entry, thrown);
  });
}

function isView(entry: ArchiveEntry, view: MaterializedViewItem): boolean {
  return entry.desc === 'MATERIALIZED VIEW' && entry.namespace === view.schema && entry.tag === view.name;
}
