import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { identifyProcess, isSurelyGone, type ProcessIdentity } from './processIdentity.ts';

/** Time, randomness and who we are: handed in, so that what is made of them can be tested. */
export interface Surroundings {
  readonly now: () => Date;
  readonly random: (bytes: number) => Uint8Array;
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  /** What tells this process from every other one of its machine; undefined where that cannot be known. */
  readonly process: ProcessIdentity | undefined;
  /** Whether a process has surely ended; false where that cannot be known. */
  readonly isGone: (process: ProcessIdentity) => boolean;
  /** Resolves when so many milliseconds have passed, or when the signal fires. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Those of this process. */
export function realSurroundings(): Surroundings {
  return {
    now: () => new Date(),
    random: randomBytes,
    user: userName(),
    host: hostname(),
    pid: process.pid,
    process: identifyProcess(process.pid),
    isGone: isSurelyGone,
    pause,
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`; // containers often run as a user that no file names
  }
}

async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch((thrown) => {
    if (!signal?.aborted) throw thrown;
  });
}
