import { type ArchiveGraph, describeEntry } from '../../archive/archiveGraph.ts';
import { PgstowError } from '../../errors.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { nameOfEntry } from '../target/catalogObjects.ts';
import { ownName } from './newNames.ts';

type Test = (entry: ArchiveEntry) => boolean;

/** What a set restores into other schemas: the same entries under the names of the set and under those that they get. */
interface Moved {
  readonly inSet: ArchiveGraph;
  readonly entries: readonly ArchiveEntry[];
  readonly isChosen: Test;
}

/** A schema in which nothing is ever looked for. */
export const nowhere = '';

/**
 * Rejects with `input` when two objects that are restored, or that these name, would get the same name: schemas of the set may
 * hold objects of one name. An index, too, has a name in its schema, and so has a type, where tables have theirs.
 */
export function refuseCollisions({ inSet, entries, isChosen }: Moved): void {
  const named = new Set(inSet.entries.filter(isChosen).flatMap((entry) => [entry.dumpId, ...namedBy(entry, inSet)]));
  const byName = Map.groupBy(
    entries.filter(({ dumpId }) => named.has(dumpId)),
    (entry) => takenName(entry, inSet),
  );
  byName.delete(undefined);
  const schemaInSet = ({ dumpId }: ArchiveEntry) => inSet.get(dumpId)?.namespace;
  const colliding = [...byName.values()].filter((of) => new Set(of.map(schemaInSet)).size > 1);
  if (colliding.length === 0) return;
  const [first, second] = colliding[0]!.map(({ dumpId }) => describeEntry(inSet.get(dumpId)!));
  const more = colliding.length === 1 ? '' : `, and so would ${colliding.length - 1} more`;
  throw new PgstowError('input', `${first} and ${second} would get the same name${more}`, {
    hint: 'map the schemas to different ones with --map-schema, or restore them one at a time with --schema',
  });
}

function namedBy({ dependencies }: ArchiveEntry, inSet: ArchiveGraph): number[] {
  return dependencies.flatMap((id) => inSet.get(id) ?? []).map((need) => inSet.ownerOf(need).dumpId);
}

/** The name that an entry takes in its schema, among those that it could meet; undefined for what takes none. */
function takenName(entry: ArchiveEntry, inSet: ArchiveGraph): string | undefined {
  if (!entry.namespace) return undefined;
  const own = ownName(entry);
  if (own && entry.desc !== 'STATISTICS') return JSON.stringify(['relation', own.schema, own.name]);
  const isWhole = inSet.ownerOf(inSet.get(entry.dumpId)!).dumpId === entry.dumpId;
  if (!isWhole && entry.desc !== 'STATISTICS') return undefined;
  const { kind, schema, name } = nameOfEntry(entry);
  return JSON.stringify([kind === 'type' ? 'relation' : kind, schema, name]);
}

/** What of a set that is not restored has the name of something that is: by its name it is not to be found. */
export function inTheWay({ inSet, entries, isChosen }: Moved): ReadonlySet<number> {
  const taken = new Set(entries.filter(isChosen).map((entry) => takenName(entry, inSet)));
  taken.delete(undefined);
  const others = entries.filter((entry) => !isChosen(entry) && taken.has(takenName(entry, inSet)));
  return new Set(others.map(({ dumpId }) => dumpId));
}
