import type { Schema } from './schema/attribute.ts';
import type { Diagnostic } from './schema/diagnostic.ts';
import type { Session } from './session.ts';
import type { ObjectValue } from './values/value.ts';

/** What an action is carried out with. */
export interface Invocation {
  /** Fires when it is to be given up. */
  readonly signal: AbortSignal;
  /** Shows the user a line while it goes on. */
  readonly tell: (message: string) => void;
}

/**
 * Something that Terraform 1.14 and newer do when a resource has changed, or by `terraform apply -invoke`: it has no state. What is
 * thrown becomes a diagnostic.
 */
export interface ActionType {
  readonly name: string;
  readonly schema: Schema;
  /** What is wrong with the values that are known, beyond what the attributes say themselves. */
  readonly validate?: (config: ObjectValue, session: Session) => Promise<readonly Diagnostic[]>;
  /** Returns what should be known besides. */
  readonly invoke: (config: ObjectValue, session: Session, invocation: Invocation) => Promise<readonly Diagnostic[]>;
}
