import type { Unlocking } from '../../engine/index.ts';
import type { Engine } from '../invocation.ts';

/** What opens an encrypted repository: a file that was named, or else the environment. Never an argument: others see those. */
export async function readUnlocking(
  engine: Engine,
  keyFile: string | undefined,
  { PGSTOW_KEY, PGSTOW_PASSPHRASE, PGSTOW_KMS_KEY } = process.env,
): Promise<Unlocking> {
  if (keyFile !== undefined) return { key: await engine.resolveReference({ file: keyFile }, '--key-file') };
  return {
    key: PGSTOW_KEY || undefined,
    passphrase: PGSTOW_PASSPHRASE || undefined,
    kmsKey: PGSTOW_KMS_KEY || undefined,
  };
}
