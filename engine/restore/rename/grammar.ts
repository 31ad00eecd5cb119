import { PgstowError } from '../../errors.ts';
import { quoteIdent } from '../../postgres/identifier.ts';

/** A node of the server's parse tree, as JSON. */
export type Tree = { readonly [key: string]: unknown };

/** What one statement of a text says. */
export interface Meaning {
  /** The kind of node, such as `CreateStmt`. */
  readonly kind: string;
  readonly tree: Tree;
}

/** One statement of a text, and where it stands. */
export interface Statement extends Meaning {
  /** Its tokens: from the first to before the last. */
  readonly from: number;
  readonly to: number;
}

/** A piece of a text as the server's lexer cuts it; `start` and `end` are positions in the string. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A text as the server reads it. */
export interface Parsed {
  readonly statements: readonly Statement[];
  /** Without comments. */
  readonly tokens: readonly Token[];
  /** The token at a `location` of the trees, as an index; undefined where none begins. */
  at(location: unknown): number | undefined;
}

/** PostgreSQL's own lexer and grammar. */
export interface Grammar {
  parse(sql: string): Parsed;
  /** What the statements of a text say, at half the cost. */
  read(sql: string): Meaning[];
  /** An identifier as PostgreSQL 18 spells it: quoted only where it must be. */
  spell(name: string): string;
}

type Library = Pick<typeof import('libpg-query'), 'parseSync' | 'scanSync'>;

/** Loads the grammar: 1.7 MB of WebAssembly and some 15 ms, so only where names have to be found in SQL. */
export async function loadGrammar(): Promise<Grammar> {
  const { loadModule, parseSync, scanSync } = await import('libpg-query');
  await loadModule();
  return {
    parse: (sql) => parse(sql, { parseSync, scanSync }),
    read: (sql) => statementsOf(sql.toWellFormed(), parseSync).map(({ kind, tree }) => ({ kind, tree })),
    spell: (name) => (/^[a-z_][a-z0-9_]*$/.test(name) && !isReserved(name, scanSync) ? name : quoteIdent(name)),
  };
}

function isReserved(word: string, scanSync: Library['scanSync']): boolean {
  const { keywordName } = scanSync(word).tokens[0]!;
  return keywordName !== 'NO_KEYWORD' && keywordName !== 'UNRESERVED_KEYWORD';
}

function parse(sql: string, { parseSync, scanSync }: Library): Parsed {
  const text = sql.toWellFormed(); // a byte of a SQL_ASCII database that is no UTF-8 is a lone surrogate: one character either way
  const statements = statementsOf(text, parseSync);
  const scanned = scanSync(text).tokens.filter(({ tokenName }) => !tokenName.endsWith('COMMENT'));
  const position = positions(text);
  const byByte = new Map(scanned.map(({ start }, i) => [start, i]));
  const firstFrom = (byte: number) => scanned.findIndex(({ start }) => start >= byte);
  return {
    tokens: scanned.map((token) => {
      const [start, end] = [position(token.start), position(token.end)];
      return { text: sql.slice(start, end), start, end };
    }),
    at: (location) => byByte.get(location as number), // the JSON leaves out zeros: no name stands there
    statements: statements.map(({ kind, tree, start, length }) => {
      const after = length === 0 ? -1 : firstFrom(start + length);
      return { kind, tree, from: firstFrom(start), to: after < 0 ? scanned.length : after };
    }),
  };
}

/** In bytes; a statement that nothing ends has no length. */
function statementsOf(text: string, parseSync: Library['parseSync']) {
  try {
    return (parseSync(text).stmts ?? []).map(({ stmt, stmt_location: start = 0, stmt_len: length = 0 }) => {
      const [[kind, tree]] = Object.entries(stmt as Tree) as [[string, Tree]];
      return { kind, tree, start, length };
    });
  } catch (thrown) {
    throw new PgstowError('unsupported', `a definition of the set cannot be read: ${(thrown as Error).message}`, {
      hint: `restore it under its own name: --conflict fail, skip, replace or append, and into its own schema; it begins ${JSON.stringify(text.slice(0, 80))}`,
      cause: thrown,
    });
  }
}

/** The lexer counts bytes of UTF-8, strings are made of UTF-16. */
function positions(text: string): (byte: number) => number {
  const bytes = Buffer.byteLength(text);
  if (bytes === text.length) return (byte) => byte;
  const at = new Int32Array(bytes + 1);
  let byte = 0;
  let position = 0;
  for (const character of text) {
    at[byte] = position;
    byte += Buffer.byteLength(character);
    position += character.length;
  }
  at[byte] = position;
  return (byte) => at[byte]!;
}
