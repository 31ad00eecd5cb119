import type { Unlocking } from '../engine/index.ts';

/** What opens an encrypted repository that sets are copied to, and that no plan names, from the environment. */
export function copyUnlockingOf({
  PGSTOW_COPY_KEY,
  PGSTOW_COPY_PASSPHRASE,
  PGSTOW_COPY_KMS_KEY,
}: Readonly<Record<string, string | undefined>>): Unlocking {
  return {
    key: PGSTOW_COPY_KEY || undefined,
    passphrase: PGSTOW_COPY_PASSPHRASE || undefined,
    kmsKey: PGSTOW_COPY_KMS_KEY || undefined,
  };
}

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
