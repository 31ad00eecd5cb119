import type pg from 'pg';
import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import { forTarget } from '../../archive/entrySql.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { refusedByParser } from '../../postgres/refusedByParser.ts';
import { sendable } from '../../postgres/sendable.ts';
import { type Grammar, loadGrammar, type Meaning } from '../rename/grammar.ts';
import { namesUsed } from './namesUsed.ts';
import { nameKey, unknownNames } from './serverNames.ts';
import { unknownForms } from './unknownForms.ts';

/** Why the target's version cannot take an entry, by its dump id. */
export type Untaken = ReadonlyMap<number, string>;

/**
 * Which of the entries a server of another version than the set's cannot take. Its own grammar is asked what it takes, and its own
 * catalogs what they have; what it learns only when it carries a statement out is known here (`unknownForms.ts`).
 */
export async function findUntaken(
  client: pg.Client,
  entries: readonly ArchiveEntry[],
  graph: ArchiveGraph,
  versionNumber: number,
): Promise<Untaken> {
  const major = Math.floor(versionNumber / 10000);
  if (major === graph.major) return new Map();
  const grammar = await loadGrammar();
  const read = entries.flatMap((entry) => readEntry(entry, grammar, versionNumber));
  const statements = read.flatMap(({ entry, texts }) => texts.map((text) => ({ entry, text })));
  const refused = await refusedByParser(
    client,
    statements.map(({ text }) => sendable(text)),
  );
  const unknown = await unknownNames(
    client,
    read.flatMap(({ names }) => names),
  );
  const reasons = new Map<number, string>();
  const because = ({ dumpId }: ArchiveEntry, reason: string | undefined) => {
    if (reason !== undefined && !reasons.has(dumpId)) reasons.set(dumpId, reason);
  };
  for (const [i, { entry }] of statements.entries()) because(entry, refused[i]);
  for (const { entry, names, meanings } of read) {
    because(entry, unknownForms(meanings, entry, graph, major)[0]);
    const lacking = names.find((name) => unknown.has(nameKey(name)));
    because(entry, lacking && `it has no ${lacking.kind} ${lacking.name}`);
  }
  return reasons;
}

interface ReadEntry {
  readonly entry: ArchiveEntry;
  readonly texts: readonly string[];
  readonly meanings: readonly Meaning[];
  readonly names: ReturnType<typeof namesUsed>;
}

/** An entry by statements; none for what cannot be read here, of a version that is newer than this grammar. */
function readEntry(entry: ArchiveEntry, grammar: Grammar, versionNumber: number): ReadEntry[] {
  const sql = forTarget(entry, entry.defn ?? '', versionNumber);
  if (sql.trim() === '') return [];
  try {
    const { statements, tokens } = grammar.parse(sql);
    const texts = statements.map(({ from, to }) => sql.slice(tokens[from]!.start, tokens[to - 1]!.end));
    return [{ entry, texts, meanings: statements, names: namesUsed(statements) }];
  } catch {
    return [];
  }
}
