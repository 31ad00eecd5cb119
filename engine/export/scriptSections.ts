import { describeEntry } from '../archive/archiveGraph.ts';
import { entrySql, portableDefinition, type SqlRules } from '../archive/entrySql.ts';
import type { Parts } from '../archive/selectParts.ts';
import { tokenize } from '../archive/sqlTokens.ts';
import { PgstowError } from '../errors.ts';
import type { ArchiveEntry } from '../postgres/archive.ts';
import type { SetManifest } from '../repository/manifest.ts';
import { isPrivilege } from './withoutRoles.ts';

/** A set's definitions as statements for psql, by when they run. */
export interface ScriptSections {
  readonly definitions: readonly string[];
  /** Indexes, constraints, triggers, rules, policies. */
  readonly afterRows: readonly string[];
  /** After everything that they might hinder. */
  readonly privileges: readonly string[];
  /** After materialized views are filled: they would fire on what comes before. */
  readonly last: readonly string[];
}

/** In the passes of pg_restore: https://www.postgresql.org/docs/current/app-pgrestore.html */
export function scriptSections({ entries }: Parts, { source }: SetManifest): ScriptSections {
  const rules: SqlRules = {
    owner: true,
    mapRoles: {},
    targetVersion: Number.POSITIVE_INFINITY,
    tablespaces: new Set(entries.flatMap(({ tablespace }) => tablespace ?? [])),
  };
  const rowsFrom = entries.findIndex(({ section }) => section === 'post-data');
  const beforeRows = new Set(rowsFrom < 0 ? entries : entries.slice(0, rowsFrom));
  const sql = (wanted: (entry: ArchiveEntry) => boolean) =>
    entries.filter(wanted).flatMap((entry) => {
      const portable = { ...entry, defn: portableDefinition(entry, source.versionNumber) };
      return entrySql(portable, rules).map((statement) => forPsql(statement, entry));
    });
  const isMain = (entry: ArchiveEntry) => !isPrivilege(entry) && !isLast(entry);
  return {
    definitions: sql((entry) => isMain(entry) && beforeRows.has(entry)),
    afterRows: sql((entry) => isMain(entry) && !beforeRows.has(entry)),
    privileges: sql(isPrivilege),
    last: sql(isLast),
  };
}

function isLast({ desc, tag }: ArchiveEntry): boolean {
  return desc === 'EVENT TRIGGER' || (desc === 'COMMENT' && tag.startsWith('EVENT TRIGGER '));
}

/**
 * psql takes what follows a backslash outside of quotes for a command of its own, such as one that starts a program. SQL has no
 * backslash there, so a definition that has one was made for that: CVE-2025-8714.
 */
function forPsql(statement: string, entry: ArchiveEntry): string {
  if (statement.includes('\\') && tokenize(statement).some(({ kind, text }) => kind === 'other' && text === '\\')) {
    throw new PgstowError(
      'unsupported',
      `${describeEntry(entry)} holds a backslash outside of quotes, which psql obeys`,
      {
        hint: 'the definition is no SQL: export with --format directory, and look at it before anything is done with it',
      },
    );
  }
  return `${statement}${statement.endsWith(';') ? '' : ';'}\n`;
}
