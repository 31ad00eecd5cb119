import { relationKinds } from '../../archive/archiveGraph.ts';
import { isOwned } from '../../archive/entrySql.ts';
import { linkedTable } from '../../archive/links.ts';
import { mapRole } from '../../archive/roles.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { quoteIdent, quoteQualified } from '../../postgres/identifier.ts';
import { nameList } from '../nameList.ts';
import { relationKey } from '../target/dependents.ts';
import type { RelationRights } from '../target/targetRights.ts';
import type { Action, PreviewInput } from './decide.ts';
import type { Problem } from './problems.ts';
import { superuserProblems } from './superuserProblems.ts';

/** What the restoring role lacks for what was decided, each with the SQL that gives it. A superuser lacks nothing. */
export function missingRights(
  entries: readonly ArchiveEntry[],
  input: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  if (input.target.superuser) return [];
  const doing = (...wanted: readonly Action[]) =>
    entries.filter(({ dumpId }) => wanted.includes(actions.get(dumpId) ?? 'omit'));
  const made = doing('create', 'replace');
  const added = doing('append');
  return [
    ...databaseRights(made.length + added.length > 0, input),
    ...schemaRights(made, added, input),
    ...rowRights(added, input),
    ...sequenceRights(added, input),
    ...ownership(doing('replace'), input),
    ...linkRights(made, input, actions),
    ...membership(made, input),
    ...superuserProblems(made, input.target),
  ];
}

const privilege = (message: string, hint: string): Problem => ({ code: 'privilege', message, hint });

function databaseRights(changes: boolean, { target }: PreviewInput): Problem[] {
  if (target.mayCreate || !changes) return [];
  return [
    privilege(
      `${target.role} may not create schemas in ${target.facts.name}`,
      `GRANT CREATE ON DATABASE ${quoteIdent(target.facts.name)} TO ${quoteIdent(target.role)}; -- a restore keeps its notes in a schema of its own while it runs`,
    ),
  ];
}

const inNoSchema: ReadonlySet<string> = new Set(['ACL', 'DEFAULT ACL', 'COMMENT', 'SECURITY LABEL']);

/** A schema that is still to be created is the role's own. */
function schemaRights(
  made: readonly ArchiveEntry[],
  added: readonly ArchiveEntry[],
  { target, graph }: PreviewInput,
): Problem[] {
  const { schemas } = target.rights;
  const of = (entries: readonly ArchiveEntry[]) =>
    unique(entries.filter(({ desc }) => !inNoSchema.has(desc)).flatMap(({ namespace }) => namespace ?? []));
  const uncreatable = of(made.filter((entry) => graph.ownerOf(entry) === entry)).filter((name) => {
    const rights = schemas.get(name);
    return rights && !(rights.usage && rights.create);
  });
  const unusable = of(added).filter((name) => schemas.get(name)?.usage === false && !uncreatable.includes(name));
  const grant = (rights: string, names: readonly string[]) =>
    `GRANT ${rights} ON SCHEMA ${names.map(quoteIdent).join(', ')} TO ${quoteIdent(target.role)};`;
  return [
    ...(uncreatable.length > 0
      ? [
          privilege(
            `${target.role} may not create anything in schema ${nameList(uncreatable)}`,
            grant('USAGE, CREATE', uncreatable),
          ),
        ]
      : []),
    ...(unusable.length > 0
      ? [privilege(`${target.role} may not use schema ${nameList(unusable)}`, grant('USAGE', unusable))]
      : []),
  ];
}

/** Rows are read back to be proved. */
function rowRights(added: readonly ArchiveEntry[], input: PreviewInput): Problem[] {
  const withRows = new Set(
    input.tables.filter(({ rows }) => rows > 0).map(({ schema, name }) => relationKey(schema, name)),
  );
  const tables = added.filter((entry) => entry.desc === 'TABLE' && withRows.has(keyOf(entry)));
  return [
    ...ungranted(tables, input, 'INSERT', 'add rows to'),
    ...(input.request.proof ? ungranted(tables, input, 'SELECT', 'read back the rows of') : []),
  ];
}

function sequenceRights(added: readonly ArchiveEntry[], input: PreviewInput): Problem[] {
  const sequences = added.filter(({ desc }) => desc === 'SEQUENCE');
  return [
    ...ungranted(sequences, input, 'UPDATE', 'set'),
    ...(input.request.conflict === 'append' ? ungranted(sequences, input, 'SELECT', 'read') : []),
  ];
}

type Grantable = 'INSERT' | 'SELECT' | 'UPDATE' | 'REFERENCES' | 'TRIGGER';

const fields: Readonly<Record<Grantable, keyof RelationRights>> = {
  INSERT: 'insert',
  SELECT: 'select',
  UPDATE: 'update',
  REFERENCES: 'references',
  TRIGGER: 'trigger',
};

/** One problem for all the relations on which one right is lacking. */
function ungranted(
  relations: readonly Pick<ArchiveEntry, 'desc' | 'namespace' | 'tag'>[],
  { target }: PreviewInput,
  right: Grantable,
  toDo: string,
): Problem[] {
  const lacking = relations.filter((entry) => target.rights.relations.get(keyOf(entry))?.[fields[right]] === false);
  const names = unique(lacking.map(({ namespace, tag }) => quoteQualified(namespace ?? '', tag)));
  if (names.length === 0) return [];
  const kind = lacking[0]!.desc === 'SEQUENCE' ? 'SEQUENCE' : 'TABLE';
  return [
    privilege(
      `${target.role} may not ${toDo} ${nameList(names)}`,
      `GRANT ${right} ON ${kind} ${names.join(', ')} TO ${quoteIdent(target.role)};`,
    ),
  ];
}

/** A sequence that belongs to a table goes with it. */
function ownership(replaced: readonly ArchiveEntry[], { target, graph }: PreviewInput): Problem[] {
  const wholes = replaced.filter((entry) => relationKinds.has(entry.desc) && graph.ownerOf(entry) === entry);
  return unowned(wholes, { target }, 'replace');
}

function unowned(
  relations: readonly Pick<ArchiveEntry, 'namespace' | 'tag'>[],
  { target }: Pick<PreviewInput, 'target'>,
  toDo: string,
): Problem[] {
  const strange = relations.flatMap((entry) => {
    const rights = target.rights.relations.get(keyOf(entry));
    return rights && !rights.owns
      ? [{ name: quoteQualified(entry.namespace ?? '', entry.tag), owner: rights.owner }]
      : [];
  });
  return [...Map.groupBy(strange, ({ owner }) => owner)].map(([owner, of]) =>
    privilege(
      `${target.role} may not ${toDo} ${nameList(unique(of.map(({ name }) => name)))}: the owner is ${owner}`,
      `GRANT ${quoteIdent(owner)} TO ${quoteIdent(target.role)};`,
    ),
  );
}

/** Tables that stay as they are, and that something new points to, hangs on or becomes a partition of. */
function linkRights(
  made: readonly ArchiveEntry[],
  input: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Problem[] {
  const standing = (desc: string) =>
    made
      .filter((entry) => entry.desc === desc)
      .flatMap((entry) => linkedTable(entry) ?? [])
      .filter(({ schema, name }) => {
        const action = actions.get(input.graph.find('TABLE', { schema, name })?.dumpId ?? -1);
        return action !== 'create' && action !== 'replace';
      })
      .map(({ schema, name }) => ({ desc: 'TABLE', namespace: schema, tag: name }));
  return [
    ...ungranted(standing('FK CONSTRAINT'), input, 'REFERENCES', 'let a foreign key point to'),
    ...ungranted(standing('TRIGGER'), input, 'TRIGGER', 'let a trigger name'),
    ...unowned(standing('TABLE ATTACH'), input, 'attach a partition to'),
  ];
}

/** To give something to another role one must be able to become it. Default privileges are always another role's. */
function membership(made: readonly ArchiveEntry[], { target, request }: PreviewInput): Problem[] {
  const owners = made
    .filter((entry) => (request.owner && isOwned(entry)) || entry.desc === 'DEFAULT ACL')
    .flatMap(({ owner }) => (owner ? mapRole(owner, request) : []));
  const others = unique(owners).filter((owner) => target.roles.has(owner) && !target.rights.becomes.has(owner));
  if (others.length === 0) return [];
  return [
    privilege(
      `${target.role} may give nothing to ${nameList(others)}`,
      `use --no-owner (and --no-acl for default privileges), or GRANT ${others.map(quoteIdent).join(', ')} TO ${quoteIdent(target.role)};`,
    ),
  ];
}

function keyOf({ namespace, tag }: Pick<ArchiveEntry, 'namespace' | 'tag'>): string {
  return relationKey(namespace ?? '', tag);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
