import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';

/** Time, randomness and who we are: handed in, so that what is made of them can be tested. */
export interface Surroundings {
  readonly now: () => Date;
  readonly random: (bytes: number) => Uint8Array;
  readonly user: string;
  readonly host: string;
  readonly pid: number;
}

/** Those of this process. */
export function realSurroundings(): Surroundings {
  return { now: () => new Date(), random: randomBytes, user: userName(), host: hostname(), pid: process.pid };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`; // containers often run as a user that no file names
  }
}
