import { PgstowError } from '../../errors.ts';
import { quoteIdent, quoteLiteral, quoteQualified } from '../../postgres/identifier.ts';
import type { Grammar, Token } from './grammar.ts';
import { findPlaces, type Literal, type ObjectClass, type Place } from './places.ts';
import { nameOfToken, type QualifiedName } from './qualifiedName.ts';
import { isSameBut } from './sameStatements.ts';

/** Which objects have other names than in the set; undefined for those that keep theirs. */
export interface Renaming {
  object(of: ObjectClass, name: QualifiedName): QualifiedName | undefined;
  /** The new name of an index of a table. */
  index(table: QualifiedName, name: string): string | undefined;
  /** The new name of a constraint of a table. */
  constraint(table: QualifiedName, name: string): string | undefined;
  schema(name: string): string | undefined;
}

/**
 * The same statements with the new names. Only names are replaced, in the text as it is; that nothing else has changed is
 * then proved by the grammar. They are quoted, whatever they are, unless `quote` does otherwise.
 */
export function rewriteSql(
  sql: string,
  renaming: Renaming,
  grammar: Grammar,
  quote: (name: string) => string = quoteIdent,
): string {
  if (sql.trim() === '') return sql;
  const before = grammar.parse(sql);
  const ofTypes = (list: string) => (list.includes('.') ? inTypeList(list, renaming, grammar) : list);
  const edits = findPlaces(before).flatMap((place) => editsAt(place, renaming, { quote, ofTypes }));
  if (edits.length === 0) return sql;
  const rewritten = apply(sql, edits);
  const exchanged = edits.map(({ exchanged }) => exchanged);
  if (isSameBut(before.statements, grammar.read(rewritten), exchanged)) return rewritten;
  throw new PgstowError('unsupported', `with new names a definition would become another one: ${sql}`, {
    hint: 'please report this; nothing was changed. Restore it under its own name: --conflict fail, skip, replace or append, and into its own schema',
  });
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What the trees hold there, before and after. */
  readonly exchanged: readonly [string, string];
}

type Quote = (name: string) => string;

/** `(a.b, integer)` as it stands behind a function's name. */
function inTypeList(list: string, renaming: Renaming, grammar: Grammar): string {
  const before = 'DROP FUNCTION x';
  return rewriteSql(`${before}${list}`, renaming, grammar).slice(before.length);
}

function editsAt(
  place: Place,
  renaming: Renaming,
  { quote, ofTypes }: { quote: Quote; ofTypes: (list: string) => string },
): Edit[] {
  switch (place.kind) {
    case 'object':
      return objectEdits(place, renaming, quote);
    case 'index':
    case 'constraint': {
      const name = nameOfToken(place.name);
      return name === undefined ? [] : identifierEdit(place.name, name, renaming[place.kind](place.table, name), quote);
    }
    case 'qualifier':
      return identifierEdit(place.name, place.table.name, renaming.object('relation', place.table)?.name, quote);
    case 'schema': {
      const name = nameOfToken(place.name);
      return name === undefined ? [] : identifierEdit(place.name, name, renaming.schema(name), quote);
    }
    case 'schemaLiteral': {
      const schema = renaming.schema(place.schema);
      return schema === undefined ? [] : [literalEdit(place.literal, place.isRead ? quoteIdent(schema) : schema)];
    }
    case 'literal': {
      const name = renaming.object(place.class, place.of);
      const rest = place.class === 'routine' ? ofTypes(place.rest) : place.rest;
      if (!name && rest === place.rest) return [];
      const { schema, name: now } = name ?? place.of;
      return [literalEdit(place.literal, `${quoteQualified(schema, now)}${rest}`)];
    }
    default:
      return place satisfies never;
  }
}

function objectEdits(place: Place & { kind: 'object' }, renaming: Renaming, quote: Quote): Edit[] {
  const [schema, name] = [nameOfToken(place.schema), nameOfToken(place.name) ?? place.name.text]; // an operator is no identifier
  if (schema === undefined) return [];
  const now = renaming.object(place.class, { schema, name });
  if (!now) return [];
  const alias = place.needsAlias && now.name !== name ? ` AS ${quoteIdent(name)}` : '';
  return [
    ...identifierEdit(place.schema, schema, now.schema, quote),
    ...identifierEdit(place.name, name, now.name, quote).map((edit) => ({ ...edit, text: `${edit.text}${alias}` })),
  ];
}

function identifierEdit({ start, end }: Token, before: string, now: string | undefined, quote: Quote): Edit[] {
  if (now === undefined || now === before) return [];
  return [{ start, end, text: quote(now), exchanged: [before, now] }];
}

function literalEdit({ token: { start, end }, value }: Literal, now: string): Edit {
  return { start, end, text: quoteLiteral(now), exchanged: [value, now] };
}

function apply(sql: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(sql.slice(at, start), text);
    at = end;
  }
  return [...parts, sql.slice(at)].join('');
}
