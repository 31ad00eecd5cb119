import { describeEntry } from '../../archive/archiveGraph.ts';
import { nameOf, tokenize } from '../../archive/sqlTokens.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { Grammar, Tree } from './grammar.ts';

/**
 * Functions whose bodies are text that names a schema which is mapped to another one: a body is in a language of its own, and
 * may put its SQL together when it runs, so it stays as it is.
 */
export function unfollowedBodies(
  entries: readonly ArchiveEntry[],
  schemas: ReadonlyMap<string, string>,
  grammar: Grammar,
): string[] {
  return entries
    .filter(({ desc }) => desc === 'FUNCTION' || desc === 'PROCEDURE')
    .flatMap((entry) => {
      const named = [...schemas.keys()].filter((schema) =>
        bodiesOf(entry, grammar).some((body) => names(body, schema)),
      );
      if (named.length === 0) return [];
      return [
        `the body of ${describeEntry(entry)} is text and still names ${named.map((schema) => `schema ${schema}`).join(', ')}`,
      ];
    });
}

function bodiesOf({ defn }: ArchiveEntry, grammar: Grammar): string[] {
  const options = grammar.read(defn ?? '').flatMap(({ tree }) => (tree.options as Tree[] | undefined) ?? []);
  const bodies = options.map(({ DefElem }) => DefElem as Tree).filter((option) => option?.defname === 'as');
  return bodies.flatMap(({ arg }) =>
    ((arg as { List?: { items: Tree[] } }).List?.items ?? []).map(
      ({ String: text }) => (text as { sval?: string }).sval ?? '',
    ),
  );
}

/** `schema.` anywhere, in strings too: they may be SQL that is put together. */
function names(body: string, schema: string): boolean {
  const tokens = tokenize(body);
  return tokens.some(
    (token, at) =>
      (nameOf(token) === schema && tokens[at + 1]?.text === '.') ||
      (token.kind === 'literal' && (token.text.includes(`${schema}.`) || token.text.includes(`"${schema}".`))),
  );
}
