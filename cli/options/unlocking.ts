import type { Unlocking } from '../../engine/index.ts';
import { unlockingOf } from '../../values/unlocking.ts';
import type { Engine } from '../invocation.ts';

/** What opens an encrypted repository: a file that was named, or else the environment. Never an argument: others see those. */
export async function readUnlocking(
  engine: Engine,
  keyFile: string | undefined,
  option = '--key-file',
): Promise<Unlocking> {
  if (keyFile !== undefined) return { key: await engine.resolveReference({ file: keyFile }, option) };
  return unlockingOf(process.env);
}
