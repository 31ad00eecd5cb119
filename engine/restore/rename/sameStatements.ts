import type { Meaning, Tree } from './grammar.ts';
import { cutToFit, longestName } from './identifiers.ts';

/**
 * Whether two texts are the same statements but for the names that were exchanged (before, after), and for a table's alias
 * that is its name before.
 */
export function isSameBut(
  before: readonly Meaning[],
  after: readonly Meaning[],
  exchanged: readonly (readonly [string, string])[],
): boolean {
  const pairs = new Set(exchanged.map(([a, b]) => JSON.stringify([inTree(a), inTree(b)])));
  const isExchanged = (a: string, b: string) => pairs.has(JSON.stringify([a, b]));
  const [a, b] = [before, after].map((statements) => statements.map(({ kind, tree }) => ({ [kind]: tree })));
  return isEqual(a, b, isExchanged);
}

/** The grammar cuts identifiers, and spells what is no UTF-8 as U+FFFD. */
function inTree(name: string): string {
  const text = name.toWellFormed();
  return text.length * 3 <= longestName ? text : cutToFit(text, longestName); // a character has at most three bytes a unit
}

type Exchanged = (before: string, after: string) => boolean;

function isEqual(a: unknown, b: unknown, exchanged: Exchanged): boolean {
  if (typeof a === 'string' && typeof b === 'string')
    return a === b || exchanged(a, b) || exchanged(inTree(a), inTree(b));
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, i) => isEqual(each, b[i], exchanged));
  }
  if (!isTree(a) || !isTree(b)) return a === b;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !positional.test(key));
  return keys.every((key) => isEqual(a[key], b[key], exchanged) || (key === 'alias' && isNameBefore(a, b)));
}

/** Where something stands. */
const positional = /location$|^list_(start|end)$|^rexpr_list_(start|end)$/;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNameBefore(a: Tree, b: Tree): boolean {
  const { aliasname, ...more } = (b.alias ?? {}) as { aliasname?: string };
  return a.alias === undefined && aliasname === a.relname && Object.keys(more).length === 0;
}
