import { type ThawTerms, usualThaw } from '../coldStorage/thaw.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import { defaultRenameFormat } from './rename/format.ts';

/** What to do with a table, view or sequence whose name is taken in the target. */
export type Conflict = 'rename' | 'fail' | 'skip' | 'replace' | 'append';

export const conflicts: readonly Conflict[] = ['rename', 'fail', 'skip', 'replace', 'append'];

/** What a restore is asked to do, with {@link restoreDefaults} for what is left out. */
export type RestoreInput = Pick<RestoreRequest, 'plan' | 'target'> & Partial<RestoreRequest>;

/** The whole set as it was, beside what is there: the same as the command line's defaults. */
export const restoreDefaults: Omit<RestoreRequest, 'plan' | 'target'> = {
  schemas: [],
  tables: [],
  conflict: 'rename',
  renameFormat: defaultRenameFormat,
  keepForeignKeys: false,
  mapSchemas: {},
  owner: true,
  acl: true,
  mapRoles: {},
  createDatabase: false,
  jobs: 4,
  proof: true,
  skipDamaged: false,
  dryRun: false,
  goOn: false,
  thaw: usualThaw,
};

/** What a restore is asked to do, completely. */
export interface RestoreRequest {
  /** A plan's id, or its name where only one plan has it. */
  readonly plan: string;
  /** The set's id. Default: the newest set at or before {@link to}. */
  readonly set?: string | undefined;
  /** Restore the state of this instant: the newest set at or before it. Default: now. */
  readonly to?: Date | undefined;
  readonly target: ConnectionTarget;
  /** Schema names, with `*` and `?`. With neither schemas nor tables the whole set is restored. */
  readonly schemas: readonly string[];
  /** `schema.table` patterns. */
  readonly tables: readonly string[];
  readonly conflict: Conflict;
  /**
   * The name of what is restored under another one: `{name}` is the name in the set, `{task}` tells the restore, `{timestamp}`
   * when it began. It is cut to 63 bytes, and numbered where it is taken.
   */
  readonly renameFormat: string;
  /**
   * Whether a renamed table keeps a foreign key to a table that is not restored along with it. It would then keep rows of that
   * one from being deleted, or lose rows with them.
   */
  readonly keepForeignKeys: boolean;
  /** Restore everything of the schemas that anything is asked for from into this one, which is created where it is not there. */
  readonly intoSchema?: string | undefined;
  /** Schemas of the set to those to restore them into. */
  readonly mapSchemas: Readonly<Record<string, string>>;
  /** False leaves every object to the restoring role. */
  readonly owner: boolean;
  /** False leaves out all privileges. */
  readonly acl: boolean;
  /** The set's role names to the target's. */
  readonly mapRoles: Readonly<Record<string, string>>;
  /** Create the target database first, as the source's was (encoding, locale, settings). */
  readonly createDatabase: boolean;
  /** Connections that load and build at once. */
  readonly jobs: number;
  /** Read what was loaded back and compare it with the set's counts and hashes. */
  readonly proof: boolean;
  /**
   * Leave out ranges of tables whose blobs are damaged, and restore all else: it then rejects with `damaged`, which says what is
   * missing, when that is done. Foreign keys to rows that are lost are `NOT VALID`.
   */
  readonly skipDamaged: boolean;
  /** Stop after the preview. */
  readonly dryRun: boolean;
  /**
   * Go on with an unfinished restore rather than start over: the id of its run, or its name. What it was asked to do is taken
   * from its record; what is asked for besides must be the same.
   */
  readonly resume?: string | undefined;
  /**
   * Go on with what an unfinished restore of the same has left in the target, where there is something and it is still what it was, rather
   * than start over. Where neither a set nor an instant is named, it stays with the set that was begun with.
   */
  readonly goOn: boolean;
  /**
   * How what lies in an archive is thawed before it is read, and whether that is waited for: else the restore ends with `archived` when it has
   * asked for it, and is gone on with by {@link resume} or {@link goOn}. Undefined asks for nothing: it ends with `archived` at once.
   */
  readonly thaw: ThawTerms | undefined;
  /** The task's name; free text, shown in listings. */
  readonly name?: string | undefined;
}
