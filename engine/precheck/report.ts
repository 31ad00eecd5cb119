import { messageOf, PgstowError } from '../errors.ts';

/** What one check has found. */
export interface Check {
  /** Stable and unique in a report, such as `large objects`. */
  readonly name: string;
  /** `warn`: a backup will succeed, and something should be known or done. `fail`: it will fail, or not be trustworthy. */
  readonly status: 'pass' | 'warn' | 'fail';
  readonly message: string;
  /** What to do, to be copied where it is SQL or a line of a plan; absent when the check passed. */
  readonly remedy?: string;
}

export interface PrecheckReport {
  /** The plan's id. */
  readonly plan: string;
  /** True when no check failed. */
  readonly passed: boolean;
  readonly checks: readonly Check[];
}

/** The outcome of a check whose name is given by whoever runs it. */
export type Outcome = Omit<Check, 'name'>;

export function pass(message: string): Outcome {
  return { status: 'pass', message };
}

export function warn(message: string, remedy: string): Outcome {
  return { status: 'warn', message, remedy };
}

export function fail(message: string, remedy: string): Outcome {
  return { status: 'fail', message, remedy };
}

/** A failure where there is an error, and otherwise a pass. */
export function unless(error: PgstowError | undefined, message: string): Outcome {
  return error ? failed(error) : pass(message);
}

/** An error as a failed check. */
export function failed(thrown: unknown): Outcome {
  const hint = thrown instanceof PgstowError ? thrown.hint : undefined;
  return fail(messageOf(thrown), hint ?? 'mend the cause that the message names, then check again');
}

/** A check by name; one that could not be made says so, and the others go on. */
export async function check(name: string, look: () => Outcome | Promise<Outcome>): Promise<Check> {
  try {
    return { name, ...(await look()) };
  } catch (thrown) {
    if (thrown instanceof PgstowError && thrown.code === 'interrupted') throw thrown;
    return { name, ...failed(thrown) };
  }
}

/** Checks on one connection, one after the other: a connection answers one query at a time. */
export async function checkEach(checks: Readonly<Record<string, () => Outcome | Promise<Outcome>>>): Promise<Check[]> {
  const found: Check[] = [];
  for (const [name, look] of Object.entries(checks)) found.push(await check(name, look));
  return found;
}
