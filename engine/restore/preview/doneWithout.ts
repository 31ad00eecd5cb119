import type { ArchiveEntry } from '../../postgres/archive.ts';
import { nameList } from '../nameList.ts';
import { settingsOfDatabase } from '../target/settings.ts';
import type { TargetCatalog } from '../target/targetCatalog.ts';
import type { Action, PreviewInput } from './decide.ts';

/** What a restore does without, because the target cannot take it from this role. It is said. */
export function doneWithout(
  entries: readonly ArchiveEntry[],
  { target }: PreviewInput,
  actions: ReadonlyMap<number, Action>,
): string[] {
  const made = entries.filter(({ dumpId }) => ['create', 'replace', 'rename'].includes(actions.get(dumpId) ?? ''));
  return [...tablespaces(made, target), ...settings(made, target)];
}

function tablespaces(made: readonly ArchiveEntry[], { tablespaces, role }: TargetCatalog): string[] {
  const elsewhere = made.filter(({ tablespace }) => tablespace && !tablespaces.has(tablespace));
  if (elsewhere.length === 0) return [];
  const names = [...new Set(elsewhere.map(({ tablespace }) => tablespace!))].sort();
  const count = elsewhere.length === 1 ? '1 object comes' : `${elsewhere.length} objects come`;
  return [
    `${count} into the default tablespace of the database: ${role} may create nothing in a tablespace ${nameList(names)} of the target`,
  ];
}

function settings(made: readonly ArchiveEntry[], target: TargetCatalog): string[] {
  const left = made.flatMap(settingsOfDatabase).filter((setting) => !maySet(setting, target));
  if (left.length === 0) return [];
  const names = left.map(({ setting, role }) => (role === undefined ? setting : `${setting} of role ${role}`));
  return [`settings of the database that ${target.role} may not give it are left out: ${nameList(names)}`];
}

/** Statements among the database's properties that the role may not run. */
export function forbiddenStatements(entry: ArchiveEntry, target: TargetCatalog): ReadonlySet<string> {
  return new Set(
    settingsOfDatabase(entry)
      .filter((each) => !maySet(each, target))
      .map(({ statement }) => statement),
  );
}

/** Of another role only who administers it may say it: https://www.postgresql.org/docs/current/sql-alterrole.html */
function maySet(
  { setting, role }: { readonly setting: string; readonly role?: string },
  target: TargetCatalog,
): boolean {
  if (target.superuser) return true;
  return target.rights.settings.has(setting) && (role === undefined || role === target.role);
}
