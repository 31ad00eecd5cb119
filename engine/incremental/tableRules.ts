import type { TableEvidence } from '../repository/evidence.ts';
import { firstObjection, type Rule } from './firstObjection.ts';

/** A table as the new snapshot shows it. */
export interface TableNow extends TableEvidence {
  /** `pg_class.relpersistence`. */
  readonly persistence: string;
  readonly heap: boolean;
  /** An extension's WHERE clause; null or empty where all rows are read. */
  readonly condition: string | null;
  /** True when the text of a value depends on what no fingerprint tells, such as the names of other objects. */
  readonly volatileText: boolean;
}

/** A table as an older set has it. */
export interface TableThen {
  readonly persistence: string;
  /** As {@link TableNow.condition}; the rows that it left out then may be asked for now. */
  readonly condition?: string | undefined;
  /** Absent where its ranges are never to be referred to. */
  readonly evidence?: TableEvidence | undefined;
}

export interface TablePair {
  readonly was: TableThen;
  readonly now: TableNow;
}

/** Why no range of the table can be proved to be unchanged. */
type TableRule = Rule<TablePair>;

/** The catalogs changed while it was read, so that nobody knows which text which row has. */
const readInPeace: TableRule = ({ was }) =>
  was.evidence ? undefined : 'nothing was noted of it, or its definition changed while it was read';

/** Rows of unlogged tables are not in the WAL. */
const logged: TableRule = ({ was, now }) =>
  was.persistence === 'p' && now.persistence === 'p' ? undefined : 'its rows are, or were, not in the WAL';

/** Only of the heap it is known that rows stay in their blocks. */
const heap: TableRule = ({ now }) => (now.heap ? undefined : 'it is of another access method than heap');

/** A condition may ask anything, of other tables too. */
const allRows: TableRule = ({ was, now }) =>
  was.condition || now.condition ? 'its extension chooses, or chose, its rows by a condition' : undefined;

/** VACUUM FULL, CLUSTER, TRUNCATE and many an ALTER TABLE give a table new files. */
const sameFile: TableRule = ({ was, now }) =>
  was.evidence?.filenode === now.filenode ? undefined : 'it was rewritten or truncated';

/** The same bytes of a row become another text when a type or a column is changed. */
const sameDefinition: TableRule = ({ was, now }) =>
  was.evidence?.fingerprint === now.fingerprint ? undefined : 'its columns, or a type of theirs, were changed';

/** The text of `regclass` and its kin is a name, which may change elsewhere. */
const lastingText: TableRule = ({ now }) =>
  now.volatileText ? 'it has a column whose text depends on other objects, such as a regclass' : undefined;

/** The ranges must be the same slices of it. */
const sameDivision: TableRule = ({ was, now }) =>
  was.evidence?.blocksPerRange === now.blocksPerRange ? undefined : 'it is divided into other ranges now';

export const tableRules = {
  readInPeace,
  logged,
  heap,
  allRows,
  sameFile,
  sameDefinition,
  lastingText,
  sameDivision,
} as const;
export type TableRules = Partial<typeof tableRules>;

/** The first objection to what an older set has of a table. */
export function whyNoTable(pair: TablePair, rules: TableRules = tableRules): string | undefined {
  return firstObjection(rules, pair);
}
