import type { ConnectionTarget } from '../postgres/target.ts';

/** What to do with a table, view or sequence whose name is taken in the target. */
export type Conflict = 'fail' | 'skip' | 'replace' | 'append';

export const conflicts: readonly Conflict[] = ['fail', 'skip', 'replace', 'append'];

/** What a restore is asked to do, with {@link restoreDefaults} for what is left out. */
export type RestoreInput = Pick<RestoreRequest, 'plan' | 'target'> & Partial<RestoreRequest>;

/** The whole set as it was, strictly: the same as the command line's defaults. */
export const restoreDefaults: Omit<RestoreRequest, 'plan' | 'target'> = {
  schemas: [],
  tables: [],
  conflict: 'fail',
  owner: true,
  acl: true,
  mapRoles: {},
  createDatabase: false,
  jobs: 4,
  proof: true,
  dryRun: false,
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
  /** Stop after the preview. */
  readonly dryRun: boolean;
  /** The task's name; free text, shown in listings. */
  readonly name?: string | undefined;
}
