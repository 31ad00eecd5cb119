import { linkedTable } from '../../archive/links.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { allTables, type ManagedService, type SuperuserKind } from '../../postgres/services/managedService.ts';
import { type RecognizedService, services } from '../../postgres/services/recognizeService.ts';
import { nameList } from '../nameList.ts';
import type { Action, PreviewInput } from './decide.ts';

/** An object by pg_dump's word for its kind. */
interface NamedObject {
  readonly kind: string;
  readonly schema: string;
  readonly name: string;
}

/** What of a target that a service runs is the service's own, in words; undefined for what is anybody's. */
export function ownedByService({ kind, schema, name }: NamedObject, service: ManagedService): string | undefined {
  const { schemas, eventTriggers, publications } = service.own;
  const owned = (what: string) => `${what} is ${service.name}'s own`;
  if (kind === 'SCHEMA' && schemas.includes(name)) return owned(`schema ${name}`);
  if (schemas.includes(schema)) return owned(`schema ${schema}`);
  if (kind === 'EVENT TRIGGER' && eventTriggers.includes(name)) return owned(`event trigger ${name}`);
  if (kind === 'PUBLICATION' && publications.includes(name)) return owned(`publication ${name}`);
  return undefined;
}

export function objectOf({ desc, namespace, tag }: ArchiveEntry): NamedObject {
  return { kind: desc, schema: namespace ?? '', name: tag };
}

/** Whether a service lets its administrators, of whom the role is one, create what elsewhere only a superuser may. */
export function isGranted(entry: ArchiveEntry, service: RecognizedService | undefined): boolean {
  if (!service?.administers) return false;
  const { create } = service.administrators;
  if (entry.desc === 'EXTENSION') {
    return create.includes('EXTENSION') && (service.extensions === undefined || service.extensions.has(entry.tag));
  }
  if (isOfAllTables(entry)) return create.includes(allTables);
  return create.includes(entry.desc as SuperuserKind);
}

/** Of all tables, or of all of a schema: both are a superuser's. */
export function isOfAllTables({ desc, defn }: ArchiveEntry): boolean {
  if (desc === 'PUBLICATION TABLES IN SCHEMA') return true;
  return desc === 'PUBLICATION' && /\bFOR ALL TABLES\b/.test(defn ?? '');
}

/** The service that alone has an extension of this name. */
export function serviceOfExtension(name: string): string | undefined {
  return services.findLast(({ own }) => own.extensions.includes(name))?.name;
}

/** The service whose own a role is, wherever it was met: Aurora has those of RDS. */
export function serviceOfRole(role: string): string | undefined {
  return services.findLast(({ own }) => own.roles.includes(role))?.name;
}

/** What the service keeps to itself is told in one sentence, and what to do where it is wanted. */
export function serviceWarnings(
  entries: readonly ArchiveEntry[],
  { target, graph }: Pick<PreviewInput, 'target' | 'graph'>,
  actions: ReadonlyMap<number, Action>,
): string[] {
  const { service } = target;
  if (!service) return [];
  const isOwn = (entry: ArchiveEntry) => ownedByService(objectOf(entry), service) !== undefined;
  const left = entries.filter((entry) => actions.get(entry.dumpId) === 'omit' && isOwn(graph.ownerOf(entry)));
  if (left.length === 0) return [];
  const schemas = unique(left.flatMap(({ namespace }) => namespace ?? [])).sort();
  const others = left.filter((entry) => graph.ownerOf(entry) === entry && !entry.namespace && entry.desc !== 'SCHEMA');
  const made = left
    .filter(({ desc }) => desc === 'TRIGGER' || desc === 'POLICY')
    .map(({ desc, namespace, tag }) => `${desc} ${namespace}.${tag}`);
  return [
    ...(schemas.length > 0
      ? [
          `${service.name} keeps schema ${nameList(schemas)} to itself: what the set has in there is left out, rows too; --table ${schemas[0]}.TABLE --conflict append brings those of a table, --map-schema ${schemas[0]}=OTHER puts all of it elsewhere`,
        ]
      : []),
    ...(made.length > 0 ? [`left out with it, and perhaps your own: ${nameList(made)}`] : []),
    ...(others.length > 0
      ? [
          `${service.name} has its own ${nameList(others.map(({ desc, tag }) => `${desc} ${tag}`))}: those of the set are left out`,
        ]
      : []),
    ...foreignKeyWarning(entries, service, { graph, actions }),
  ];
}

/** Their rows are the service's, and may not be there. */
function foreignKeyWarning(
  entries: readonly ArchiveEntry[],
  service: ManagedService,
  { graph, actions }: Pick<PreviewInput, 'graph'> & { readonly actions: ReadonlyMap<number, Action> },
): string[] {
  const tables = entries.flatMap((entry) => {
    if (entry.desc !== 'FK CONSTRAINT' || !['create', 'replace'].includes(actions.get(entry.dumpId) ?? '')) return [];
    const linked = linkedTable(entry);
    const own = linked && ownedByService({ kind: 'TABLE', ...linked }, service);
    return own && graph.ownerOf(entry).namespace !== linked.schema ? [`${linked.schema}.${linked.name}`] : [];
  });
  if (tables.length === 0) return [];
  const [first] = tables;
  return [
    `foreign keys point to ${nameList(unique(tables))}, whose rows must be there first: restore them with --table ${first} --conflict append`,
  ];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
