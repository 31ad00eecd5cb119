import { describeEntry } from '../../archive/archiveGraph.ts';
import { nameOf, tokenize } from '../../archive/sqlTokens.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { Grammar, Tree } from './grammar.ts';

/**
 * Functions whose bodies, and triggers whose arguments, are text that names a schema which is mapped to another one: a body is in a
 * language of its own, and may put its SQL together when it runs, so it stays as it is.
 */
export function unfollowedBodies(
  entries: readonly ArchiveEntry[],
  schemas: ReadonlyMap<string, string>,
  grammar: Grammar,
): string[] {
  return entries
    .filter(({ desc }) => desc === 'FUNCTION' || desc === 'PROCEDURE' || desc === 'TRIGGER')
    .flatMap((entry) => {
      const texts = entry.desc === 'TRIGGER' ? argumentsOf(entry, grammar) : bodiesOf(entry, grammar);
      const named = [...schemas.keys()].filter((schema) => texts.some((text) => names(text, schema)));
      if (named.length === 0) return [];
      const what = entry.desc === 'TRIGGER' ? 'an argument' : 'the body';
      return [
        `${what} of ${describeEntry(entry)} is text and still names ${named.map((schema) => `schema ${schema}`).join(', ')}`,
      ];
    });
}

function argumentsOf({ defn }: ArchiveEntry, grammar: Grammar): string[] {
  const args = grammar.read(defn ?? '').flatMap(({ tree }) => (tree.args as Tree[] | undefined) ?? []);
  return args.map(({ String: text }) => (text as { sval?: string }).sval ?? '');
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

/** The schema alone, or `schema.` anywhere, in strings too: they may be SQL that is put together. */
function names(text: string, schema: string): boolean {
  const tokens = tokenize(text);
  return (
    text === schema ||
    tokens.some(
      (token, at) =>
        (nameOf(token) === schema && tokens[at + 1]?.text === '.') ||
        (token.kind === 'literal' && (token.text.includes(`${schema}.`) || token.text.includes(`"${schema}".`))),
    )
  );
}
