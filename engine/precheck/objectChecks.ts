import { listLargeObjects } from '../postgres/catalog/largeObjects.ts';
import type { CatalogTable } from '../postgres/catalog/tables.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import {
  hiddenRows,
  lockedTables,
  missingLargeObjectRights,
  missingSchemaRights,
  missingSequenceRights,
  missingTableRights,
  type Reader,
} from '../postgres/missingRights.ts';
import { listUnreadableExtensions, unreadableExtension } from '../postgres/refusals.ts';
import { idleExclusions, idlePatterns, takesLargeObjects } from '../spec/selection.ts';
import { type Check, checkEach, fail, failed, type Outcome, pass, unless, warn } from './report.ts';
import { type Source, tablesWithRows } from './source.ts';

/** What the plan selects, and whether its role may read it. */
export function objectChecks(source: Source): Promise<Check[]> {
  const { selection, sequences } = source;
  const reader = readerOf(source);
  const { role } = reader;
  const members = [...lockedTables(selection), ...sequences.kept];
  return checkEach({
    objects: () => objectsCheck(source),
    schemas: () => unless(missingSchemaRights(members, reader), `${role} may use every schema that it needs`),
    tables: () => unless(missingTableRights(selection, reader), `${role} may read every selected table`),
    sequences: () => unless(missingSequenceRights(sequences, reader), `${role} may read every sequence`),
    'row-level security': () => unless(hiddenRows(selection, reader), `no policy hides rows from ${role}`),
    'large objects': () => largeObjectsCheck(source),
    extensions: () => extensionsCheck(source),
    'foreign tables': () => foreignTablesCheck(source),
    'unlogged tables': () => unloggedTablesCheck(source),
  });
}

function readerOf({ target, plan }: Source): Reader {
  return { role: target.user, plan: plan.id };
}

function objectsCheck({ plan, tables, selection }: Source): Outcome {
  const { structureOnly, excluded } = selection;
  const idle = idlePatterns(tables, plan.document.objects);
  if (idle) return failed(idle);
  const withRows = tablesWithRows(selection);
  if (withRows.length === 0) {
    return warn('no table with rows is selected: a set will hold definitions only', 'look at objects in the plan');
  }
  const size = Math.ceil(withRows.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6);
  const chosen = `${counted(withRows.length, 'table')} with rows (${size} MB in the database), ${structureOnly.length} structure only, ${excluded.length} excluded`;
  const vain = idleExclusions(tables, plan.document.objects);
  if (vain.length === 0) return pass(chosen);
  return warn(
    `${chosen}; ${vain.join(', ')}`,
    'nothing to do where such tables come and go; else correct the pattern: names are case-sensitive',
  );
}

async function largeObjectsCheck(source: Source): Promise<Outcome> {
  const { client, facts, selection, target } = source;
  const objects = await listLargeObjects(client, facts.versionNumber);
  if (objects.length === 0) return pass('there are none');
  if (!takesLargeObjects(selection)) {
    return warn(
      `${counted(objects.length, 'large object')} will not be in the set: they belong to no schema, and the plan selects tables`,
      'to have them, make a plan without objects.include and objects.exclude (structureOnly is no hindrance)',
    );
  }
  const missing = missingLargeObjectRights(objects, readerOf(source));
  return unless(missing, `${target.user} may read all ${objects.length}`);
}

async function extensionsCheck({ client }: Source): Promise<Outcome> {
  return unless(unreadableExtension(await listUnreadableExtensions(client)), 'none that keeps rows out of sight');
}

function foreignTablesCheck({ selection }: Source): Outcome {
  const foreign = [...selection.data, ...selection.structureOnly].filter(({ kind }) => kind === 'f');
  if (foreign.length === 0) return pass('there are none');
  return warn(
    `only the definition of ${names(foreign)} is backed up: the rows of a foreign table are on another server`,
    'back up that server by a plan of its own',
  );
}

function unloggedTablesCheck({ facts, selection }: Source): Outcome {
  const unlogged = tablesWithRows(selection).filter(({ persistence }) => persistence === 'u');
  if (unlogged.length === 0) return pass('there are none');
  if (!facts.inRecovery) return pass(`the rows of ${names(unlogged)} are backed up like any others`);
  const patterns = unlogged.map(({ schema, name }) => `"${pattern(schema)}.${pattern(name)}"`).join(', ');
  return fail(
    `${names(unlogged)} cannot be read: a standby has no rows of unlogged tables`,
    `objects: { structureOnly: [${patterns}] } in the plan, or back up the primary`,
  );
}

/** A name in a plan's pattern; quoted where it holds characters that a pattern gives a meaning. */
function pattern(name: string): string {
  return /[*?."]/.test(name) ? `\\"${name.replaceAll('"', '\\"\\"')}\\"` : name;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function names(tables: readonly CatalogTable[]): string {
  const named = tables.slice(0, 10).map(({ schema, name }) => quoteQualified(schema, name));
  return tables.length > 10 ? `${named.join(', ')} and ${tables.length - 10} more` : named.join(', ');
}
