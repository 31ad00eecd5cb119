import { describeEntry } from '../../archive/archiveGraph.ts';
import { isBlank, nameOf, tokenize } from '../../archive/sqlTokens.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { nameList } from '../nameList.ts';
import type { PreviewInput } from '../preview/decide.ts';
import type { Decisions } from '../preview/preview.ts';
import { tablesOf } from './decideBeside.ts';
import type { ArchiveToRestore } from './renameArchive.ts';

/** What one should know of a restore beside what is there. */
export function renameWarnings(decided: Decisions, input: PreviewInput, archive: ArchiveToRestore): string[] {
  if (archive.names.size === 0) return [];
  return [
    ...stillTheTargets(decided, input),
    ...pointingAside(decided, input, archive),
    ...sharingSequences(decided, input),
    ...published(decided, archive, input),
  ];
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

/** Tables under other names whose defaults take values from sequences of the target: those are not restored along. */
function sharingSequences({ entries, actions }: Decisions, { graph }: PreviewInput): string[] {
  const sharing = new Map<ArchiveEntry, Set<string>>();
  for (const entry of entries.filter(({ dumpId }) => actions.get(dumpId) === 'rename')) {
    const kept = graph.needs(entry).filter(({ desc, dumpId }) => desc === 'SEQUENCE' && actions.get(dumpId) === 'keep');
    const table = graph.ownerOf(entry);
    for (const { namespace, tag } of kept) {
      sharing.set(table, (sharing.get(table) ?? new Set()).add(`${namespace}.${tag}`));
    }
  }
  return [...sharing].map(
    ([table, sequences]) =>
      `${describeEntry(table)} takes its defaults from the target's ${nameList([...sequences])} under its new name, too: restore what that belongs to along with it, and it has its own`,
  );
}

/** A publication of everything takes in what is restored beside the original: its subscribers have no such table. */
function published(
  { entries, actions }: Decisions,
  { names }: ArchiveToRestore,
  { target, graph }: PreviewInput,
): string[] {
  const schemas = new Set([...names.values()].map(({ schema }) => schema));
  const created = entries.filter(({ dumpId }) => actions.get(dumpId) === 'create');
  const restored = [
    ...created
      .filter(({ desc, defn }) => desc === 'PUBLICATION' && /\bFOR ALL TABLES\b/.test(defn ?? ''))
      .map(({ tag }) => ({ name: tag, schema: null })),
    ...created
      .filter(({ desc }) => desc === 'PUBLICATION TABLES IN SCHEMA')
      .map((entry) => ({ name: graph.ownerOf(entry).tag, schema: schemaIn(entry) })),
  ].map((publication) => ({ ...publication, of: 'that is restored' }));
  const there = target.publications.map((publication) => ({ ...publication, of: 'of the target' }));
  return [...there, ...restored]
    .filter(({ schema }) => schema === null || schemas.has(schema))
    .map(({ name, schema, of }) => {
      const all = schema === null ? 'all tables' : `all tables of schema ${schema}`;
      return `publication ${name} ${of} publishes ${all}: the restored ones too, which its subscribers do not have`;
    });
}

/** `ALTER PUBLICATION p ADD TABLES IN SCHEMA a` */
function schemaIn({ defn }: ArchiveEntry): string {
  const tokens = tokenize(defn ?? '').filter((token) => !isBlank(token));
  return nameOf(tokens[tokens.findIndex(({ text }) => text === 'SCHEMA') + 1]) ?? '';
}
