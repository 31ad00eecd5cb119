import { createHash } from 'node:crypto';
import type { ReadingRole } from '../postgres/catalog/readingRole.ts';
import { readSettings } from '../postgres/session.ts';
import type { SharedReader } from '../repository/sharedWork.ts';
import type { Snapshot } from './snapshot.ts';

/** To be raised when ranges are read in another way, so that the same blocks give other bytes: older sets are no bases then. */
export const readingVersion = 1;

/** What several machines must have in common. */
export function sharedReader({ facts, role }: Pick<Snapshot, 'facts' | 'role'>): SharedReader {
  return { role: role.name, reading: readingDigest(facts.versionNumber, role) };
}

/** Of all that decides what rows look like, besides themselves and the catalogs: who reads, and how. */
export function readingDigest(versionNumber: number, role: ReadingRole, version: number = readingVersion): string {
  const settings = Object.entries(readSettings(versionNumber)).sort();
  const { loggedInAs, actsAs, settings: others } = role;
  return createHash('sha256')
    .update(JSON.stringify([version, settings, loggedInAs, actsAs, others]))
    .digest('hex');
}
