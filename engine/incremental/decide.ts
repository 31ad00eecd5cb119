import { type RangeRules, rangeRules, whyNoRange } from './rangeRules.ts';
import { type SetRules, setRules } from './setRules.ts';
import type { Changes } from './summaries.ts';
import { type TablePair, type TableRules, tableRules, whyNoTable } from './tableRules.ts';

/** Each by its name; a test leaves one out to see that it is needed. */
export interface Rules {
  readonly set: SetRules;
  readonly database: DatabaseRules;
  readonly table: TableRules;
  readonly range: RangeRules;
}

/** A database whose files were copied one by one, as CREATE DATABASE can do it, has no record of its blocks. */
const noFilesCopied = (changes: Changes): string | undefined =>
  changes.wholeDatabase ? 'files of the whole database were copied or moved' : undefined;

const databaseRules = { noFilesCopied } as const;
export type DatabaseRules = Partial<typeof databaseRules>;

export const allRules: Rules = { set: setRules, database: databaseRules, table: tableRules, range: rangeRules };

/** Why nothing can be proved by these summaries. */
export function whyNoDatabase(changes: Changes, { database }: Rules = allRules): string | undefined {
  return database.noFilesCopied?.(changes);
}

export interface RangeInQuestion extends TablePair {
  /** Of the range, from 0. */
  readonly number: number;
  readonly changes: Changes;
}

/**
 * Why a range must be read; undefined when what the older set has of it is what the new snapshot shows. To be asked only of a
 * set and a database that there is no objection to.
 */
export function whyRead({ was, now, number, changes }: RangeInQuestion, rules: Rules = allRules): string | undefined {
  const objection = whyNoTable({ was, now }, rules.table);
  if (objection !== undefined) return objection;
  const evidence = was.evidence ?? now;
  return whyNoRange({ number, was: evidence, now, changes: changes.tables.get(evidence.filenode) }, rules.range);
}
