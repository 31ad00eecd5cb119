import type pg from 'pg';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { textSettings } from '../../postgres/session.ts';

/**
 * Checks, rules of domains and the queries of materialized views may depend on settings such as the time zone, and hold
 * where the database's own are in force, not ours. When rows are loaded and views are filled they are therefore the
 * target's; of a database that the restore creates, they are those that it will have at the end.
 */
export interface ExpressionSettings {
  /** A `SET` for each setting of the source's database that expressions may depend on. */
  readonly statements: readonly string[];
}

/** `none` is for a database that was there before: its sessions have its settings anyway. */
export const none: ExpressionSettings = { statements: [] };

const assignment = /^ALTER DATABASE (?:"(?:[^"]|"")*"|[\w$]+) SET (("[^"]+"|[\w.]+) TO .*);$/gm;

/** Settings with a dot are the application's, for `current_setting()`. */
const meaning = /^"?(TimeZone|timezone_abbreviations|default_text_search_config|[^"]+\.[^"]+)"?$/i;

/** What pg_dump says of the source's database: https://www.postgresql.org/docs/current/sql-alterdatabase.html */
export function settingsOfSource(entries: Iterable<ArchiveEntry>): ExpressionSettings {
  const properties = [...entries].filter(({ desc }) => desc === 'DATABASE PROPERTIES');
  const assignments = properties.flatMap(({ defn }) => [...(defn ?? '').matchAll(assignment)]);
  const relevant = assignments.filter(([, , name = '']) => meaning.test(name));
  return { statements: relevant.map(([, set = '']) => `SET ${set}`) };
}

/** Puts them in force for a session that was set up for reading. */
export async function useExpressionSettings(client: pg.Client, { statements }: ExpressionSettings): Promise<void> {
  await client.query('RESET TimeZone');
  for (const statement of statements) {
    await client.query(statement).catch(() => {}); // the database will get it, or say what is wrong with it
  }
}

/** Runs `use` while values become text as they do in anybody's session. It may be in a transaction. */
export async function withTextOfTarget(client: pg.Client, use: () => Promise<void>): Promise<void> {
  const ours = Object.entries(textSettings).filter(([name]) => !kept.has(name));
  await client.query(ours.map(([name]) => `SET ${name} TO DEFAULT`).join('; '));
  await use();
  await client.query(ours.map(([name, value]) => `SET ${name} = '${value}'`).join('; '));
}

/** Not ours any more, or what our own statements are written for. */
const kept: ReadonlySet<string> = new Set(['TimeZone', 'search_path', 'client_encoding']);

/** From here to the end of the transaction, or of the message, times become text as they are in a set. */
export const useTimeZoneOfSets = `SET LOCAL TimeZone = '${textSettings.TimeZone}'`;
