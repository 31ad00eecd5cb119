import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initRepository, type Repository } from '../../engine/repository/repository.ts';
import type { Surroundings } from '../../engine/repository/surroundings.ts';

export interface TestSurroundings extends Surroundings {
  /** Sets the clock. */
  readonly goTo: (instant: string) => void;
}

/** A clock that stands still, and randomness that counts. */
export function testSurroundings(instant = '2026-11-22T21:30:00.123Z'): TestSurroundings {
  let now = instant;
  let calls = 0;
  return {
    now: () => new Date(now),
    goTo: (next) => {
      now = next;
    },
    random: (bytes) => new Uint8Array(bytes).fill(calls++),
    user: 'anna',
    host: 'runner',
    pid: 4711,
    process: undefined,
    isGone: () => false,
    pause: async () => {},
  };
}

/** Runs `use` with a new repository in a folder that is removed afterwards. */
export async function withRepository(
  use: (repository: Repository, folder: string) => Promise<void>,
  surroundings: Surroundings = testSurroundings(),
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-repository-'));
  try {
    await use(await initRepository(folder, { encryption: 'none' }, surroundings), folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
