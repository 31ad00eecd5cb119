import { describeEntry } from '../../archive/archiveGraph.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { PreviewInput } from '../decide.ts';
import { nameList } from '../nameList.ts';
import type { Decisions } from '../preview.ts';
import { tablesOf } from './decideBeside.ts';
import type { ArchiveToRestore } from './renameArchive.ts';

/** What one should know of a restore beside what is there. */
export function renameWarnings(decided: Decisions, input: PreviewInput, archive: ArchiveToRestore): string[] {
  if (archive.names.size === 0) return [];
  return [...stillTheTargets(decided, input), ...pointingAside(decided, input, archive), ...published(archive, input)];
}

/** What is created as it was and names a table that is restored under another name. */
function stillTheTargets({ entries, actions }: Decisions, { graph }: PreviewInput): string[] {
  const created = entries.filter((entry) => actions.get(entry.dumpId) === 'create' && graph.ownerOf(entry) === entry);
  return created
    .filter(({ desc }) => desc !== 'TABLE' && desc !== 'SEQUENCE')
    .flatMap((entry) => {
      const renamed = tablesOf(entry, graph).find(({ dumpId }) => actions.get(dumpId) === 'rename');
      if (!renamed) return [];
      return [
        `${describeEntry(entry)} is created as it was: ${renamed.namespace}.${renamed.tag} means the target's there`,
      ];
    });
}

/** Tables that keep their names, and have foreign keys or defaults that go to restored tables under other names. */
function pointingAside(
  { entries, actions }: Decisions,
  { graph }: PreviewInput,
  { names }: ArchiveToRestore,
): string[] {
  const pointing = new Map<ArchiveEntry, Set<string>>();
  for (const entry of entries.filter(({ dumpId }) => actions.get(dumpId) === 'create')) {
    const whole = graph.ownerOf(entry);
    if (whole.desc !== 'TABLE') continue;
    for (const other of entry.dependencies.flatMap((id) => graph.get(id) ?? []).map((need) => graph.ownerOf(need))) {
      const name = actions.get(other.dumpId) === 'rename' ? names.get(other.dumpId) : undefined;
      if (name) pointing.set(whole, (pointing.get(whole) ?? new Set()).add(`${name.schema}.${name.name}`));
    }
  }
  return [...pointing].map(
    ([table, to]) =>
      `${describeEntry(table)} keeps its name, and what it has of other restored tables it has of ${nameList([...to])}`,
  );
}

/** A publication of everything takes in what is restored beside the original: its subscribers have no such table. */
function published({ names }: ArchiveToRestore, { target }: PreviewInput): string[] {
  const schemas = new Set([...names.values()].map(({ schema }) => schema));
  return target.publications
    .filter(({ schema }) => schema === null || schemas.has(schema))
    .map(({ name, schema }) => {
      const all = schema === null ? 'all tables' : `all tables of schema ${schema}`;
      return `publication ${name} of the target publishes ${all}: the restored ones too, which its subscribers do not have`;
    });
}
