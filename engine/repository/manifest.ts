import type { CrossBorder } from '../spec/crossBorder.ts';
import type { SetEvidence, SetReading } from './evidence.ts';

/**
 * A set's table of contents, and its commit: a set exists when its `manifest.json` does. Small; everything large is named
 * by size and SHA-256. Instants are ISO 8601 in UTC.
 */
export interface SetManifest {
  readonly format: 1;
  /** The set's id. */
  readonly set: string;
  /** The id of the plan it was made by, and the revision of the plan's document. */
  readonly plan: string;
  readonly planRevision: number;
  /** The id of the repository it was written to. */
  readonly repository: string;
  /** The version of pgstow that wrote it. */
  readonly tool: string;
  readonly startedAt: string;
  /** The instant that a restore of this set goes back to. */
  readonly snapshotAt: string;
  readonly finishedAt: string;
  readonly source: SetSource;
  readonly selection: SetSelection;
  /** The session settings under which rows became text: what reads them back needs the same. */
  readonly copySettings: Readonly<Record<string, string>>;
  readonly definitions: DefinitionsSummary;
  readonly contents: ContentsSummary;
  readonly totals: SetTotals;
  /** How much of it was read; absent in sets of versions that knew no other way than to read all. */
  readonly reading?: SetReading | undefined;
  /** What a later set needs to refer to the ranges of this one; absent where the server does not tell which blocks were changed. */
  readonly evidence?: SetEvidence | undefined;
  /** Of a set that was copied from another repository: which it was there, and when. */
  readonly copyOf?: CopyOf | undefined;
  /** Where the set has left the region of its source, and why it may. */
  readonly crossBorder?: CrossBorder | undefined;
  /** What a person should know of this set. */
  readonly warnings: readonly string[];
}

/** The set that a copy is of. */
export interface CopyOf {
  /** The id of the repository that it was copied from. */
  readonly repository: string;
  readonly set: string;
  /** ISO 8601. */
  readonly at: string;
  /** When the set was committed where it was made, by that store's clock; ISO 8601. */
  readonly committedAt?: string | undefined;
}

/** The database as it was. */
export interface SetSource {
  /** Identifies the cluster, a 64-bit integer in decimal; null where the role may not ask. */
  readonly systemIdentifier: string | null;
  /** Such as `18.4`. */
  readonly serverVersion: string;
  /** `server_version_num`, such as 180004. */
  readonly versionNumber: number;
  readonly database: string;
  /** By name, such as `UTF8`. */
  readonly encoding: string;
  readonly collation: string;
  readonly ctype: string;
  /** `libc`, `icu` or `builtin`. */
  readonly localeProvider: string;
  /** The locale of the providers `icu` and `builtin`. */
  readonly locale: string | null;
  /** `ICU_RULES` of CREATE DATABASE. */
  readonly icuRules?: string | null | undefined;
  readonly timeline?: number | undefined;
  /** Where it was read, as a person would write it: `user@host:port/database`. */
  readonly address: string;
}

/** The plan's patterns as they were, and whether they covered the whole database. */
export interface SetSelection {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly structureOnly: readonly string[];
  /** True when every table's rows are in the set. */
  readonly complete: boolean;
}

/** `definitions.dump`: pg_dump's custom archive of the definitions. */
export interface DefinitionsSummary {
  readonly bytes: number;
  readonly sha256: string;
  readonly pgDumpVersion: string;
}

/** `contents.ndjson.zst`, as it is stored. */
export interface ContentsSummary {
  readonly bytes: number;
  readonly sha256: string;
  /** Lines of it, uncompressed. */
  readonly items: number;
}

export interface SetTotals {
  readonly tables: number;
  readonly rows: number;
  /** Bytes of COPY text. */
  readonly bytes: number;
  /** Bytes that the set needs in the repository, those that it shares with other sets included. */
  readonly storedBytes: number;
  /**
   * Bytes that this set added to the repository: of blobs that were not there when they were put for it. What a try before has stored that came to
   * nothing is not among them, be it a run that was cut off or a shard whose work another one has taken over.
   */
  readonly newBytes: number;
  readonly blobs: number;
  readonly sequences: number;
  readonly largeObjects: number;
}
