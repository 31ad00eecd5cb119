import { PgstowError } from '../errors.ts';

interface Pattern {
  readonly schema: RegExp;
  readonly name: RegExp;
}

const compiled = new Map<string, Pattern>();

/**
 * Whether a table is meant by a pattern `schema.table`, in which `*` stands for any characters and `?` for one. Names are
 * compared as the catalog has them, case included. What is in double quotes is taken literally, so that names may hold
 * dots and stars: `"we.ird"."a*"`; a double quote within is written twice.
 */
export function matches(pattern: string, schema: string, name: string): boolean {
  let known = compiled.get(pattern);
  if (!known) {
    known = parsePattern(pattern);
    compiled.set(pattern, known);
  }
  return known.schema.test(schema) && known.name.test(name);
}

/** Whether a pattern means every table of a schema, those that come later too. */
export function takesWholeSchema(pattern: string, schema: string): boolean {
  const { schema: schemas, name } = parsePattern(pattern);
  return name.source === '^.*$' && schemas.test(schema);
}

/** What is wrong with a pattern, as a sentence that says what to write; undefined when nothing is. */
export function patternProblem(pattern: string): string | undefined {
  try {
    parsePattern(pattern);
    return undefined;
  } catch (thrown) {
    return (thrown as PgstowError).message;
  }
}

function parsePattern(pattern: string): Pattern {
  const parts = splitAtDots(pattern);
  const [schema, name] = parts;
  if (parts.length === 1 && schema) {
    throw wrong(
      pattern,
      `names no schema; write public.${pattern}, or *.${pattern} for every schema, or ${pattern}.* for all of a schema`,
    );
  }
  if (parts.length > 2)
    throw wrong(pattern, 'has more than two parts; write schema.table, and quote names that hold dots');
  if (!schema || !name) throw wrong(pattern, 'has an empty part; write schema.table, with * for all of them');
  return { schema: toRegExp(schema), name: toRegExp(name) };
}

/** A pattern's parts; each is a list of regular expressions' pieces. */
function splitAtDots(pattern: string): string[] {
  const parts = [''];
  const add = (piece: string) => parts.push(`${parts.pop()}${piece}`);
  const token = /"((?:[^"]|"")*)"|([*]+)|([?])|(\.)|([^"*?.]+)|"/gsu;
  for (const [whole, quoted, star, question, dot, plain] of pattern.matchAll(token)) {
    if (quoted !== undefined) add(literally(quoted.replaceAll('""', '"')));
    else if (star) add('.*');
    else if (question) add('.');
    else if (dot) parts.push('');
    else if (plain) add(literally(plain));
    else if (whole) throw wrong(pattern, 'has a double quote without its partner');
  }
  return parts;
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function toRegExp(source: string): RegExp {
  return new RegExp(`^${source}$`, 'su');
}

function wrong(pattern: string, what: string): PgstowError {
  return new PgstowError('input', `${JSON.stringify(pattern)} ${what}`);
}
