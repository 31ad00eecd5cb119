import { expect } from 'vitest';
import { identifyProcess } from '../../engine/repository/processIdentity.ts';

/** One that is dead and not buried yet is not. */
export function isAlive(pid: number): boolean {
  return !['ended', undefined].includes(identifyProcess(pid)?.started);
}

/** That two processes are gone, or are about to be: they would stay for a minute. */
export async function expectGone(pids: readonly number[]): Promise<void> {
  expect(pids).toHaveLength(2);
  await expect.poll(() => pids.filter(isAlive), { timeout: 20_000 }).toEqual([]);
}
