import type { Parsed, Statement, Token, Tree } from './grammar.ts';
import { nameOfToken, type QualifiedName, readQualified } from './qualifiedName.ts';

/** What a name stands for, as far as names are told apart by it: within a class and a schema a name is unique. */
export type ObjectClass =
  /** Tables, views, sequences, indexes: what is in `pg_class`. */
  | 'relation'
  /** Types, the rows of tables among them. */
  | 'type'
  | 'routine'
  | 'statistics'
  /** Operators, collations and whatever else, or where a text does not tell what it is. */
  | 'other';

/** A place in an SQL text that names something which may have got another name. */
export type Place =
  | {
      readonly kind: 'object';
      readonly class: ObjectClass;
      readonly schema: Token;
      readonly name: Token;
      /** Columns are named by the table's name elsewhere: with another one it needs that as an alias. */
      readonly needsAlias: boolean;
    }
  /** An index or a constraint of `table`, named without a schema. */
  | { readonly kind: 'index' | 'constraint'; readonly table: QualifiedName; readonly name: Token }
  /** The statement's own table, named without a schema before a column. */
  | { readonly kind: 'qualifier'; readonly table: QualifiedName; readonly name: Token }
  | { readonly kind: 'schema'; readonly name: Token }
  /** A string that is read as a name, `'app.numbers'::regclass`, with what follows the name in it. */
  | {
      readonly kind: 'literal';
      readonly class: ObjectClass;
      readonly of: QualifiedName;
      readonly rest: string;
      readonly literal: Literal;
    }
  /** A string that is the name of a schema, or is read as one. */
  | { readonly kind: 'schemaLiteral'; readonly schema: string; readonly isRead: boolean; readonly literal: Literal };

/** A string in the text, and what it says. */
export interface Literal {
  readonly token: Token;
  readonly value: string;
}

/**
 * Where a text names things. What stands at a place the tree tells, and where exactly its name is the lexer's tokens do.
 * Names that the tree gives without a place are told by the words before them, such as `COMMENT ON INDEX a.b`.
 */
export function findPlaces(parsed: Parsed): Place[] {
  return parsed.statements.flatMap((statement) => {
    const table = tableOf(statement, parsed);
    const known = new Map<number, Known>();
    const qualifiers = new Set<string>();
    const found: Place[] = [];
    walk(statement.tree, { parent: statement.kind, fromItem: false }, (node, fromItem) => {
      const named = optionValue(node) ?? node;
      const index = parsed.at(named.location);
      const what = named === node ? recognize(node, fromItem) : { class: 'other' as const };
      if (what && index !== undefined && !known.has(index)) known.set(index, what);
      if (isQualifiedColumn(node) && index !== undefined) qualifiers.add(nameOfToken(parsed.tokens[index]!) ?? '');
      found.push(...literals(node, parsed), ...conflictConstraint(node, parsed));
      if (table) found.push(...partsOf(table, node, parsed));
    });
    return [...qualified(statement, { known, qualifiers }, parsed), ...found, ...unqualified(statement, table, parsed)];
  });
}

interface Known {
  readonly class: ObjectClass | 'column';
  /** A table that columns are taken from and that has no alias. */
  readonly isFromItem?: boolean;
}

/** Visits every node; `fromItem` is true where a table is one that columns are taken from. */
function walk(
  node: Tree,
  { parent, fromItem }: { parent: string; fromItem: boolean },
  visit: (node: Tree, fromItem: boolean) => void,
): void {
  visit(node, fromItem);
  for (const [key, value] of Object.entries(node)) {
    const inside =
      fromItem || key === 'fromClause' || key === 'usingClause' || (key === 'relation' && changing.has(parent));
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null) walk(child, { parent: key, fromItem: inside }, visit);
    }
  }
}

/** Statements whose table's columns may be named by the table's name. */
const changing: ReadonlySet<string> = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** `INPUT = a.b` of a type or operator: it stands in the tree as a type, whatever it is. */
function optionValue(node: Tree): Tree | undefined {
  const { TypeName } = (('defname' in node ? node.arg : undefined) ?? {}) as { TypeName?: Tree };
  return TypeName;
}

/** What kind of name stands at a node's location. */
function recognize(node: Tree, fromItem: boolean): Known | undefined {
  if ('relname' in node) return { class: 'relation', isFromItem: fromItem && !('alias' in node) };
  if ('names' in node && 'typemod' in node) return { class: 'type' };
  if ('funcname' in node && 'funcformat' in node) return { class: 'routine' };
  if ('fields' in node || ('indirection' in node && 'name' in node)) return { class: 'column' };
  return undefined;
}

/** Names with a schema: `a.b`, and `a.b.c` for a column of `a.b`. */
function qualified(
  statement: Statement,
  { known, qualifiers }: { known: ReadonlyMap<number, Known>; qualifiers: ReadonlySet<string> },
  { tokens }: Parsed,
): Place[] {
  const places: Place[] = [];
  for (let at = statement.from; at + 2 < statement.to; at++) {
    if (tokens[at + 1]!.text !== '.' || tokens[at - 1]?.text === '.') continue;
    const [schema, name] = [tokens[at]!, tokens[at + 2]!];
    if (nameOfToken(schema) === undefined) continue; // a part of a value: `(a).b`, `a[1].b`
    const what = known.get(at) ?? { class: classByWords(statement, tokens, at) };
    if (what.class === 'column') continue;
    const needsAlias = what.isFromItem === true && qualifiers.has(nameOfToken(name) ?? '');
    places.push({ kind: 'object', class: what.class, schema, name, needsAlias });
  }
  return places;
}

/** The class of a name that the tree gives without its place. */
function classByWords({ kind }: Statement, tokens: readonly Token[], at: number): ObjectClass {
  const [before, word] = [at - 2, at - 1].map((i) => tokens[i]?.text.toUpperCase());
  if (`${before} ${word}` === 'SEQUENCE NAME' || `${before} ${word}` === 'OWNED BY') return 'relation';
  if (!namedByWords.has(kind)) return 'other';
  switch (word) {
    case 'TABLE':
    case 'INDEX':
    case 'SEQUENCE':
    case 'VIEW':
    case 'COLUMN':
    case 'ON': // COMMENT ON TRIGGER t ON a.b
      return kind === 'CreateTrigStmt' ? 'other' : 'relation';
    case 'STATISTICS':
      return 'statistics';
    case 'FUNCTION':
    case 'PROCEDURE':
    case 'AGGREGATE':
      return 'routine';
    case 'TYPE':
    case 'DOMAIN':
      return 'type';
    default:
      return 'other';
  }
}

/** In other statements such a name may follow a column that is called like the word: `CREATE INDEX … (index a.operators)`. */
const namedByWords: ReadonlySet<string> = new Set([
  'AlterStatsStmt',
  'CommentStmt',
  'CreateDomainStmt',
  'CreateEnumStmt',
  'CreateFunctionStmt',
  'CreateRangeStmt',
  'CreateStatsStmt',
  'CreateTrigStmt',
  'DefineStmt',
  'DropStmt',
  'SecLabelStmt',
]);

/** Strings that are names: those cast to a type whose values are objects, and a function's `search_path`. */
function literals(node: Tree, parsed: Parsed): Place[] {
  if (node.name === 'search_path' && Array.isArray(node.args)) {
    const path = (node.args as Tree[]).flatMap(({ A_Const }) => literalOf(A_Const as Tree | undefined, parsed) ?? []);
    return path.map((literal) => ({ kind: 'schemaLiteral', schema: literal.value, isRead: false, literal }));
  }
  if (!('typeName' in node) || !('arg' in node)) return [];
  const type = lastName((node.typeName as Tree).names);
  const literal = literalOf(constantIn(node.arg as Tree), parsed);
  if (!literal) return [];
  if (type === 'regnamespace') {
    const schema = nameOfToken({ text: literal.value });
    return schema === undefined ? [] : [{ kind: 'schemaLiteral', schema, isRead: true, literal }];
  }
  const read = Object.hasOwn(objectTypes, type) ? readQualified(literal.value) : undefined;
  return read ? [{ kind: 'literal', class: objectTypes[type]!, of: read.name, rest: read.rest, literal }] : [];
}

/** https://www.postgresql.org/docs/current/datatype-oid.html */
const objectTypes: Readonly<Record<string, ObjectClass>> = {
  regclass: 'relation',
  regtype: 'type',
  regproc: 'routine',
  regprocedure: 'routine',
  regoper: 'other',
  regoperator: 'other',
  regcollation: 'other',
  regconfig: 'other',
  regdictionary: 'other',
};

/** The constant under casts: `('app.numbers'::text)::regclass`. */
function constantIn(node: Tree): Tree | undefined {
  if (node.A_Const) return node.A_Const as Tree;
  return node.TypeCast ? constantIn((node.TypeCast as Tree).arg as Tree) : undefined;
}

function literalOf(constant: Tree | undefined, { tokens, at }: Parsed): Literal | undefined {
  if (!constant || !('sval' in constant)) return undefined;
  const token = tokens[at(constant.location) ?? -1];
  return token && { token, value: (constant.sval as { sval?: string }).sval ?? '' };
}

function lastName(names: unknown): string {
  return ((names as Tree[] | undefined)?.at(-1)?.String as { sval?: string } | undefined)?.sval ?? '';
}

/** The table that a statement is about, whose parts it names without a schema. */
function tableOf({ kind, tree }: Statement, parsed: Parsed): QualifiedName | undefined {
  const published = ((tree.pubobjects as Tree[] | undefined)?.[0]?.PublicationObjSpec as Tree | undefined)?.pubtable;
  const relation =
    tree.relation ??
    tree.table ??
    (tree.relations as Tree[] | undefined)?.[0]?.RangeVar ??
    (published as Tree | undefined)?.relation;
  return kind === 'RuleStmt' ? undefined : nameAt(relation as Tree | undefined, parsed);
}

/** The qualified name at a node's place. */
function nameAt(node: Tree | undefined, { tokens, at }: Parsed): QualifiedName | undefined {
  const index = at(node?.location ?? -1);
  if (index === undefined || tokens[index + 1]?.text !== '.') return undefined;
  const [schema, name] = [nameOfToken(tokens[index]!), nameOfToken(tokens[index + 2]!)];
  return schema !== undefined && name !== undefined ? { schema, name } : undefined;
}

/** `INSERT INTO a.b … ON CONFLICT ON CONSTRAINT c` */
function conflictConstraint(node: Tree, parsed: Parsed): Place[] {
  const { infer } = (node.onConflictClause ?? {}) as { infer?: Tree };
  const index = infer?.conname === undefined ? undefined : parsed.at(infer.location);
  const table = nameAt(node.relation as Tree | undefined, parsed);
  return index === undefined || !table ? [] : [{ kind: 'constraint', table, name: parsed.tokens[index + 2]! }];
}

/** What belongs to the statement's table and is named without a schema, where the tree tells its place. */
function partsOf(table: QualifiedName, node: Tree, { tokens, at }: Parsed): Place[] {
  const index = at(node.location);
  if (index === undefined) return [];
  if ('contype' in node && 'conname' in node) return [{ kind: 'constraint', table, name: tokens[index + 1]! }];
  if (!isQualifiedColumn(node) || nameOfToken(tokens[index]!) !== table.name) return [];
  return [{ kind: 'qualifier', table, name: tokens[index]! }];
}

function isQualifiedColumn({ fields }: Tree): boolean {
  return Array.isArray(fields) && fields.length > 1;
}

/** The same by the words before the name, and schemas. */
function unqualified(statement: Statement, table: QualifiedName | undefined, { tokens }: Parsed): Place[] {
  const behind = (...words: readonly string[]): Token[] => {
    for (let at = statement.from; at + words.length < statement.to; at++) {
      if (words.every((word, i) => tokens[at + i]!.text.toUpperCase() === word)) return [tokens[at + words.length]!];
    }
    return [];
  };
  const part = (kind: 'index' | 'constraint', names: readonly Token[], of = table): Place[] =>
    of ? names.map((name) => ({ kind, table: of, name })) : [];
  switch (statement.kind) {
    case 'IndexStmt':
      return part('index', behind('INDEX'));
    case 'AlterTableStmt':
      return [
        ...part('index', behind('CLUSTER', 'ON')),
        ...part('index', behind('USING', 'INDEX')),
        ...part('constraint', behind('DROP', 'CONSTRAINT')),
      ];
    case 'CommentStmt':
      return [
        ...(statement.tree.objtype === 'OBJECT_SCHEMA' ? behind('SCHEMA').map(toSchema) : []),
        ...(statement.tree.objtype === 'OBJECT_TABCONSTRAINT'
          ? part('constraint', behind('CONSTRAINT'), commentedTable(statement, tokens))
          : []),
      ];
    case 'DropStmt':
    case 'SecLabelStmt':
    case 'GrantStmt': {
      const { objtype = statement.tree.removeType } = statement.tree;
      return objtype === 'OBJECT_SCHEMA' ? behind('SCHEMA').map(toSchema) : [];
    }
    case 'CreateSchemaStmt':
      return behind('CREATE', 'SCHEMA').map(toSchema);
    case 'AlterDefaultPrivilegesStmt':
    case 'AlterPublicationStmt':
      return behind('IN', 'SCHEMA').map(toSchema);
    default:
      return [];
  }
}

const toSchema = (name: Token): Place => ({ kind: 'schema', name });

/** `COMMENT ON CONSTRAINT c ON a.b` */
function commentedTable({ from }: Statement, tokens: readonly Token[]): QualifiedName | undefined {
  const [schema, name] = [tokens[from + 5], tokens[from + 7]].map((token) => token && nameOfToken(token));
  return schema !== undefined && name !== undefined ? { schema, name } : undefined;
}
