import { PgstowError } from '../errors.ts';
import type { ArchiveEntry } from '../postgres/archive.ts';
import { quoteLiteral } from '../postgres/identifier.ts';
import type { RoleItem, TableItem } from '../repository/contents.ts';
import { type ArchiveGraph, describeEntry, relationKinds } from './archiveGraph.ts';
import { relationKey } from './dependents.ts';
import type { Conflict, RestoreRequest } from './request.ts';
import { rolesOf } from './roles.ts';
import type { Chosen } from './select.ts';
import { isBlank, nameOf, tokenize } from './sqlTokens.ts';
import type { TargetCatalog } from './targetCatalog.ts';

/** What a restore does with one object. */
export type Action =
  /** It is not in the target and is created. */
  | 'create'
  /** It is in the target and stays as it is; only tables, views and their kin are ever replaced or refused. */
  | 'keep'
  /** It is in the target, and `skip` was asked for. */
  | 'skip'
  /** It is built aside and takes the place of the one that is there, in one transaction. */
  | 'replace'
  /** The set's rows are added to those that are there. */
  | 'append'
  /** It is left out, for the reason given. */
  | 'omit'
  /** It is in the way: nothing is restored. */
  | 'conflict';

export interface PreviewItem {
  /** pg_dump's word, such as `TABLE` or `FUNCTION`. */
  readonly kind: string;
  readonly schema: string;
  readonly name: string;
  readonly action: Action;
  readonly reason?: string;
  /** Rows and bytes of COPY text that are loaded into it. */
  readonly rows?: number;
  readonly bytes?: number;
}

/** Something that stands in the way, with what to do about it. */
export interface Problem {
  readonly code: 'conflict' | 'privilege' | 'unsupported';
  readonly message: string;
  readonly hint: string;
}

/** What a restore will do, object by object, in the order it is done. What is previewed is what is carried out. */
export interface Preview {
  readonly items: readonly PreviewItem[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  readonly rows: number;
  readonly bytes: number;
}

/** The preview with what carrying it out needs. */
export interface RestorePlan {
  readonly preview: Preview;
  /** What happens to each entry, parts and remarks included; entries that are not chosen are absent. */
  readonly actions: ReadonlyMap<number, Action>;
  /** Tables whose rows are loaded. */
  readonly tables: readonly TableItem[];
  /** True when the whole set is restored: then large objects, which belong to no schema, are restored too. */
  readonly everything: boolean;
}

export interface PreviewInput {
  readonly graph: ArchiveGraph;
  readonly chosen: Chosen;
  readonly tables: readonly TableItem[];
  readonly roles: readonly RoleItem[];
  readonly target: TargetCatalog;
  readonly request: RestoreRequest;
}

/** Compares what is chosen with what is there, and decides for each object. Pure: it changes nothing and asks nobody. */
export function planRestore(input: PreviewInput): RestorePlan {
  const actions = new Map<number, Action>();
  const reasons = new Map<number, string>();
  const decide = (entry: ArchiveEntry, { action, reason }: Decision) => {
    actions.set(entry.dumpId, action);
    if (reason) reasons.set(entry.dumpId, reason);
  };
  const { graph, chosen } = input;
  const entries = graph.entries.filter(({ dumpId }) => chosen.asked.has(dumpId) || chosen.needed.has(dumpId));
  const wholes = entries.filter((entry) => graph.ownerOf(entry) === entry);
  for (const entry of wholes) decide(entry, decideWhole(entry, input));
  for (const entry of entries) {
    if (graph.ownerOf(entry) !== entry) decide(entry, decidePart(entry, input, actions));
  }
  const tables = input.tables.filter((table) => loads(table, input, actions));
  const items = entries
    .filter((entry) => graph.ownerOf(entry) === entry || actions.get(entry.dumpId) === 'omit')
    .map((entry) => toItem(entry, actions, reasons, tables));
  const warnings = [...omissions(items), ...emptyTables(input, actions), ...namesOfTables(entries, actions)];
  const preview: Preview = {
    items,
    problems: findProblems(entries, input, actions),
    warnings,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    bytes: tables.reduce((sum, table) => sum + table.bytes, 0),
  };
  return { preview, actions, tables, everything: chosen.everything };
}

/** Throws when something stands in the way: all of it at once. */
export function refuseProblems({ problems }: Preview): void {
  const [first] = problems;
  if (!first) return;
  throw new PgstowError(first.code, problems.map(({ message }) => message).join('; '), {
    hint: problems.map(({ hint }) => hint).join('; '),
  });
}

interface Decision {
  readonly action: Action;
  readonly reason?: string;
}

/** Kinds that only a superuser may create, and that a restore can do without. */
const superuserExtras: ReadonlySet<string> = new Set(['EVENT TRIGGER', 'SUBSCRIPTION']);

function decideWhole(entry: ArchiveEntry, { target, request, chosen }: PreviewInput): Decision {
  if (!request.acl && (entry.desc === 'ACL' || entry.desc === 'DEFAULT ACL')) {
    return { action: 'omit', reason: 'privileges are left out on request' };
  }
  if (!target.superuser && superuserExtras.has(entry.desc)) {
    return { action: 'omit', reason: `only a superuser may create it, and ${target.role} is none` };
  }
  if (!target.has(entry)) return { action: 'create' };
  if (!relationKinds.has(entry.desc)) return { action: 'keep', reason: 'it is there already' };
  if (chosen.needed.has(entry.dumpId)) return { action: 'keep', reason: 'it is needed and there already' };
  return { action: conflictAction(entry, request.conflict) };
}

function conflictAction(entry: ArchiveEntry, conflict: Conflict): Action {
  switch (conflict) {
    case 'fail':
      return 'conflict';
    case 'skip':
      return 'skip';
    case 'replace':
      return entry.desc === 'SEQUENCE' ? 'append' : 'replace'; // a sequence keeps its place and takes the set's value
    case 'append':
      return entry.desc === 'TABLE' || entry.desc === 'SEQUENCE' ? 'append' : 'keep';
  }
}

/** A part follows its whole, but for links to tables that are neither restored nor there. */
function decidePart(entry: ArchiveEntry, input: PreviewInput, actions: ReadonlyMap<number, Action>): Decision {
  const { graph, target, request, chosen } = input;
  const whole = graph.ownerOf(entry);
  const action = actions.get(whole.dumpId) ?? 'omit';
  if (entry.desc === 'ACL' && !request.acl) return { action: 'omit', reason: 'privileges are left out on request' };
  if (action === 'keep' && chosen.everything && whole.desc === 'SCHEMA' && whole.tag === 'public') {
    // every database has it from birth, and it is not the restoring role's; what is said of it is the set's
    return target.superuser
      ? { action: 'create' }
      : { action: 'omit', reason: 'only the owner of the schema may say it' };
  }
  if (action !== 'create' && action !== 'replace') return { action };
  const missing = missingLink(entry, whole, input, actions);
  if (missing) return { action: 'omit', reason: `${missing} is neither restored nor in the target` };
  if (!target.superuser && entry.desc === 'COMMENT' && whole.desc === 'EXTENSION') {
    return { action: 'omit', reason: 'only the owner of an extension may comment on it' };
  }
  return { action };
}

const linkKinds: ReadonlySet<string> = new Set(['FK CONSTRAINT', 'TABLE ATTACH', 'INDEX ATTACH', 'PUBLICATION TABLE']);

function missingLink(
  entry: ArchiveEntry,
  whole: ArchiveEntry,
  { graph, target }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): string | undefined {
  if (!linkKinds.has(entry.desc)) return undefined;
  const named = linkedTable(entry);
  if (named && graph.find('TABLE', named) === undefined && !target.hasRelation(named.schema, named.name)) {
    return `table ${named.schema}.${named.name}`; // excluded by the plan: the archive does not know it
  }
  for (const id of entry.dependencies) {
    const linked = graph.get(id);
    if (linked === undefined || linked === whole || graph.ownerOf(linked) === whole) continue;
    const other = graph.ownerOf(linked);
    if (actions.get(other.dumpId) === undefined && !target.has(other)) return describeEntry(other);
  }
  return undefined;
}

/** The table that a foreign key points to, or that a partition is attached to, as the statement names it. */
function linkedTable(entry: ArchiveEntry): { schema: string; name: string } | undefined {
  const word = { 'FK CONSTRAINT': 'references', 'TABLE ATTACH': 'only' }[entry.desc];
  const tokens = tokenize(entry.defn ?? '').filter((token) => !isBlank(token));
  const at = tokens.findIndex((token) => token.kind === 'word' && token.text.toLowerCase() === word);
  if (word === undefined || at < 0 || tokens[at + 2]?.text !== '.') return undefined;
  const [schema, name] = [nameOf(tokens[at + 1]), nameOf(tokens[at + 3])];
  return schema !== undefined && name !== undefined ? { schema, name } : undefined;
}

/** Whether a table's rows are loaded: it was asked for, and is created, replaced or appended to. */
function loads(
  table: TableItem,
  { graph, chosen, target }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): boolean {
  if (table.structureOnly) return false;
  if (table.extension !== undefined) {
    // a configuration table comes with its extension; one that was there keeps the rows it has
    return chosen.everything && !target.hasRelation(table.schema, table.name);
  }
  const entry = graph.find('TABLE', table);
  if (!entry || !chosen.asked.has(entry.dumpId)) return false;
  return ['create', 'replace', 'append'].includes(actions.get(entry.dumpId) ?? '');
}

function toItem(
  entry: ArchiveEntry,
  actions: ReadonlyMap<number, Action>,
  reasons: ReadonlyMap<number, string>,
  tables: readonly TableItem[],
): PreviewItem {
  const reason = reasons.get(entry.dumpId);
  const table =
    entry.desc === 'TABLE' && tables.find(({ schema, name }) => schema === entry.namespace && name === entry.tag);
  return {
    kind: entry.desc,
    schema: entry.namespace ?? '',
    name: entry.tag,
    action: actions.get(entry.dumpId) ?? 'omit',
    ...(reason && { reason }),
    ...(table && { rows: table.rows, bytes: table.bytes }),
  };
}

function omissions(items: readonly PreviewItem[]): string[] {
  return items
    .filter((item) => item.action === 'omit' && item.kind !== 'ACL' && item.kind !== 'DEFAULT ACL')
    .map((item) => `${item.kind} ${item.schema ? `${item.schema}.` : ''}${item.name} is left out: ${item.reason}`);
}

/** A view brings the tables that it reads, but not their rows. */
function emptyTables({ graph, chosen, tables }: PreviewInput, actions: ReadonlyMap<number, Action>): string[] {
  return tables.flatMap((table) => {
    const entry = graph.find('TABLE', table);
    if (!entry || !chosen.needed.has(entry.dumpId) || actions.get(entry.dumpId) !== 'create') return [];
    return [`${describeEntry(entry)} is created without its rows: it was not asked for, but what was needs it`];
  });
}

/** Such a column holds the table itself, not its name: it still means the one that is replaced. */
function namesOfTables(entries: readonly ArchiveEntry[], actions: ReadonlyMap<number, Action>): string[] {
  const replaced = entries.filter(({ desc, dumpId }) => desc === 'TABLE' && actions.get(dumpId) === 'replace');
  return replaced
    .filter(({ defn }) => /\breg(class|type)\b/.test(defn ?? ''))
    .map(
      (entry) => `${describeEntry(entry)} uses regclass or regtype: values that name a replaced table will name none`,
    );
}

function findProblems(
  entries: readonly ArchiveEntry[],
  input: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  return [
    ...conflicts(entries, input, actions),
    ...otherKinds(entries, input, actions),
    ...brokenDependents(entries, input, actions),
    ...missingRoles(entries, input, actions),
    ...missingExtensions(entries, input, actions),
    ...missingRights(entries, input, actions),
  ];
}

const list = (names: readonly string[]) =>
  names.length <= 10 ? names.join(', ') : `${names.slice(0, 10).join(', ')} and ${names.length - 10} more`;

function conflicts(
  entries: readonly ArchiveEntry[],
  { graph, target }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  // what comes with a new table has a name of its own, and somebody else may have it
  const takesName = ({ desc, namespace, tag }: ArchiveEntry) =>
    (desc === 'SEQUENCE' || desc === 'INDEX') && target.hasRelation(namespace ?? '', tag);
  const inTheWay = entries.filter((entry) =>
    graph.ownerOf(entry) === entry
      ? actions.get(entry.dumpId) === 'conflict'
      : actions.get(entry.dumpId) === 'create' && takesName(entry),
  );
  if (inTheWay.length === 0) return [];
  return [
    {
      code: 'conflict',
      message: `the target has ${list(inTheWay.map(describeEntry))} already`,
      hint: 'choose --conflict skip, replace or append, restore into another database, or drop what is there',
    },
  ];
}

/** Where the set has a table the target may have a view of that name: nothing can be added to it or take its place. */
function otherKinds(
  entries: readonly ArchiveEntry[],
  { target }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  const met = entries.filter(
    (entry) => relationKinds.has(entry.desc) && ['replace', 'append'].includes(actions.get(entry.dumpId) ?? ''),
  );
  const others = met.filter((entry) => target.has(entry) && !target.hasOfKind(entry));
  return others.map(({ desc, namespace, tag }) => ({
    code: 'conflict',
    message: `the target has ${namespace}.${tag} already, and there it is no ${desc}`,
    hint: 'drop or rename what is there, or leave it as it is with --conflict skip',
  }));
}

/** What uses a table is bound to the table itself, not to its name: what is not restored along would be lost. */
function brokenDependents(
  entries: readonly ArchiveEntry[],
  { target }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  const replaced = entries.filter((entry) => relationKinds.has(entry.desc) && actions.get(entry.dumpId) === 'replace');
  const names = new Set(replaced.map((entry) => relationKey(entry.namespace ?? '', entry.tag)));
  return replaced.flatMap((entry) => {
    const dependents = target.dependents.get(relationKey(entry.namespace ?? '', entry.tag)) ?? [];
    const left = dependents.filter(({ relation }) => relation === null || !names.has(relation));
    if (left.length === 0) return [];
    return [
      {
        code: 'conflict' as const,
        message: `${describeEntry(entry)} cannot be replaced: ${list(left.map(({ what }) => what))} would lose it`,
        hint: 'restore those along with it, or drop them first',
      },
    ];
  });
}

function missingRoles(
  entries: readonly ArchiveEntry[],
  { target, request, roles }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  const carriedOut = entries.filter(({ dumpId }) => ['create', 'replace'].includes(actions.get(dumpId) ?? ''));
  const named = new Set(carriedOut.flatMap((entry) => rolesOf(entry, request)));
  const missing = [...named].filter((role) => !target.roles.has(role)).sort();
  if (missing.length === 0) return [];
  const known = roles.filter((role) => missing.includes(role.name));
  const create = known.map((role) => `CREATE ROLE "${role.name.replaceAll('"', '""')}" ${role.attributes.join(' ')};`);
  return [
    {
      code: 'conflict',
      message: `the target has no role ${list(missing)}`,
      hint: [
        'use --no-owner and --no-acl, map them with --map-role OLD=NEW, or create them first',
        ...(create.length > 0 ? [`: ${create.slice(0, 5).join(' ')}`] : []),
      ].join(''),
    },
  ];
}

function missingExtensions(
  entries: readonly ArchiveEntry[],
  { target }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  const missing = entries.filter(
    (entry) =>
      entry.desc === 'EXTENSION' &&
      actions.get(entry.dumpId) === 'create' &&
      !target.availableExtensions.has(entry.tag),
  );
  return missing.map((entry) => ({
    code: 'unsupported',
    message: `the target's server does not offer the extension ${entry.tag}`,
    hint: `install it there (pg_available_extensions lists what is offered), or restore only tables that do without: SELECT * FROM pg_available_extensions WHERE name = ${quoteLiteral(entry.tag)}`,
  }));
}

function missingRights(
  entries: readonly ArchiveEntry[],
  { target }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  const creates = entries.some((entry) => ['create', 'replace', 'append'].includes(actions.get(entry.dumpId) ?? ''));
  if (target.mayCreate || !creates) return [];
  return [
    {
      code: 'privilege',
      message: `${target.role} may not create schemas in ${target.facts.name}`,
      hint: `GRANT CREATE ON DATABASE "${target.facts.name}" TO "${target.role}" (a restore keeps its notes in a schema of its own while it runs)`,
    },
  ];
}
