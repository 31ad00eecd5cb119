import type { ConnectionTarget } from '../postgres/target.ts';

/** Which set is restored for practice, and where. */
export interface DrillRequest {
  /** A plan's id, or its name where only one plan has it; a deleted plan's id too. */
  readonly plan: string;
  /** The set's id. Default: the plan's newest. */
  readonly set?: string | undefined;
  /**
   * A server in which a database is made for this and dropped afterwards; its role must be allowed to create one, and carries out what the
   * set's definitions say, and the plan's assertions. Default: a throwaway server with programs of this machine, in which an ordinary role does.
   */
  readonly server?: ConnectionTarget | undefined;
  /** Connections that load and build at once. Default: 4. */
  readonly jobs?: number | undefined;
}
