import type { ArchiveEntry } from '../postgres/archive.ts';
import { isBlank, nameOf, tokenize } from './sqlTokens.ts';

/** Kinds of entries that link an object to another one, without which they cannot be. */
export const linkKinds: ReadonlySet<string> = new Set([
  'FK CONSTRAINT',
  'TABLE ATTACH',
  'INDEX ATTACH',
  'PUBLICATION TABLE',
]);

/**
 * The table that a foreign key points to, that a partition is attached to, or that a constraint trigger names besides its
 * own, as the statement names it.
 */
export function linkedTable(entry: ArchiveEntry): { schema: string; name: string } | undefined {
  const word = { 'FK CONSTRAINT': 'references', 'TABLE ATTACH': 'only', TRIGGER: 'from' }[entry.desc];
  const tokens = tokenize(entry.defn ?? '').filter((token) => !isBlank(token));
  const at = tokens.findIndex((token) => token.kind === 'word' && token.text.toLowerCase() === word);
  if (word === undefined || at < 0 || tokens[at + 2]?.text !== '.') return undefined;
  const [schema, name] = [nameOf(tokens[at + 1]), nameOf(tokens[at + 3])];
  return schema !== undefined && name !== undefined ? { schema, name } : undefined;
}
