/**
 * What went wrong, as one class with a closed list of codes. Every door (command line, Terraform, Action) maps the code in
 * one table of its own; nobody else looks at the text.
 */
export type ErrorCode =
  /** What the user asked for is malformed or names something that does not exist. Nothing was touched. */
  | 'input'
  /** The database could not be reached, or it did not let us in. */
  | 'connection'
  /** A role lacks a right. */
  | 'privilege'
  /** A check failed before anything moved. */
  | 'precheck'
  /** Something in the target stands in the way of what was asked. */
  | 'conflict'
  /** A lock was not granted in the time allowed. */
  | 'lock'
  /** Another run is doing what may be done by one at a time. Nothing was begun. */
  | 'busy'
  /** Another run has declared this one dead, and nothing of it will be visible. */
  | 'lost'
  /** The database answered with an error that is none of the above. */
  | 'database'
  /** The repository's store failed, or the folder that an export is written to: not writable, full, unreachable. */
  | 'store'
  /** Something stored lies in an archive, and cannot be read before it is thawed. Nothing was changed. */
  | 'archived'
  /** Something stored is missing, altered, truncated or swapped. */
  | 'damaged'
  /** What was read back is not what was backed up. */
  | 'verification'
  /** A set was made, and is not in every repository that its plan has it copied to. */
  | 'copy'
  /** The operation was aborted by its caller. */
  | 'interrupted'
  /** The other side is of a version or kind that cannot do this. */
  | 'unsupported';

export interface ErrorDetails {
  /** What to do now, as a sentence. */
  readonly hint?: string;
  /** True when the same call may succeed later without any change. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

export class PgstowError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'PgstowError';
    this.code = code;
    this.hint = details.hint;
    this.retryable = details.retryable ?? false;
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Throws an `interrupted` error when the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw interrupted(signal);
}

export function interrupted(signal: AbortSignal): PgstowError {
  if (signal.reason instanceof PgstowError) return signal.reason;
  return new PgstowError('interrupted', 'interrupted before it was finished', {
    cause: signal.reason,
    hint: 'run the same command again: what is already stored is not stored twice',
  });
}

/** The start of the hint for a connection that was lost, to a server or to a bastion. */
export const lostHint = 'was the server restarted, or is the network unsteady?';
