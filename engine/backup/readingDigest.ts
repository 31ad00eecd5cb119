import { createHash } from 'node:crypto';
import type { ReadingRole } from '../postgres/catalog/readingRole.ts';
import { readSettings } from '../postgres/session.ts';

/** To be raised when ranges are read in another way, so that the same blocks give other bytes: older sets are no bases then. */
export const readingVersion = 1;

/** Of all that decides what rows look like, besides themselves and the catalogs: who reads, and how. */
export function readingDigest(versionNumber: number, role: ReadingRole, version: number = readingVersion): string {
  const settings = Object.entries(readSettings(versionNumber)).sort();
  const { loggedInAs, actsAs, settings: others } = role;
  return createHash('sha256')
    .update(JSON.stringify([version, settings, loggedInAs, actsAs, others]))
    .digest('hex');
}
