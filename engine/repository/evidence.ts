/**
 * What a set keeps so that a later one can prove which of its ranges still hold what the database holds, and refer to them
 * instead of reading them. Positions in the WAL are as `pg_lsn` prints them, transaction ids are 64-bit integers in decimal.
 */

/** A checkpoint: whatever transaction has the id `xid` or a later one has written all of its WAL after `lsn`. */
export interface WalMarker {
  readonly lsn: string;
  readonly xid: string;
  readonly timeline: number;
}

/** Where the history of a server stood when a set's snapshot was taken. */
export interface WalMoment {
  /** Identifies the cluster, as in the set's source. */
  readonly systemIdentifier: string;
  /** `pg_database.oid`. */
  readonly databaseOid: number;
  readonly timeline: number;
  /** `pg_postmaster_start_time()`, ISO 8601 with microseconds. */
  readonly serverStartedAt: string;
  /** The oldest transaction that was running. */
  readonly xmin: string;
  /** All WAL of what the snapshot shows ends here or before. */
  readonly end: string;
  /** SHA-256 of the settings under which rows became text, of who read them, and of how ranges are read. */
  readonly settings: string;
  /** Checkpoints of this run of the server up to here, the newest first. */
  readonly markers: readonly WalMarker[];
}

/** A moment that later ones can be compared with. */
export interface WalBase {
  /** Whatever was not over when the snapshot was taken has written all of its WAL after this. */
  readonly start: WalMarker;
  /** Where the summary ends that has `end` in it: tells this history from another one with the same numbers. */
  readonly anchor: string;
}

/** Of a set. Without `base` the set's ranges are never referred to. */
export interface SetEvidence extends WalMoment {
  readonly base?: WalBase | undefined;
}

/** Of a table of a set. */
export interface TableEvidence {
  /** `pg_relation_filenode()`: another one means that the table was rewritten. */
  readonly filenode: string;
  /** Digest of all in the catalogs that decides how the table's rows become text. */
  readonly fingerprint: string;
  /** How it was divided: blocks of each range, absent for a table that was read whole; and how many ranges there were. */
  readonly blocksPerRange?: number | undefined;
  readonly ranges: number;
  /** How many blocks it had when it was divided. */
  readonly blocks: number;
}

/** How much of a set was read from the database for it, and how much it has in common with an older one. */
export interface SetReading {
  /** The set whose ranges it refers to; absent when all was read. */
  readonly base?: string | undefined;
  /** Why all was read. */
  readonly reason?: string | undefined;
  /** Snapshot of the newest set up to this one for which all was read. */
  readonly fullAt: string;
  /** Bytes of COPY text that were read. */
  readonly read: number;
  /** Bytes of COPY text that were not read, for they were proved to be unchanged. */
  readonly reused: number;
  /** Ranges that were proved to be unchanged and read all the same, as a sample; all of them were equal unless `alarm` says otherwise. */
  readonly audited: number;
  /** What the sample has found: ranges that were held to be unchanged, and were not. */
  readonly alarm?: string | undefined;
  /** Bytes of COPY text a second, when all was read. */
  readonly bytesPerSecond?: number | undefined;
  /** Why what was read was read, the most bytes first. */
  readonly reasons: readonly ReadReason[];
  /** What each of several machines has read; absent where one has read it all. */
  readonly shards?: readonly ShardShare[] | undefined;
  /** Of the machine that has the snapshot; absent where the plan says how many. */
  readonly connections?: ConnectionsFound | undefined;
}

/** How many connections have read in the end where the plan leaves that open, and why not more. */
export interface ConnectionsFound {
  readonly count: number;
  /** Words to follow on `N connections have read; `. */
  readonly reason: string;
}

/** What one of several machines has read of a set. */
export interface ShardShare {
  /** Which one, such as `3/8`. */
  readonly shard: string;
  /** The machine's name. */
  readonly host: string;
  /** Bytes of COPY text. */
  readonly bytes: number;
}

export interface ReadReason {
  readonly reason: string;
  readonly ranges: number;
  readonly bytes: number;
}

/** The same of a table. */
export interface TableReading {
  readonly read: number;
  readonly reused: number;
  /** Bytes that its rows added to the repository; its share of them, where a blob holds several tables. */
  readonly stored: number;
  /** Why it was read; several reasons are told with what was read for each. */
  readonly reason?: string | undefined;
}
