import type { Unlocking } from '../engine/index.ts';

/** What opens an encrypted repository, from the environment. */
export function unlockingOf({
  PGSTOW_KEY,
  PGSTOW_PASSPHRASE,
  PGSTOW_KMS_KEY,
}: Readonly<Record<string, string | undefined>>): Unlocking {
  return {
    key: PGSTOW_KEY || undefined,
    passphrase: PGSTOW_PASSPHRASE || undefined,
    kmsKey: PGSTOW_KMS_KEY || undefined,
  };
}
