import { isBlank, join, nameOf, type SqlToken, tokenize } from '../../archive/sqlTokens.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';

/** A statement of the database's properties that gives a setting a value, for everybody or for a role. */
export interface DatabaseSetting {
  readonly statement: string;
  /** In lower case, as settings are compared. */
  readonly setting: string;
  readonly role?: string;
}

/** What of a source's database is set: https://www.postgresql.org/docs/current/sql-alterdatabase.html */
export function settingsOfDatabase({ desc, defn }: ArchiveEntry): DatabaseSetting[] {
  if (desc !== 'DATABASE PROPERTIES') return [];
  return statementsOf(defn ?? '').flatMap((tokens) => {
    const words = tokens.filter((token) => !isBlank(token));
    const set = words.findIndex(({ kind, text }) => kind === 'word' && text === 'SET');
    const setting = nameOf(words[set + 1]);
    if (set < 0 || setting === undefined) return [];
    const role = words[1]?.text === 'ROLE' ? nameOf(words[2]) : undefined;
    return [{ statement: join(tokens).trim(), setting: setting.toLowerCase(), ...(role !== undefined && { role }) }];
  });
}

/** The definition without some of its statements. */
export function withoutStatements(defn: string, statements: ReadonlySet<string>): string {
  const kept = statementsOf(defn)
    .map((tokens) => join(tokens).trim())
    .filter((statement) => !statements.has(statement));
  return kept.join('\n');
}

/** Settings that a function has while it runs, `SET name TO value` after its signature. */
export function settingsOfFunction({ desc, defn }: ArchiveEntry): string[] {
  if (desc !== 'FUNCTION' && desc !== 'PROCEDURE') return [];
  const words = tokenize(defn ?? '').filter((token) => !isBlank(token));
  const found: string[] = [];
  let depth = 0;
  for (const [at, { kind, text }] of words.entries()) {
    if (text === '(') depth++;
    else if (text === ')') depth--;
    else if (depth === 0 && kind === 'word' && (text === 'AS' || text === 'BEGIN' || text === 'RETURN'))
      break; // the body
    else if (depth === 0 && kind === 'word' && text === 'SET') found.push(nameOf(words[at + 1])?.toLowerCase() ?? '');
  }
  return found.filter(Boolean);
}

function statementsOf(sql: string): SqlToken[][] {
  const statements: SqlToken[][] = [[]];
  for (const token of tokenize(sql)) {
    statements.at(-1)!.push(token);
    if (token.kind === 'other' && token.text === ';') statements.push([]);
  }
  return statements.filter((tokens) => tokens.some((token) => !isBlank(token)));
}
