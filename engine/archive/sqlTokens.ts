/** A piece of SQL text: `text` is exactly what stood there, so that joined tokens give the input back. */
export interface SqlToken {
  readonly kind: 'word' | 'quoted' | 'literal' | 'other';
  readonly text: string;
}

/**
 * PostgreSQL's lexical structure, as far as telling names from literals and comments needs it:
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
const lexeme = new RegExp(
  [
    String.raw`(?<literal>[eE]'(?:[^'\\]|\\[^]|'')*'|(?:[uU]&|[bBxXnN])?'(?:[^']|'')*'|\$(?<tag>[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[^]*?\$\k<tag>\$)`,
    '(?<quoted>"(?:[^"]|"")*")',
    String.raw`(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`,
    String.raw`(?<other>--[^\n]*|/\*[^]*?\*/|\s+|[^])`,
  ].join('|'),
  'guy',
);

export function tokenize(sql: string): SqlToken[] {
  return [...sql.matchAll(lexeme)].map(({ 0: text, groups }) => ({
    kind: groups?.literal ? 'literal' : groups?.quoted ? 'quoted' : groups?.word ? 'word' : 'other',
    text,
  }));
}

export function join(tokens: readonly SqlToken[]): string {
  return tokens.map((token) => token.text).join('');
}

/** The name that a token means: unquoted words fold to lower case. */
export function nameOf(token: SqlToken | undefined): string | undefined {
  if (token?.kind === 'quoted') return token.text.slice(1, -1).replaceAll('""', '"');
  return token?.kind === 'word' ? token.text.toLowerCase() : undefined;
}

/** True for blanks and comments. */
export function isBlank(token: SqlToken): boolean {
  return token.kind === 'other' && /^(\s|--|\/\*)/.test(token.text);
}
