import { describeEntry, relationKinds } from '../../archive/archiveGraph.ts';
import { rolesOf } from '../../archive/roles.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { quoteLiteral } from '../../postgres/identifier.ts';
import { nameList } from '../nameList.ts';
import { ownName } from '../rename/newNames.ts';
import { type Dependent, relationKey } from '../target/dependents.ts';
import { readOnlyProblems } from '../target/readOnly.ts';
import type { Action, PreviewInput } from './decide.ts';
import { largeObjectProblems } from './largeObjectPreview.ts';
import { missingRights } from './rightsProblems.ts';
import { serviceOfRole } from './serviceOwned.ts';
import { untakenProblems } from './untakenProblems.ts';

/** Something that stands in the way, with what to do about it. */
export interface Problem {
  readonly code: 'conflict' | 'privilege' | 'unsupported';
  readonly message: string;
  readonly hint: string;
  /** What of the target it is about, where the code does not tell: it takes no writes, lacks a role or an extension, or is of a version that does not know an object's definition. */
  readonly about?: 'writes' | 'roles' | 'extensions' | 'version';
}

/** Everything that stands in the way of what was decided, all of it at once. */
export function findProblems(
  entries: readonly ArchiveEntry[],
  input: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  return [
    ...readOnlyProblems(input.target.readOnly),
    ...conflicts(entries, input, actions),
    ...otherKinds(entries, input, actions),
    ...missingColumns(entries, input, actions),
    ...largeObjectProblems(input),
    ...brokenDependents(entries, input, actions),
    ...missingRoles(entries, input, actions),
    ...missingExtensions(entries, input, actions),
    ...untakenProblems(entries, input, actions),
    ...missingRights(entries, input, actions),
  ];
}

function conflicts(
  entries: readonly ArchiveEntry[],
  { graph, target }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  // what comes with a new table has a name of its own, and somebody else may have it
  const takesName = (entry: ArchiveEntry) => {
    const named = ownName(entry);
    return named !== undefined && (entry.desc === 'STATISTICS' ? target.has(entry) : target.isNameTaken(named));
  };
  const inTheWay = entries.filter((entry) =>
    graph.ownerOf(entry) === entry
      ? actions.get(entry.dumpId) === 'conflict'
      : actions.get(entry.dumpId) === 'create' && takesName(entry),
  );
  if (inTheWay.length === 0) return [];
  return [
    {
      code: 'conflict',
      message: `the target has ${nameList(inTheWay.map(describeEntry))} already`,
      hint: 'choose --conflict rename, skip, replace or append, restore into another database, or drop what is there',
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

/** The set's rows have values for each of their columns: the table that they are added to must take them all. */
function missingColumns(
  entries: readonly ArchiveEntry[],
  { graph, target, tables }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  const asked = new Set(entries);
  return tables.flatMap((table) => {
    const entry = graph.find('TABLE', table);
    if (!entry || !asked.has(entry) || actions.get(entry.dumpId) !== 'append' || table.structureOnly) return [];
    const there = target.columns.get(relationKey(table.schema, table.name));
    const missing = table.columns.filter((column) => !there?.has(column));
    if (there === undefined || missing.length === 0) return []; // or it is no table at all, which is said already
    return [
      {
        code: 'conflict' as const,
        message: `nothing can be appended to ${describeEntry(entry)}: the target's has no column ${nameList(missing)} to write to`,
        hint: 'add the columns, choose --conflict replace, or restore into another database',
      },
    ];
  });
}

const dropFirst =
  'drop those first: what is no table or view is not replaced, and a restore of the whole set creates its own again';

/** What uses a table is bound to the table itself, not to its name: what is not restored along would be lost. */
function brokenDependents(
  entries: readonly ArchiveEntry[],
  { target }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  const all = entries.filter((entry) => actions.get(entry.dumpId) === 'replace');
  const replaced = all.filter(({ desc }) => relationKinds.has(desc));
  const renewed = [...replaced, ...all.filter(({ desc }) => desc === 'PUBLICATION TABLE')];
  const names = new Set(renewed.map((entry) => relationKey(entry.namespace ?? '', entry.tag)));
  return replaced.flatMap((entry) => {
    const dependents = target.dependents.get(relationKey(entry.namespace ?? '', entry.tag)) ?? [];
    const left = dependents.filter((dependent) => isLost(dependent, entry, names));
    if (left.length === 0) return [];
    return [
      {
        code: 'conflict' as const,
        message: `${describeEntry(entry)} cannot be replaced: ${nameList(left.map(({ what }) => what))} would lose it`,
        hint: left.every(({ relation }) => relation === null)
          ? dropFirst
          : 'restore those along with it, or drop them first',
      },
    ];
  });
}

/** A table that is made of rows of a view could not go after it, and the view may need the table. */
function isLost({ relation, what }: Dependent, { desc }: ArchiveEntry, renewed: ReadonlySet<string>): boolean {
  return relation === null || !renewed.has(relation) || (desc !== 'TABLE' && what.startsWith('table column '));
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
  const ofServices = missing.filter((role) => serviceOfRole(role) !== undefined);
  const known = roles.filter(({ name }) => missing.includes(name) && !ofServices.includes(name));
  const whose = ofServices.map((role) => `${role} is ${serviceOfRole(role)}'s own`);
  const create = known.map(
    (role) =>
      `CREATE ROLE "${role.name.replaceAll('"', '""')}" ${role.attributes.filter(target.superuser ? () => true : isOrdinary).join(' ')};`,
  );
  return [
    {
      code: 'conflict',
      message: `the target has no role ${nameList(missing)}`,
      about: 'roles',
      hint: [
        'use --no-owner and --no-acl, map them with --map-role OLD=NEW, or create them first',
        ...(create.length > 0 ? [`: ${create.slice(0, 5).join(' ')}`] : []),
        ...(whose.length > 0 ? [` (${nameList(whose)}: map it, or do without)`] : []),
      ].join(''),
    },
  ];
}

/** Only a superuser gives the others: https://www.postgresql.org/docs/current/sql-createrole.html */
const isOrdinary = (attribute: string) => !['SUPERUSER', 'REPLICATION', 'BYPASSRLS'].includes(attribute);

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
    about: 'extensions' as const,
    hint: `install it there (pg_available_extensions lists what is offered), or restore only tables that do without: SELECT * FROM pg_available_extensions WHERE name = ${quoteLiteral(entry.tag)}`,
  }));
}
