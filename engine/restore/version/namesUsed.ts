import type { Meaning, Tree } from '../rename/grammar.ts';

/** Things of the server's own that definitions name, by what they are. */
export type ServerNameKind = 'function' | 'type' | 'operator' | 'operator class' | 'collation' | 'relation' | 'setting';

export interface ServerName {
  readonly kind: ServerNameKind;
  readonly name: string;
}

/**
 * What statements name that every database has from birth, as they are spelled under an empty search path: without a schema, or
 * with `pg_catalog`. What is text, as bodies of functions are, is not looked into.
 */
export function namesUsed(statements: readonly Meaning[]): ServerName[] {
  const found: ServerName[] = [];
  for (const { kind, tree } of statements) {
    if (settingKinds.has(kind)) found.push(...settingsIn(tree));
    const ofQueries = namesOfQueries(tree);
    const isOfServer = ({ kind, name }: ServerName) => kind !== 'relation' || !ofQueries.has(name);
    walk(tree, (node) => found.push(...namesIn(node).filter(isOfServer)));
  }
  return found;
}

/** What `WITH` gives a name, which may begin as those of the server do. */
function namesOfQueries(tree: Tree): ReadonlySet<string> {
  const names = new Set<string>();
  walk(tree, ({ ctename }) => typeof ctename === 'string' && names.add(ctename));
  return names;
}

const settingKinds: ReadonlySet<string> = new Set(['AlterDatabaseSetStmt', 'AlterRoleSetStmt']);

function settingsIn({ setstmt }: Tree): ServerName[] {
  return settingNamed((setstmt as Tree | undefined)?.name);
}

/** One with a dot is an application's own, and may have any name. */
function settingNamed(name: unknown): ServerName[] {
  return typeof name === 'string' && !name.includes('.') ? [{ kind: 'setting', name: name.toLowerCase() }] : [];
}

function namesIn(node: Tree): ServerName[] {
  if ('VariableSetStmt' in node) return settingNamed((node.VariableSetStmt as Tree).name);
  if ('FuncCall' in node) {
    const { funcname, funcformat } = node.FuncCall as Tree;
    return funcformat === 'COERCE_SQL_SYNTAX' ? [] : ownName('function', funcname); // the grammar's own names for EXTRACT and the like
  }
  if ('A_Expr' in node) {
    const { kind, name } = node.A_Expr as Tree;
    return operatorExpressions.has(kind as string) ? ownName('operator', name) : [];
  }
  if ('CollateClause' in node) return ownName('collation', (node.CollateClause as Tree).collname);
  if ('IndexElem' in node) return ownName('operator class', (node.IndexElem as Tree).opclass);
  if (typeof node.relname === 'string') return relationNamed(node.schemaname, node.relname);
  const { collname } = (node.collClause ?? {}) as Tree;
  return [
    ...ownName('collation', collname),
    ...typeIn(node.typeName),
    ...typeIn(node.returnType),
    ...typeIn(node.argType),
    ...typeIn(node.TypeName),
  ];
}

/** What else has no schema is a name of the query itself: `WITH x AS (…) SELECT … FROM x`. */
function relationNamed(schema: unknown, name: string): ServerName[] {
  const isOwn = (schema ?? 'pg_catalog') === 'pg_catalog' && name.startsWith('pg_');
  return isOwn ? [{ kind: 'relation', name }] : [];
}

const operatorExpressions: ReadonlySet<string> = new Set(['AEXPR_OP', 'AEXPR_OP_ANY', 'AEXPR_OP_ALL']);

function typeIn(type: unknown): ServerName[] {
  const { names, pct_type: isOfColumn } = (type ?? {}) as Tree;
  return isOfColumn ? [] : ownName('type', names);
}

function ownName(kind: ServerNameKind, names: unknown): ServerName[] {
  const parts = ((names ?? []) as { String?: { sval?: string } }[]).map(({ String: text }) => text?.sval ?? '');
  const name = parts.length === 1 || parts[0] === 'pg_catalog' ? parts.at(-1) : undefined;
  return name ? [{ kind, name }] : [];
}

/** Visits every node but the values of `(NAME = value)`: these are spelled as types, whatever they are. */
function walk(value: unknown, visit: (node: Tree) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, visit);
  } else if (typeof value === 'object' && value !== null) {
    visit(value as Tree);
    for (const [key, each] of Object.entries(value)) {
      if (key !== 'DefElem' || !isSpelledAsType(each as Tree)) walk(each, visit);
    }
  }
}

function isSpelledAsType({ arg }: Tree): boolean {
  return typeof arg === 'object' && arg !== null && 'TypeName' in arg;
}
