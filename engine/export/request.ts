import type { SetChoice } from '../repository/chooseSet.ts';

/** `directory`: for `pg_restore`, in parallel. `plain`: SQL for `psql`. */
export type ExportFormat = 'directory' | 'plain';

export const exportFormats: readonly ExportFormat[] = ['directory', 'plain'];

/** What is taken out of a repository, and where to. */
export type ExportRequest = SetChoice & {
  readonly format: ExportFormat;
  /** A folder that is made, or is there and empty. */
  readonly folder: string;
  /** Schema names, with `*` and `?`. With neither schemas nor tables the whole set is exported. */
  readonly schemas?: readonly string[] | undefined;
  /** `schema.table` patterns. */
  readonly tables?: readonly string[] | undefined;
  /** False leaves every object to the role that runs the export. Default: true. */
  readonly owner?: boolean | undefined;
  /** False leaves out all privileges. Default: true. */
  readonly acl?: boolean | undefined;
};
