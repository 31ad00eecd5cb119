import { awsCredentials } from './credentials.ts';
import type { Credentials } from './signature.ts';

/** What requests to AWS depend on: handed in, so that they can be tested. */
export interface Aws {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
  /** A source of credentials that refreshes those that expire. `field` is what they are wanted for, for messages. */
  readonly credentials: (region: string, field: string) => Promise<() => Promise<Credentials>>;
}

/** That of this process, with credentials from the usual chain. */
export function realAws(env: Aws['env'], signal?: AbortSignal): Aws {
  return { env, now: () => new Date(), signal, credentials: awsCredentials };
}
