import { PgstowError } from '../errors.ts';
import type { Selection, SequenceSelection } from '../spec/selection.ts';
import type { CatalogLargeObject } from './catalog/largeObjects.ts';
import type { CatalogTable } from './catalog/tables.ts';
import { quoteIdent, quoteQualified } from './identifier.ts';

/** Who reads, and the plan that says what. */
export interface Reader {
  readonly role: string;
  /** The plan's id. */
  readonly plan: string;
}

/**
 * What keeps a role from reading a selection, each as the error that names it and the SQL that mends it; undefined when
 * nothing does. To be asked before anything is read: the server would name one thing at a time, and some only at the end.
 */
export function missingSchemaRights(
  members: readonly { readonly schema: string; readonly mayUseSchema: boolean }[],
  reader: Reader,
): PgstowError | undefined {
  const closed = new Set(members.filter(({ mayUseSchema }) => !mayUseSchema).map(({ schema }) => quoteIdent(schema)));
  return lacking(
    [...closed],
    'use the schema',
    (list) => `GRANT USAGE ON SCHEMA ${list} TO ${quoteIdent(reader.role)};`,
    reader,
  );
}

export function missingTableRights(selection: Selection, reader: Reader): PgstowError | undefined {
  const unreadable = lockedTables(selection)
    .filter(({ mayRead }) => !mayRead)
    .map(qualified);
  return lacking(unreadable, 'read', (list) => `GRANT SELECT ON ${list} TO ${quoteIdent(reader.role)};`, reader);
}

export function missingSequenceRights({ kept }: SequenceSelection, reader: Reader): PgstowError | undefined {
  const unreadable = kept.filter(({ mayRead }) => !mayRead).map(qualified);
  const grant = (list: string) => `GRANT SELECT ON SEQUENCE ${list} TO ${quoteIdent(reader.role)};`;
  return lacking(unreadable, 'read the sequence', grant, reader);
}

export function missingLargeObjectRights(
  objects: readonly CatalogLargeObject[],
  reader: Reader,
): PgstowError | undefined {
  const unreadable = objects.filter(({ mayRead }) => !mayRead).map(({ oid }) => String(oid));
  const grant = (list: string) => `GRANT SELECT ON LARGE OBJECT ${list} TO ${quoteIdent(reader.role)};`;
  return lacking(unreadable, 'read the large object', grant, reader);
}

/** A policy would leave rows out, and with `row_security = off` that is an error in the middle of the backup. */
export function hiddenRows({ data }: Selection, { role }: Reader): PgstowError | undefined {
  const hidden = data.filter(({ rowSecurity }) => rowSecurity).map(qualified);
  if (hidden.length === 0) return undefined;
  return new PgstowError('privilege', `row-level security would hide rows of ${some(hidden)} from role ${role}`, {
    hint: `ALTER ROLE ${quoteIdent(role)} BYPASSRLS; or make the tables structureOnly in the plan`,
  });
}

/** What a backup locks: a foreign table's rows are not read, and its definition needs no lock. */
export function lockedTables({ data, structureOnly }: Selection): readonly CatalogTable[] {
  return [...data, ...structureOnly].filter(({ kind }) => kind !== 'f');
}

/** So many are named; thousands are no message. */
const namedAtMost = 10;

function lacking(
  names: readonly string[],
  what: string,
  grant: (list: string) => string,
  { role, plan }: Reader,
): PgstowError | undefined {
  if (names.length === 0) return undefined;
  const sql = names.length <= namedAtMost ? `${grant(names.join(', '))} ` : '';
  return new PgstowError('privilege', `role ${role} may not ${what} ${some(names)}`, {
    hint: `${sql}pgstow grants ${plan} --for backup prints all the SQL that the role needs`,
  });
}

function some(names: readonly string[]): string {
  const named = names.slice(0, namedAtMost).join(', ');
  return names.length > namedAtMost ? `${named} and ${names.length - namedAtMost} more` : named;
}

function qualified({ schema, name }: { schema: string; name: string }): string {
  return quoteQualified(schema, name);
}
