import { join, nameOf, tokenize } from '../../archive/sqlTokens.ts';

/** The name of an object with that of its schema. */
export interface QualifiedName {
  readonly schema: string;
  readonly name: string;
}

/** As a key of maps. */
export function nameKey({ schema, name }: QualifiedName): string {
  return JSON.stringify([schema, name]);
}

/** The name that an SQL word or a quoted identifier means; undefined for what is neither. */
export function nameOfToken({ text }: { readonly text: string }): string | undefined {
  const [token, ...more] = tokenize(text);
  return more.length === 0 ? nameOf(token) : undefined;
}

/** A text that begins with a qualified name, as `regclass` and its kin read it, and what follows the name. */
export function readQualified(text: string): { name: QualifiedName; rest: string } | undefined {
  const tokens = tokenize(text.trim());
  const [schema, name] = [nameOf(tokens[0]), nameOf(tokens[2])];
  if (schema === undefined || name === undefined || tokens[1]?.text !== '.') return undefined;
  return { name: { schema, name }, rest: join(tokens.slice(3)) };
}
