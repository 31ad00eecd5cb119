import type { Schema } from './schema/attribute.ts';
import type { Diagnostic } from './schema/diagnostic.ts';
import type { Session } from './session.ts';
import type { ObjectValue } from './values/value.ts';

/** What Terraform keeps of a resource: its state, and what is the provider's own beside it, which is never shown. */
export interface Kept {
  readonly state: ObjectValue;
  readonly private: Private;
}

export type Private = Readonly<Record<string, string | number>>;

export interface Applied extends Kept {
  readonly warnings?: readonly Diagnostic[];
}

/** A resource that is to be created or changed: all that is known of it. */
export interface Change {
  /** As it is written; holds the write-only values. */
  readonly config: ObjectValue;
  /** As it will be; what is unknown in it the provider decides. */
  readonly planned: ObjectValue;
}

/** A resource that is to be changed. */
export interface Update extends Change {
  readonly prior: ObjectValue;
  readonly private: Private;
}

/** What is to come, as far as it is known when it is planned. */
export type Prospect = { readonly config: ObjectValue; readonly prior: ObjectValue | null };

/**
 * A kind of resource. What is thrown becomes a diagnostic, and nothing is taken as done: a `create` that throws leaves no resource
 * behind, for Terraform would destroy and create anew what half succeeded.
 */
export interface ResourceType {
  readonly name: string;
  readonly schema: Schema;
  /** The attribute that tells it from all others of its kind and by which it is imported: a string that is computed or replaces. */
  readonly identity: string;
  /** What is wrong with the values that are known, beyond what the attributes say themselves. */
  readonly validate?: (config: ObjectValue, session: Session) => Promise<readonly Diagnostic[]>;
  /** What would keep it from being applied, where that can be told when it is planned. */
  readonly review?: (prospect: Prospect, session: Session) => Promise<readonly Diagnostic[]>;
  readonly create: (change: Change, session: Session) => Promise<Applied>;
  readonly read: (kept: Kept, session: Session) => Promise<Kept | null>;
  readonly update: (update: Update, session: Session) => Promise<Applied>;
  /** Returns what should be known about what is left. */
  readonly delete: (kept: Kept, session: Session) => Promise<readonly Diagnostic[]>;
  readonly import: (id: string, session: Session) => Promise<Kept>;
  /** Whether what the state does not know is taken from the configuration, where another value would else replace the resource. */
  readonly adopts?: (kept: Private) => boolean;
}

/** A kind of data source. */
export interface DataSourceType {
  readonly name: string;
  readonly schema: Schema;
  readonly read: (config: ObjectValue, session: Session) => Promise<ObjectValue>;
}
