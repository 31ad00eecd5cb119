import { ownSecrets } from '../spec/ownSecrets.ts';
import type { Environment } from '../spec/secret.ts';

/** What a command is told of the backup that it is run for. */
export interface HookFacts {
  readonly plan: string;
  readonly run: string;
  /** Of what is run after it. */
  readonly end?: BackupEnd | undefined;
}

/** What has become of a backup. */
export type BackupEnd =
  | { readonly outcome: 'succeeded'; readonly set: string }
  | { readonly outcome: 'failed' | 'interrupted'; readonly error: string };

/** The operating system starts nothing that gets a longer text than 128 KiB, and an error may name every table of a database. */
const longestError = 10_000;

const secrets = [
  ...ownSecrets,
  ...['PGSTOW_TARGET', 'PGSTOW_DRILL_SERVER', 'PGSTOW_BASTION_KEY', 'PGPASSWORD'],
  ...['PGSTOW_COPY_KEY', 'PGSTOW_COPY_PASSPHRASE'],
];

/**
 * The environment of a command: this process's own, without what opens the repository and without `named`, the variables that plans
 * take their secrets from. So nothing of that is printed by chance; who means to read it may find other ways, as this user.
 */
export function hookEnvironment(env: Environment, named: readonly string[], facts: HookFacts): Environment {
  const { plan, run, end } = facts;
  const hidden = Object.fromEntries([...secrets, ...named].map((name) => [name, undefined]));
  return {
    ...env,
    ...hidden,
    PGSTOW_PLAN: plan,
    PGSTOW_RUN: run,
    PGSTOW_OUTCOME: end?.outcome,
    PGSTOW_SET: end?.outcome === 'succeeded' ? end.set : undefined,
    PGSTOW_ERROR: end && 'error' in end ? end.error.replaceAll('\0', '').slice(0, longestError) : undefined,
  };
}
