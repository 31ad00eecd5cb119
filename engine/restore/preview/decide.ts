import { type ArchiveGraph, describeEntry, relationKinds } from '../../archive/archiveGraph.ts';
import type { Chosen } from '../../archive/select.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { RoleItem, TableItem } from '../../repository/contents.ts';
import { isBeside, leftOutBeside, renamedAlong } from '../rename/decideBeside.ts';
import type { Conflict, RestoreRequest } from '../request.ts';
import type { TargetCatalog } from '../target/targetCatalog.ts';
import type { Untaken } from '../version/findUntaken.ts';
import { isPublic, keptByTarget } from './keptByTarget.ts';
import { leftOutForLack } from './leftOutParts.ts';
import { isGranted, objectOf, ownedByService, serviceOfExtension } from './serviceOwned.ts';

/** What a restore does with one object. */
export type Action =
  /** It is not in the target and is created. */
  | 'create'
  /** It is in the target and stays as it is; only tables, views and their kin are ever replaced or refused. */
  | 'keep'
  /** It is in the target, and `skip` was asked for. */
  | 'skip'
  /** Its name is taken, and it is created under another one. */
  | 'rename'
  /** It is built aside and takes the place of the one that is there, in one transaction. */
  | 'replace'
  /** The set's rows are added to those that are there. */
  | 'append'
  /** It is left out, for the reason given. */
  | 'omit'
  /** It is in the way: nothing is restored. */
  | 'conflict';

/** What there is to decide upon. */
export interface PreviewInput {
  readonly graph: ArchiveGraph;
  /** The same under the names of the set, where it is restored into other schemas. */
  readonly inSet: ArchiveGraph;
  readonly chosen: Chosen;
  readonly tables: readonly TableItem[];
  /** The OIDs of the set's large objects, ascending. */
  readonly largeObjects: readonly number[];
  readonly roles: readonly RoleItem[];
  readonly target: TargetCatalog;
  readonly request: RestoreRequest;
  /** Entries that the target has under the same name and with another definition. */
  readonly differing: ReadonlySet<number>;
  /** Why the target's version cannot take an entry. */
  readonly untaken: Untaken;
  /** What was found out before anything was compared. */
  readonly warnings: readonly string[];
}

export interface Decision {
  readonly action: Action;
  readonly reason?: string;
}

/** Kinds that only a superuser may create, and that a restore can do without. */
const superuserExtras: ReadonlySet<string> = new Set(['EVENT TRIGGER', 'SUBSCRIPTION']);

export function decideWhole(
  entry: ArchiveEntry,
  { graph, target, request, chosen, differing }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): Decision {
  if (!request.acl && (entry.desc === 'ACL' || entry.desc === 'DEFAULT ACL')) {
    return { action: 'omit', reason: 'privileges are left out on request' };
  }
  const owned = chosen.everything && target.service ? ownedByService(objectOf(entry), target.service) : undefined;
  if (owned) return { action: 'omit', reason: owned };
  if (!target.superuser && superuserExtras.has(entry.desc) && !isGranted(entry, target.service)) {
    return { action: 'omit', reason: `only a superuser may create it, and ${target.role} is none` };
  }
  const kept = keptByTarget(entry, { graph, target });
  if (kept) return { action: 'keep', reason: kept };
  const useless = uselessExtension(entry, { graph, target, chosen });
  if (useless) return { action: 'omit', reason: useless };
  if (!target.has(entry))
    return (request.conflict === 'rename' && renamedAlong(entry, graph, target, actions)) || { action: 'create' };
  const taken = decideThere(entry, { chosen, request });
  if (taken.action !== 'keep' || !differing.has(entry.dumpId)) return taken;
  return { action: 'keep', reason: 'it is there already, with another definition' };
}

function decideThere(entry: ArchiveEntry, { chosen, request }: Pick<PreviewInput, 'chosen' | 'request'>): Decision {
  if (!relationKinds.has(entry.desc)) return { action: 'keep', reason: 'it is there already' };
  if (chosen.needed.has(entry.dumpId)) return { action: 'keep', reason: 'it is needed and there already' };
  return decideTaken(entry, request.conflict);
}

/** A service puts extensions of its own into databases, which no other server has and nothing in there may need. */
function uselessExtension(
  entry: ArchiveEntry,
  { graph, target, chosen }: Pick<PreviewInput, 'graph' | 'target' | 'chosen'>,
): string | undefined {
  if (entry.desc !== 'EXTENSION' || target.availableExtensions.has(entry.tag)) return undefined;
  const service = serviceOfExtension(entry.tag);
  if (service === undefined) return undefined;
  const needsIt = (other: ArchiveEntry) => graph.ownerOf(other) !== entry && graph.needs(other).includes(entry);
  const isChosen = ({ dumpId }: ArchiveEntry) => chosen.asked.has(dumpId) || chosen.needed.has(dumpId);
  if (graph.entries.some((other) => isChosen(other) && needsIt(other))) return undefined;
  return `only ${service} has it, and nothing else in the set needs it`;
}

/** What becomes of a relation whose name is taken. */
function decideTaken(entry: ArchiveEntry, conflict: Conflict): Decision {
  const holdsSomething = entry.desc === 'TABLE' || entry.desc === 'SEQUENCE';
  switch (conflict) {
    case 'rename':
      return holdsSomething
        ? { action: 'rename', reason: 'it is there already' }
        : { action: 'keep', reason: 'it is there already, and holds nothing to restore beside it' };
    case 'fail':
      return { action: 'conflict' };
    case 'skip':
      return { action: 'skip' };
    case 'replace':
      return { action: entry.desc === 'SEQUENCE' ? 'append' : 'replace' }; // a sequence keeps its place, and goes on to the set's value
    case 'append':
      return { action: holdsSomething ? 'append' : 'keep' };
  }
}

/** A part follows its whole, but for links to tables that are neither restored nor there. */
export function decidePart(entry: ArchiveEntry, input: PreviewInput, actions: ReadonlyMap<number, Action>): Decision {
  const { graph, target, request, chosen } = input;
  const whole = graph.ownerOf(entry);
  const action = actions.get(whole.dumpId) ?? 'omit';
  if (entry.desc === 'ACL' && !request.acl) return { action: 'omit', reason: 'privileges are left out on request' };
  if (action === 'keep' && chosen.everything && isPublic(whole) && !target.publicInUse) {
    // every database has it from birth, and it is not the restoring role's; what is said of it is the set's
    return target.superuser
      ? { action: 'create' }
      : { action: 'omit', reason: 'only the owner of the schema may say it' };
  }
  if (action === 'append' && entry.desc === 'SEQUENCE' && !target.has(entry)) {
    return { action: 'omit', reason: `the target's ${describeEntry(whole)} does without it` };
  }
  if (action !== 'create' && action !== 'replace' && action !== 'rename') return { action };
  const leftOut =
    (isBeside(whole, input, actions) ? leftOutBeside(entry, input, actions) : undefined) ??
    leftOutForLack(entry, whole, input, actions);
  if (leftOut) return { action: 'omit', reason: leftOut };
  if (!target.superuser && entry.desc === 'COMMENT' && whole.desc === 'EXTENSION') {
    return { action: 'omit', reason: 'only the owner of an extension may comment on it' };
  }
  return { action };
}
