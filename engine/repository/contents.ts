import type { TableEvidence, TableReading } from './evidence.ts';

/**
 * What a set holds, table by table and range by range: the set's `contents.ndjson.zst`. One JSON line an item, so that a
 * set of a million ranges is written and read as a stream, and can be read by a person with `zstd -dc`.
 */

/** Which set. */
export interface SetName {
  /** The plan's id. */
  readonly plan: string;
  /** The set's id. */
  readonly set: string;
}

/** A slice of a blob's uncompressed content. A range's content is its pieces, one after the other. */
export interface Piece {
  /** The blob's name: the hash of its content, followed by `.1`, `.2`, … where a prune was about to delete that name. */
  readonly blob: string;
  /** Bytes from the start of the blob's uncompressed content. */
  readonly offset: number;
  /** Bytes of uncompressed content. */
  readonly length: number;
}

/** Count and hash of a bag of rows: equal bags have equal digests whatever their order. */
export interface RowsDigest {
  /** Rows, each one line of COPY text format. */
  readonly rows: number;
  /**
   * Sum modulo 2^64 of the XXH64 (seed 0) of each row's COPY text, its newline included, as 16 lower-case hex digits.
   * Source: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
   */
  readonly hash: string;
}

/** The rows that were read with one COPY. */
export interface RangeItem extends RowsDigest {
  readonly kind: 'range';
  /** `table` is the position of its {@link TableItem} in the contents, counted from 0. */
  readonly table: number;
  /** First heap block, inclusive; absent when the table was read whole. */
  readonly from?: number;
  /** Last heap block, exclusive; absent for the last range, which is open-ended. */
  readonly to?: number;
  /** Bytes of COPY text. */
  readonly bytes: number;
  readonly pieces: readonly Piece[];
  /** The set for which it was read, where that is an older one: it was proved to be unchanged since. */
  readonly readFor?: string | undefined;
}

export interface TableItem extends RowsDigest {
  readonly kind: 'table';
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** `pg_class.relpersistence`: `p` permanent, `u` unlogged. */
  readonly persistence: string;
  /** The columns whose data was read, in order: no generated and no dropped ones. */
  readonly columns: readonly string[];
  /** Bytes of COPY text. */
  readonly bytes: number;
  /** Present on a configuration table of an extension. */
  readonly extension?: string;
  /** The WHERE clause that the extension gave `pg_extension_config_dump`; empty for all rows. */
  readonly condition?: string;
  /** True when the plan asked for the table's structure only. */
  readonly structureOnly?: true;
  /** What a later set needs to refer to the table's ranges; absent where none may. */
  readonly evidence?: TableEvidence | undefined;
  /** How much of it was read; absent where all was, for the set as a whole. */
  readonly reading?: TableReading | undefined;
}

/**
 * Large objects, as rows of COPY text, so that they share the tables' way: `data` rows are (oid, offset, bytea slice),
 * `metadata` rows (oid, owner, ACL as JSON, comment).
 */
export interface LargeObjectsItem extends RowsDigest {
  readonly kind: 'largeObjects';
  readonly part: 'metadata' | 'data';
  /** The objects it speaks of, ascending. */
  readonly oids: readonly number[];
  readonly bytes: number;
  readonly pieces: readonly Piece[];
}

export interface SequenceItem {
  readonly kind: 'sequence';
  readonly schema: string;
  readonly name: string;
  /** A 64-bit integer in decimal. */
  readonly lastValue: string;
  readonly isCalled: boolean;
  /** Present on a configuration sequence of an extension. */
  readonly extension?: string;
}

/** A materialized view that was populated; those that were not stay so. */
export interface MaterializedViewItem {
  readonly kind: 'materializedView';
  readonly schema: string;
  readonly name: string;
}

/** A role of the source's cluster, without its password. */
export interface RoleItem {
  readonly kind: 'role';
  readonly name: string;
  /** The words of CREATE ROLE, such as `LOGIN`, `CREATEDB`, `CONNECTION LIMIT 5`. */
  readonly attributes: readonly string[];
  readonly comment?: string;
  /** `ALTER ROLE … SET` of the whole cluster, as `name=value`. */
  readonly settings?: readonly string[];
}

export interface MembershipItem {
  readonly kind: 'membership';
  readonly role: string;
  readonly member: string;
  /** The words after WITH in GRANT, such as `ADMIN OPTION`. */
  readonly options: readonly string[];
}

export interface TablespaceItem {
  readonly kind: 'tablespace';
  readonly name: string;
  readonly owner: string;
  readonly location: string;
}

export type ContentItem =
  | TableItem
  | RangeItem
  | LargeObjectsItem
  | SequenceItem
  | MaterializedViewItem
  | RoleItem
  | MembershipItem
  | TablespaceItem;
