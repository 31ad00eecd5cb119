import { test } from 'vitest';
import { describeStop, type Stop } from './engineJob.ts';
import { backupStops, killBackupAt } from './killBackup.ts';
import { shopOn } from './shop.ts';

/** The long tests stop at every point with every signal, on every version. */
const politely: readonly (Stop & { committed?: boolean })[] = [
  { at: { query: '^LOCK TABLE', moment: 'after' }, signal: 'SIGINT' },
  { at: { query: '^SAVEPOINT definitions', moment: 'after' }, signal: 'SIGTERM' },
  { at: { query: 'COPY', moment: 'before', nth: 6 }, signal: 'SIGINT' },
  { at: { write: '^blobs/', moment: 'before' }, signal: 'SIGTERM' },
];
const stops = [
  ...backupStops.filter(({ quick }) => quick).map((stop) => ({ ...stop, signal: 'SIGKILL' as const })),
  ...politely,
];

for (const stop of stops) {
  test(`a backup that is ended by ${describeStop(stop)} leaves nothing behind, and the next one goes on from there`, async (context) => {
    await killBackupAt((await shopOn('18', context)).source, stop, stop);
  });
}
